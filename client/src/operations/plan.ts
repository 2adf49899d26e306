/** Facts and a recipe to a plan: a value that can be shown, saved and compared, and the scripts that carry it out. */
import { createHash } from 'node:crypto';
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import type { Fact, UnknownReason } from './fact.ts';
import { identity } from './facts/identity.ts';
import type { Facts } from './probe.ts';
import type { Script } from './script.ts';
import {
  type Change,
  type FileToSend,
  limitOf,
  type Problem,
  type Recipe,
  type Risk,
  type SecretToGive,
  type Step,
  type Target,
  type WillChange,
} from './step.ts';
import { closedWindow } from './templates/maintenance-window.ts';

type PlannedState =
  | { readonly state: 'already-so' }
  | {
      readonly state: 'will-change';
      readonly changes: readonly Change[];
      readonly sends?: readonly FileToSend[];
      readonly secrets?: readonly SecretToGive[];
      readonly restarts: readonly string[];
      readonly affects: readonly Message[];
      readonly seconds: number;
      /** Whether it can be undone. */
      readonly undo: boolean;
      /** SHA-256 of its scripts: a saved plan holds no scripts, so that nobody runs what a file says. */
      readonly scripts: string;
    }
  | { readonly state: 'blocked'; readonly problems: readonly Problem[] }
  | { readonly state: 'unknown'; readonly unknown: readonly { readonly fact: string; readonly reason: UnknownReason }[] };

export type PlannedStep = PlannedState & {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly controls: readonly string[];
  readonly risk: Risk;
  readonly notes: readonly Message[];
  /** SHA-256 of what each fact's script answered: the step is refused when the host answers otherwise at its turn. */
  readonly facts: { readonly [id: string]: string };
};

export const planVersion = 1;

export type Plan = {
  readonly version: typeof planVersion;
  readonly recipe: string;
  readonly title: Text;
  /** Name in the manifest. */
  readonly host: string;
  /** Made of /etc/machine-id, which machine-id(5) asks to keep to oneself; empty when it is not known. */
  readonly machine: string;
  /** ISO 8601, UTC, by the clock of whoever made it. */
  readonly made: string;
  readonly steps: readonly PlannedStep[];
};

/** All is as it should be. A plan without a step is of what the manifest does not name there, and nothing is known to be fine. */
export function isSettled({ steps }: Plan): boolean {
  return steps.length > 0 && steps.every(({ state }) => state === 'already-so');
}

/** What it could not plan, and so no run of it carries out. */
export function stepsLeft({ steps }: Plan): readonly PlannedStep[] {
  return steps.filter(hasNoWay);
}

/** What carries out a step that will change something. */
export type StepWork = {
  readonly id: string;
  readonly risk: Risk;
  /** Seconds; see `limitOf`. */
  readonly limit: number;
  readonly change: Script;
  readonly verify: Script;
  readonly undo: Script | undefined;
  /** Facts the plan relied on, with what they answered. */
  readonly facts: readonly { readonly fact: Fact<unknown>; readonly digest: string }[];
  /** Facts that are otherwise once this step has changed the host. */
  readonly touches: readonly string[];
};

export type Prepared = {
  readonly plan: Plan;
  readonly work: readonly StepWork[];
  /** Instances that a run of it touches; runs of different ones go side by side. Absent: it has the host for itself. */
  readonly instances?: readonly string[];
};

/** What has to be on the host before the run begins. */
export function filesToSend({ steps }: Plan): readonly FileToSend[] {
  return steps.flatMap((step) => (step.state === 'will-change' ? (step.sends ?? []) : []));
}

/** All that a plan of this recipe has to know. */
export function factsFor(recipe: Recipe, target: Target): readonly Fact<unknown>[] {
  return [identity, ...recipe.steps(target).flatMap((step) => Object.values(step.needs(target)))];
}

/** What a run of it has to be given. */
export function secretsToGive({ steps }: Plan): readonly SecretToGive[] {
  return steps.flatMap((step) => (step.state === 'will-change' ? (step.secrets ?? []) : []));
}

export function makePlan(recipe: Recipe, target: Target, facts: Facts): Prepared {
  const work: StepWork[] = [];
  const steps: PlannedStep[] = [];
  for (const step of recipe.steps(target)) {
    const { planned, will } = planStep(step, target, facts, steps);
    steps.push(planned);
    if (will !== undefined) work.push(workOf(step, will, target, facts));
  }
  const machine = facts.answer(identity);
  const plan: Plan = {
    version: planVersion,
    recipe: recipe.id,
    title: recipe.title,
    host: target.host,
    machine: machine.known ? sha256(`dhis2-hosting ${machine.value.machine}`) : '',
    made: new Date(target.now).toISOString(),
    steps,
  };
  const isApart = recipe.holds === 'instance' && target.instance !== undefined;
  return { plan, work, ...(isApart ? { instances: [target.instance] } : {}) };
}

