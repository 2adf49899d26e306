/** What the programs of a host take of its memory, as far as the plan says. Guests count for the host they run in. */
import { bytesOf, memoryInWords } from '../manifest/quantities.ts';
import { type Message, message } from '../messages.ts';
import { named } from '../text/listed.ts';
import { byKeyPerProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';
import { resolve } from './resolve.ts';

type Host = ProjectItem<'hosts'>;

/** Without a program: what the system itself takes. */
export type MemoryTerm = { readonly bytes: number; readonly program: Program | undefined };

export type MemoryDemand = {
  readonly terms: readonly MemoryTerm[];
  /** PostgreSQL servers of which the plan does not say how much they take. */
  readonly unsaid: readonly ProjectItem<'databases'>[];
};

/** The JVM takes about a quarter more than its heap: threads, classes, compiled code and buffers. */
export const besideHeap = 1.25;

/** A Linux server with nothing but SSH and its journal. */
const system = 512 * 1024 ** 2;

export function memoryDemandOf(project: Project, host: Host): MemoryDemand {
  const programs = hostsInside(project, host).flatMap((one) => programsOn(project, one.fields) ?? []);
  return {
    terms: [...programs.flatMap((program) => termOf(program) ?? []), { bytes: system, program: undefined }],
    unsaid: programs.filter(isUnsaid),
  };
}

/** Most hosts have enough, and need no words. */
export function wordsOf({ bytes, program }: MemoryTerm): Message {
  const size = memoryInWords(bytes);
  const args = { name: program?.name ?? '', size };
  switch (program?.list) {
    case 'instances': {
      const heap = memoryInWords(bytesOf(program.fields.heap) ?? 0);
      return message({ en: '`{name}` {heap} × 1.25 = {size}', fr: '`{name}` {heap} × 1,25 = {size}' }, { ...args, heap });
    }
    case 'databases':
      return message({ en: 'database `{name}` {size}', fr: 'base `{name}` {size}' }, args);
    case 'services':
      return message({ en: '`{name}` {size}', fr: '`{name}` {size}' }, args);
    case undefined:
      return message({ en: 'system {size}', fr: 'système {size}' }, { size });
  }
}

/** `not counted: db, copy`: the sum is less than what the host will need. */
export const notCounted = (unsaid: MemoryDemand['unsaid']): Message =>
  message({ en: 'not counted: {names}', fr: 'non compté : {names}' }, { names: named(unsaid) });

/** The host, its guests and theirs; each once, also when they run in a circle. */
function hostsInside(project: Project, host: Host): readonly Host[] {
  const found = new Set<Host>([host]);
  // A set is walked through in the order of insertion, with what is added on the way.
  for (const one of found) {
    if (found.size >= mostInside) break;
    for (const guest of guestsOf(project, one.fields) ?? []) found.add(guest);
  }
  return [...found];
}

/** No machine holds more; a sum without the rest is still no more than what is needed. */
const mostInside = 500;

const guestsOf = byKeyPerProject((project) => {
  const guests = new Map<object, Host[]>();
  for (const host of project.items('hosts')) add(guests, resolve(project, host, 'hosts', host.fields.guestOf), host);
  return guests;
});

type Program = ProjectItem<'instances'> | ProjectItem<'databases'> | ProjectItem<'services'>;

/** By the data of their host. */
const programsOn = byKeyPerProject((project) => {
  const programs = new Map<object, Program[]>();
  for (const list of ['instances', 'databases', 'services'] as const) {
    for (const program of project.items(list)) add(programs, resolve(project, program, 'hosts', program.fields.host), program);
  }
  return programs;
});

function termOf(program: Program): MemoryTerm | undefined {
  const bytes = bytesFor(program);
  return bytes === undefined ? undefined : { bytes, program };
}

function bytesFor(program: Program): number | undefined {
  switch (program.list) {
    case 'instances': {
      const heap = bytesOf(program.fields.heap);
      return heap === undefined ? undefined : heap * besideHeap;
    }
    case 'databases':
      return postgresMemory(program);
    case 'services':
      return bytesOf(program.fields.memory);
  }
}

const isUnsaid = (program: Program): program is ProjectItem<'databases'> =>
  program.list === 'databases' && postgresMemory(program) === undefined;

/** The share that is set aside for it, else what it certainly takes: its shared cache and one index build. */
function postgresMemory({ fields: { tuning } }: ProjectItem<'databases'>): number | undefined {
  const share = bytesOf(tuning?.memory);
  const shared = bytesOf(tuning?.sharedBuffers);
  return share ?? (shared === undefined ? undefined : shared + (bytesOf(tuning?.maintenanceWorkMem) ?? 0));
}

function add<V>(lists: Map<object, V[]>, host: Host | undefined, value: V): void {
  if (host === undefined) return;
  const known = lists.get(host.fields);
  if (known === undefined) lists.set(host.fields, [value]);
  else known.push(value);
}
