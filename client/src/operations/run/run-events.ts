/** What a run tells while it goes on, and in the end. Of another version or kind is not understood, which is a failure. */
import { isRecord, readJson } from '../json.ts';

const phases = ['change', 'verify', 'undo'] as const;
export type Phase = (typeof phases)[number];

/**
 * `refused`: the host was not as the plan saw it, so nothing was changed. `undone`: it did not succeed, and what it had
 * changed was put back. `failed`: it did not succeed and is left half-way. `skipped`: it was not begun.
 */
const stepStates = ['done', 'refused', 'undone', 'failed', 'skipped'] as const;
export type StepState = (typeof stepStates)[number];

/** `undone`: the steps before the one that did not succeed stay. `stuck`: a person has to look. */
const outcomes = ['done', 'nothing-to-do', 'undone', 'interrupted', 'stuck'] as const;
export type Outcome = (typeof outcomes)[number];

export type RunEvent = {
  /** From 1, without gaps. */
  readonly seq: number;
  /** Seconds since 1970, by the clock of the host. */
  readonly at: number;
} & (
  | { readonly kind: 'started'; readonly steps: number }
  /** What an earlier run had left unconfirmed was undone. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'phase'; readonly step: string; readonly phase: Phase }
  /** One line that a script printed. */
  | { readonly kind: 'output'; readonly step: string; readonly phase: Phase; readonly text: string }
  /** It prints more than is kept. */
  | { readonly kind: 'cut'; readonly step: string; readonly phase: Phase }
  /** It took longer than these seconds, so it was ended. */
  | { readonly kind: 'late'; readonly step: string; readonly phase: Phase; readonly seconds: number }
  | { readonly kind: 'refused'; readonly step: string; readonly facts: readonly string[] }
  /** A new connection must confirm it within so many seconds. */
  | { readonly kind: 'confirm'; readonly step: string; readonly place: string; readonly nonce: string; readonly seconds: number }
  | { readonly kind: 'confirmed'; readonly step: string }
  | { readonly kind: 'step-ended'; readonly step: string; readonly state: StepState }
  | { readonly kind: 'ended'; readonly outcome: Outcome }
);

/** `verified` is false of an undo that put back no file, so that nothing tells whether all is as it was. */
export type StepResult = { readonly id: string; readonly place: string; readonly state: StepState; readonly verified?: false };

export type RunResult = {
  readonly outcome: Outcome;
  /** Why it was interrupted: `lost` is a host that went down, or a runner that was killed. */
  readonly why: '' | 'cancelled' | 'stopped' | 'lost';
  /** Unknown when it was lost. */
  readonly steps: readonly StepResult[];
};

/** A run that has ended without a word. */
export const lostRun: RunResult = { outcome: 'interrupted', why: 'lost', steps: [] };

const version = 1;

type Members = Readonly<Record<string, unknown>>;

const eventKinds: Readonly<Record<RunEvent['kind'], (members: Members) => boolean>> = {
  started: ({ steps }) => isCount(steps),
  settled: () => true,
  step: hasStep,
  phase: isOfPhase,
  output: (members) => isOfPhase(members) && typeof members['text'] === 'string',
  cut: isOfPhase,
  late: (members) => isOfPhase(members) && isCount(members['seconds']),
  refused: (members) => hasStep(members) && Array.isArray(members['facts']) && members['facts'].every((fact) => typeof fact === 'string'),
  confirm: (members) =>
    hasStep(members) &&
    isMatch(members['place'], /^\d{3,}$/) &&
    isMatch(members['nonce'], /^[0-9a-f-]{36}$/) &&
    isCount(members['seconds']),
  confirmed: hasStep,
  'step-ended': (members) => hasStep(members) && isOneOf(stepStates, members['state']),
  ended: ({ outcome }) => isOneOf(outcomes, outcome),
};

export function readEvent(line: string): RunEvent | undefined {
  const value = readJson(line);
  if (!isRecord(value) || value['v'] !== version || !isCount(value['seq']) || typeof value['at'] !== 'number') return undefined;
  const kind = value['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(eventKinds, kind)) return undefined;
  return eventKinds[kind as RunEvent['kind']](value) ? (value as RunEvent) : undefined;
}

export function readResult(text: string): RunResult | undefined {
  const value = readJson(text);
  if (!isRecord(value) || value['v'] !== version || !Array.isArray(value['steps'])) return undefined;
  const { outcome, why, steps } = value;
  if (!isOneOf(outcomes, outcome) || !isOneOf(['', 'cancelled', 'stopped'] as const, why) || !steps.every(isStepResult)) return undefined;
  return { outcome, why, steps };
}

function isStepResult(value: unknown): value is StepResult {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['place'] === 'string' && isOneOf(stepStates, value['state']);
}

function hasStep({ step }: Members): boolean {
  return typeof step === 'string';
}

function isOfPhase(members: Members): boolean {
  return hasStep(members) && isOneOf(phases, members['phase']);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isMatch(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function isOneOf<T extends string>(all: readonly T[], value: unknown): value is T {
  return all.some((one) => one === value);
}
