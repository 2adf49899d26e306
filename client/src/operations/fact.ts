/**
 * What is so on a host: a read-only script and a parser of what it printed. What a script did not tell is unknown with
 * a reason, never "fine". A script of a fact never prints a secret; it prints a fingerprint of it.
 */
import type { Script } from './script.ts';

/** What a script answered. */
export type Raw = { readonly code: number; readonly out: string };

export type UnknownReason = 'tool-missing' | 'timed-out' | 'too-long' | 'failed' | 'not-understood' | 'not-asked';

export type Answer<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly reason: UnknownReason };

export type Fact<T> = {
  /** Kebab-case; what the fact is about, when there are several of its kind, follows after a colon. */
  readonly id: string;
  readonly script: Script;
  /** It changes without anybody changing the host (free space, the clock), so a plan does not insist on it. */
  readonly drifts?: true;
  /** Undefined when it cannot be understood. Pure; any text, no exception. */
  parse(raw: Raw): T | undefined;
};

export function defineFact<T>(fact: Fact<T>): Fact<T> {
  if (!/^[a-z][a-z0-9-]*(?::[^\x00-\x1f"\\]+)?$/.test(fact.id)) throw new RangeError(`${fact.id} is not the name of a fact.`);
  return fact;
}

/** Exit codes by which the shell and `timeout` tell that a program did not run to its end. */
const reasonOfCode: ReadonlyMap<number, UnknownReason> = new Map([
  [124, 'timed-out'],
  [126, 'tool-missing'],
  [127, 'tool-missing'],
]);

export function readFact<T>(fact: Fact<T>, raw: Raw | UnknownReason | undefined): Answer<T> {
  if (raw === undefined) return { known: false, reason: 'not-asked' };
  if (typeof raw === 'string') return { known: false, reason: raw };
  const reason = reasonOfCode.get(raw.code);
  if (reason !== undefined) return { known: false, reason };
  const value = fact.parse(raw);
  if (value !== undefined) return { known: true, value };
  return { known: false, reason: raw.code === 0 ? 'not-understood' : 'failed' };
}

/** `NAME=value` lines, as os-release(5), `systemctl show` and many others print them; quotes around a value are taken off. */
export function readPairs(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^([A-Za-z_][\w.-]*)=(.*)$/.exec(line.trimEnd());
    if (found?.[1] !== undefined) pairs.set(found[1], (found[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'));
  }
  return pairs;
}
