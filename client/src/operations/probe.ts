/** Asks a host for facts: one script over one connection, one JSON document back. */
import { createHash } from 'node:crypto';
import { OperationError } from './errors.ts';
import { type Answer, type Fact, type Raw, readFact, type UnknownReason } from './fact.ts';
import { askHost } from './host-shell.ts';
import { isRecord, readJson } from './json.ts';
import { run } from './script.ts';
import type { Connection } from './transport/transport.ts';

/** Bytes of one fact; more is not read. */
export const longestOutput = 256 * 1024;
/** Seconds for one fact: a dead network drive must not hang the probe. */
export const longestSeconds = 20;

const documentVersion = 1;

/**
 * Descriptor 3 is the document. The code of a program in front of a pipe is told over descriptor 4, because POSIX
 * gives only the last one's.
 */
const functions = `
ask() {
  [ -z "$sep" ] || printf , >&3
  printf '"%s":{"out":"' "$1" >&3
  shift
  code=$( { { timeout ${longestSeconds} "$@" < /dev/null 2> /dev/null; echo $? >&4; } | head -c ${longestOutput + 1} | base64 -w 0 >&3; } 4>&1 )
  printf '","code":%d}' "\${code:-255}" >&3
  sep=1
}
sep=
exec 3>&1
printf '{"version":%d,"facts":{' "$version"
`;

export function probeScript(facts: readonly Fact<unknown>[]): string {
  const asked = new Map(facts.map((fact) => [fact.id, fact]));
  const lines = [...asked.values()].map(({ id, script }) => run('ask', id, '/bin/sh', '-uc', script.text).text);
  return [`version=${documentVersion}`, functions, ...lines, `printf '}}'`].join('\n');
}

/** What a host answered, by fact. */
export type Facts = {
  answer<T>(fact: Fact<T>): Answer<T>;
  /** SHA-256 of what the fact's script answered; undefined when it did not. The host computes the same, see run/runner-script.ts. */
  digest(id: string): string | undefined;
};

/** Throws OperationError when the answer is cut, of another version or none at all. */
export async function probeHost(connection: Connection, facts: readonly Fact<unknown>[], signal: AbortSignal): Promise<Facts> {
  const { code, out } = await askHost(connection, probeScript(facts), signal);
  const answers = code === 0 ? readProbe(out.toString('latin1')) : undefined;
  if (answers === undefined) throw new OperationError('probe-not-understood', connection.host.name);
  return answers;
}

type Entry = { readonly raw: Raw | UnknownReason; readonly digest: string | undefined };

/** Undefined for anything but a whole document of the version that is asked for. */
export function readProbe(text: string): Facts | undefined {
  const document = readJson(text);
  if (!isRecord(document) || document['version'] !== documentVersion || !isRecord(document['facts'])) return undefined;
  const entries = new Map<string, Entry>();
  for (const [id, value] of Object.entries(document['facts'])) {
    const entry = readEntry(value);
    if (entry === undefined) return undefined;
    entries.set(id, entry);
  }
  return {
    answer: (fact) => readFact(fact, entries.get(fact.id)?.raw),
    digest: (id) => entries.get(id)?.digest,
  };
}

function readEntry(value: unknown): Entry | undefined {
  if (!isRecord(value) || typeof value['code'] !== 'number' || typeof value['out'] !== 'string') return undefined;
  const code = value['code'];
  const bytes = Buffer.from(value['out'], 'base64');
  if (bytes.length > longestOutput) return { raw: 'too-long', digest: undefined };
  const digest = createHash('sha256').update(`${code}\n`).update(bytes).digest('hex');
  return { raw: { code, out: bytes.toString('utf8') }, digest };
}
