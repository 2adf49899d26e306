/**
 * Takes back the last run of a host: the undo of each of its steps, last one first, with the files that it had kept. It
 * is a run of its own, with a plan that is shown before. A step is refused when somebody changed its files since.
 */
import { type Message, message, render, type Text } from '@dhis2-hosting/server/service';
import { OperationError } from '../errors.ts';
import { askHost } from '../host-shell.ts';
import { type Plan, type PlannedStep, planHash, planVersion } from '../plan.ts';
import { readWholePlan, savePlan } from '../plan-file.ts';
import { snippet } from '../script.ts';
import { type Change, limitOf, type Problem } from '../step.ts';
import type { Connection } from '../transport/transport.ts';
import { type ListedRun, listRuns } from './list.ts';
import type { StepResult } from './run-events.ts';
import { runRoot } from './run-folder.ts';
import type { RunHead } from './run-head.ts';
import { type Borrowed, commonFiles, headOf, orderLine, placeOf, type RunFiles, type RunRequest } from './run-request.ts';
import { verifyUndo } from './written.ts';

export type UndoPlan = { readonly plan: Plan; readonly of: RunHead; readonly borrowed: readonly Borrowed[] };

const texts = {
  title: { en: 'Take back: {title}', fr: 'Annuler : {title}' },
  removes: { en: 'Removes {path}.', fr: 'Supprime {path}.' },
  back: { en: 'Takes back: {what}', fr: 'Annule : {what}' },
  noWay: { en: 'It cannot be taken back by itself.', fr: 'Cette étape ne peut pas être annulée automatiquement.' },
  byHand: { en: 'See what it changed, and decide by hand.', fr: 'Voyez ce qu’elle a modifié, et décidez vous-même.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Undefined when there is nothing to take back. `now` in milliseconds since 1970. */
export async function planUndo(connection: Connection, now: number, signal: AbortSignal): Promise<UndoPlan | undefined> {
  const last = lastToUndo(await listRuns(connection, signal));
  if (last === undefined) return undefined;
  const plan = await planOf(connection, last.head.id, signal);
  const done = [...last.steps].reverse();
  const undone = done.flatMap((step) => undoStep(plan, step) ?? []);
  const steps = undone.map(({ planned }) => planned);
  return {
    of: last.head,
    plan: { ...plan, version: planVersion, recipe: 'undo', title: titled(plan.title), made: new Date(now).toISOString(), steps },
    borrowed: undone.flatMap(({ planned, place }) => (planned.state === 'will-change' ? [{ run: last.head.id, place }] : [])),
  };
}

/** With the steps that were done and were not taken back yet. */
type Undoable = { readonly head: RunHead; readonly steps: readonly StepResult[] };

/** The newest that did something, was not an undo itself, and was not taken back yet. */
function lastToUndo(runs: readonly ListedRun[]): Undoable | undefined {
  const isOver = ({ state }: ListedRun): boolean => typeof state === 'object' && state.outcome === 'done';
  const takenBack = new Set(runs.filter(isOver).map(({ head }) => head?.undoes));
  // By an undo that went no further than to a step that somebody had changed.
  const isBack = (id: string, step: StepResult): boolean =>
    runs.some(({ head, state }) => head?.undoes === id && stepsOf(state).some((each) => each.id === step.id && each.state === 'done'));
  for (const { head, state, id } of runs) {
    if (head === undefined || typeof state === 'string' || head.undoes !== undefined || takenBack.has(id)) continue;
    const steps = state.steps.filter((step) => step.state === 'done' && !isBack(id, step));
    if (steps.length > 0) return { head, steps };
  }
  return undefined;
}

function stepsOf(state: ListedRun['state']): readonly StepResult[] {
  return typeof state === 'string' ? [] : state.steps;
}

async function planOf(connection: Connection, run: string, signal: AbortSignal): Promise<Plan> {
  const { code, out } = await askHost(connection, snippet('plan', 'cat "$1/runs/$2/plan.json"', runRoot, run).text, signal);
  const plan = code === 0 ? readWholePlan(out.toString('utf8')) : undefined;
  if (plan === undefined) throw new OperationError('run-not-understood', connection.host.name, { run });
  return plan;
}

function undoStep(plan: Plan, { id, place }: StepResult): { readonly planned: PlannedStep; readonly place: string } | undefined {
  const step = plan.steps.find((planned) => planned.id === id);
  if (step?.state !== 'will-change') return undefined;
  const { why, controls, risk } = step;
  const base = { id, title: titled(step.title), why, controls, risk, notes: [], facts: {} };
  if (!step.undo || risk === 'data') return { planned: { ...base, state: 'blocked', problems: [noWay] }, place };
  const { restarts, affects, seconds, scripts } = step;
  return {
    planned: { ...base, state: 'will-change', changes: step.changes.map(reversed), restarts, affects, seconds, undo: true, scripts },
    place,
  };
}

const noWay: Problem = { why: message(texts.noWay), todo: message(texts.byHand) };

function reversed(change: Change): Change {
  if (change.kind === 'words') return { kind: 'words', message: message(texts.back, { what: change.message }) };
  const { path, before, after } = change;
  if (before === undefined) return { kind: 'words', message: message(texts.removes, { path }) };
  return { kind: 'file', path, before: after, after: before };
}

function titled(title: Text): Text {
  const of: Message = message(texts.title, { title: message(title) });
  return { en: render(of, 'en'), fr: render(of, 'fr') };
}

export function undoFiles({ plan, of, borrowed }: UndoPlan, request: Omit<RunRequest, 'prepared' | 'instances' | 'secrets'>): RunFiles {
  const head: RunHead = {
    ...headOf(request),
    recipe: plan.recipe,
    title: plan.title,
    plan: planHash(plan),
    host: plan.host,
    instances: of.instances,
    undoes: of.id,
  };
  const steps = plan.steps.flatMap((step) => (step.state === 'will-change' ? [step] : []));
  const order = steps.map(({ id, risk, seconds }, index) => orderLine(index, { id, risk, seconds, limit: limitOf({ seconds }) }));
  return {
    id: request.id,
    head,
    files: new Map([...commonFiles(head, request), ['plan.json', savePlan(plan)], ['order', order.join('')], ['verify-undo', verifyUndo]]),
    secrets: new Map(),
    borrowed: new Map(borrowed.map((one, index) => [placeOf(index), one])),
  };
}
