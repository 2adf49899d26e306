/** The newest dump of each name that was found on a host, read to its end where it lies. Nothing is changed. */
import { OperationError } from '../errors.ts';
import { type Answer, readFact } from '../fact.ts';
import { type DumpVerdict, dumpVerdict } from '../facts/dump-verdict.ts';
import type { FoundBackupFile } from '../facts/found-backups.ts';
import { askHost } from '../host-shell.ts';
import { guestConnection } from '../transport/guest.ts';
import type { Connection } from '../transport/transport.ts';
import type { Found, FoundMachine } from './found.ts';

export type JudgedDump = FoundBackupFile & {
  /** Name of the host, or of the container on it. */
  readonly place: string;
  /** Seconds since 1970, by the clock of the place. */
  readonly now: number;
  readonly verdict: Answer<DumpVerdict>;
};

/** More names than these on one machine are a search gone wrong. */
const mostNames = 20;

/** One after another: each reads a whole file. `tell` hears of each before it is read. Throws OperationError. */
export async function judgeDumps(
  connection: Connection,
  found: Found,
  signal: AbortSignal,
  tell: (path: string) => void = () => undefined,
): Promise<readonly JudgedDump[]> {
  const judged: JudgedDump[] = [];
  for (const { place, machine, on } of machinesOf(connection, found)) {
    if (!machine.backups.known) continue;
    const { files, now } = machine.backups.value;
    for (const file of newestOfEach(files)) {
      tell(file.path);
      judged.push({ ...file, place, now, verdict: await judgeDump(on, file.path, signal) });
    }
  }
  return judged;
}

type Machine = { readonly place: string; readonly machine: FoundMachine; readonly on: Connection };

function machinesOf(connection: Connection, found: Found): readonly Machine[] {
  const guests = found.guests.known && found.guests.value !== 'none' ? found.guests.value : undefined;
  return [
    { place: found.host, machine: found, on: connection },
    ...(guests?.guests ?? []).flatMap(({ name, machine }) =>
      machine === undefined || guests === undefined ? [] : [{ place: name, machine, on: guestConnection(connection, guests.tool, name) }],
    ),
  ];
}

/** The tools make a folder for each night, and in it a file for each database. Newest first. */
function newestOfEach(files: readonly FoundBackupFile[]): readonly FoundBackupFile[] {
  const newest = new Map<string, FoundBackupFile>();
  for (const file of files.toSorted((a, b) => b.written - a.written)) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    if (!newest.has(name)) newest.set(name, file);
  }
  return [...newest.values()].slice(0, mostNames);
}

/** One that lies on this host. Throws OperationError. */
export async function judgeDump(on: Connection, path: string, signal: AbortSignal): Promise<Answer<DumpVerdict>> {
  const fact = dumpVerdict(path);
  const { code, out } = await askHost(on, fact.script.text, signal);
  if (signal.aborted) throw new OperationError('cancelled', on.host.name);
  return readFact(fact, { code, out: out.toString('utf8') });
}