type StepPlanned = { readonly planned: PlannedStep; readonly will?: WillChange };

function planStep(step: Step, target: Target, facts: Facts, before: readonly PlannedStep[]): StepPlanned {
  const { id, title, why, controls, risk } = step;
  const needs = Object.entries(step.needs(target));
  const base = { id, title, why, controls, risk, notes: [], facts: digestsOf(needs, facts) };
  const answers = needs.map(([name, fact]) => ({ name, fact, answer: facts.answer(fact) }));
  const unknown = answers.flatMap(({ fact, answer }) => (answer.known ? [] : [{ fact: fact.id, reason: answer.reason }]));
  if (unknown.length > 0) return { planned: { ...base, state: 'unknown', unknown } };
  const known = Object.fromEntries(answers.map(({ name, answer }) => [name, answer.known ? answer.value : undefined]));
  const { notes = [], ...plan } = step.plan(known, target);
  const noted = { ...base, notes };
  switch (plan.state) {
    case 'already-so':
    case 'blocked':
      return { planned: { ...noted, ...plan } };
    case 'will-change': {
      const missing = before.filter((other) => step.after?.includes(other.id) && hasNoWay(other));
      if (missing.length > 0) return { planned: { ...noted, state: 'blocked', problems: missing.map(waitsFor) } };
      const { changes, sends = [], secrets = [], restarts = [], affects = [], seconds, undo } = plan;
      const sent = { ...(sends.length > 0 ? { sends } : {}), ...(secrets.length > 0 ? { secrets } : {}) };
      const shown = {
        state: 'will-change',
        changes,
        ...sent,
        restarts,
        affects: [...affects, ...untimely(plan, target)],
        seconds,
        undo: undo !== undefined,
      } as const;
      return { planned: { ...noted, ...shown, scripts: scriptsDigest(plan) }, will: plan };
    }
  }
}

/** Where people notice that something restarts. */
function untimely({ restarts = [], affects = [] }: WillChange, target: Target): readonly Message[] {
  const window = restarts.length === 0 || affects.length === 0 ? undefined : closedWindow(target);
  return window === undefined ? [] : [message(planTexts.untimely, { window })];
}

function hasNoWay({ state }: PlannedStep): boolean {
  return state === 'blocked' || state === 'unknown';
}

function waitsFor({ title }: PlannedStep): Problem {
  const step = message(title);
  return { why: message(planTexts.waits, { step }), todo: message(planTexts.settle, { step }) };
}

const planTexts = {
  waits: { en: 'It needs “{step}” first.', fr: 'Cette étape exige d’abord « {step} ».' },
  untimely: {
    en: 'That is outside of the maintenance window ({window}).',
    fr: 'C’est en dehors de la fenêtre de maintenance ({window}).',
  },
  settle: { en: 'Settle “{step}”, then plan again.', fr: 'Réglez « {step} », puis planifiez de nouveau.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Of the facts that stay as they are when nobody changes the host. */
function digestsOf(needs: readonly (readonly [string, Fact<unknown>])[], facts: Facts): Readonly<Record<string, string>> {
  const insisted = needs.filter(([, fact]) => fact.drifts !== true);
  return Object.fromEntries(insisted.map(([, { id }]) => [id, facts.digest(id) ?? '']));
}

function workOf(step: Step, will: WillChange, target: Target, facts: Facts): StepWork {
  const { change, verify, undo } = will;
  const needed = Object.values(step.needs(target)).filter(({ drifts }) => drifts !== true);
  return {
    id: step.id,
    risk: step.risk,
    limit: limitOf(will),
    change,
    verify,
    undo,
    facts: needed.map((fact) => ({ fact, digest: facts.digest(fact.id) ?? '' })),
    touches: [...needed, ...(step.touches?.(target) ?? [])].map(({ id }) => id),
  };
}

function scriptsDigest({ change, verify, undo }: WillChange): string {
  return sha256(JSON.stringify([change.text, verify.text, undo?.text ?? '']));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same for the same plan, whenever it was made. */
export function planHash({ made: _, ...plan }: Plan): string {
  return sha256(JSON.stringify(plan));
}
