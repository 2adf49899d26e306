/** Plans for a host of the lab and carries the plan out as a run, to its end. */
import assert from 'node:assert/strict';
import { type HostingManifest, type Message, render } from '@dhis2-hosting/server/service';
import type { Plan, PlannedStep, Prepared } from '../../client/src/operations/plan.ts';
import { planHost } from '../../client/src/operations/plan-host.ts';
import { carryOut } from '../../client/src/operations/run/carry-out.ts';
import type { RunResult } from '../../client/src/operations/run/run-events.ts';
import { type RunFiles, runFiles } from '../../client/src/operations/run/run-request.ts';
import { planUndo, undoFiles } from '../../client/src/operations/run/undo.ts';
import type { Recipe, Target } from '../../client/src/operations/step.ts';
import { requestOf } from '../support/test-recipe.ts';
import type { Reached } from './reach.ts';

/** Packages take their time on a busy machine. */
const limit = (): AbortSignal => AbortSignal.timeout(1_800_000);

export type Applied = {
  readonly plan: Plan;
  readonly result: RunResult;
  /** By step. */
  readonly seconds: Readonly<Record<string, number>>;
  /** What the steps printed. */
  readonly said: string;
};

export async function planFor({ transport, address }: Reached, recipe: Recipe, target: Target): Promise<Prepared> {
  return planHost(await transport.connect(address, limit()), recipe, target, limit());
}

/** With the files of the run as the test alters them. */
export async function applyPlan(reached: Reached, prepared: Prepared, alter = (files: RunFiles): RunFiles => files): Promise<Applied> {
  return follow(reached, prepared.plan, alter(runFiles(requestOf(prepared))));
}

/** Takes the last run back, as far as that goes. */
export async function undoLast(reached: Reached): Promise<Applied> {
  const undo = await planUndo(await reached.transport.connect(reached.address, limit()), Date.now(), limit());
  assert.ok(undo);
  return follow(reached, undo.plan, undoFiles(undo, requestOf({ plan: undo.plan, work: [] })));
}

async function follow({ transport, address: host }: Reached, plan: Plan, files: RunFiles): Promise<Applied> {
  const seconds: Record<string, number> = {};
  const said: string[] = [];
  const began = new Map<string, number>();
  const run = carryOut({ transport, host, files, signal: limit() });
  for (let next = await run.next(); ; next = await run.next()) {
    if (next.done === true) {
      assert.ok(next.value);
      return { plan, result: next.value, seconds, said: said.join('\n') };
    }
    const event = next.value;
    if (event.kind === 'step') began.set(event.step, event.at);
    if (event.kind === 'output') said.push(event.text);
    if (event.kind === 'refused') said.push(`refused: ${event.facts.join(', ')}`);
    if (event.kind === 'step-ended') {
      seconds[event.step] = Math.round((event.at - (began.get(event.step) ?? event.at)) * 10) / 10;
      said.push(`${event.step}: ${event.state}`);
    }
  }
}

/** Fails when anything of the plan does. */
export async function apply(reached: Reached, recipe: Recipe, target: Target): Promise<Applied> {
  const applied = await applyPlan(reached, await planFor(reached, recipe, target));
  assert.match(applied.result.outcome, /^(?:done|nothing-to-do)$/, applied.said.slice(-4000));
  return applied;
}

/** Steps that are not as they should be, and why. */
export function unsettled({ steps }: Plan): readonly string[] {
  return steps.flatMap((step) => (step.state === 'already-so' ? [] : [`${step.id}: ${step.state} ${whyOf(step)}`]));
}

function whyOf(step: PlannedStep): string {
  const words = (messages: readonly Message[]): string => messages.map((each) => render(each, 'en')).join(' ');
  switch (step.state) {
    case 'already-so':
      return '';
    case 'will-change':
      return step.changes.map((change) => (change.kind === 'words' ? words([change.message]) : JSON.stringify(change))).join(' ');
    case 'blocked':
      return words(step.problems.flatMap(({ why, todo }) => [why, todo]));
    case 'unknown':
      return step.unknown.map(({ fact, reason }) => `${fact} ${reason}`).join(', ');
  }
}

export function targetOf(manifest: HostingManifest, host: string): Target {
  return { manifest, host, now: Date.now() };
}
