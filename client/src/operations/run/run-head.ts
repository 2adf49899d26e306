/** Who wants what of a host: shown to whoever finds the host busy, and in lists of runs. */
import type { Text } from '@dhis2-hosting/server/service';
import { isRecord } from '../json.ts';
import { isRunId } from './run-id.ts';

export type RunHead = {
  readonly id: string;
  /** Who asked for it, as a person is known where the editor runs. */
  readonly owner: string;
  readonly reason: string;
  readonly recipe: string;
  readonly title: Text;
  /** Hash of the plan. */
  readonly plan: string;
  /** Name in the manifest. */
  readonly host: string;
  /** Empty: all of the host. */
  readonly instances: readonly string[];
  /** ISO 8601, by the clock of who started it. */
  readonly made: string;
  /** The run that this one takes back. */
  readonly undoes?: string;
};

const version = 1;

/** One line. */
export function writeHead(head: RunHead): string {
  return `${JSON.stringify({ v: version, ...head })}\n`;
}

/** Undefined for anything but a head of this version. */
export function readHead(value: unknown): RunHead | undefined {
  if (!isRecord(value) || value['v'] !== version) return undefined;
  const { id, owner, reason, recipe, title, plan, host, instances, made, undoes } = value;
  if (typeof id !== 'string' || !isRunId(id) || !isText(title) || !Array.isArray(instances)) return undefined;
  if (![owner, reason, recipe, plan, host, made, ...instances].every((text) => typeof text === 'string')) return undefined;
  const head = { id, owner, reason, recipe, title, plan, host, instances, made } as RunHead;
  return typeof undoes === 'string' && isRunId(undoes) ? { ...head, undoes } : head;
}

function isText(value: unknown): value is Text {
  return isRecord(value) && typeof value['en'] === 'string' && typeof value['fr'] === 'string';
}
