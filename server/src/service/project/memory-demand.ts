/** What the programs of a host take of its memory, as far as the plan says. Guests count for the host they run in. */
import { bytesOf, memoryInWords } from '../manifest/quantities.ts';
import { type Message, message } from '../messages.ts';
import { byKeyPerProject } from './per-project.ts';
import type { Project, ProjectItem } from './project.ts';
import { resolve } from './resolve.ts';

type Host = ProjectItem<'hosts'>;

export type MemoryTerm = { readonly bytes: number; readonly words: Message };

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
  const own = { bytes: system, words: message({ en: 'system {size}', fr: 'système {size}' }, { size: memoryInWords(system) }) };
  return { terms: [...programs.flatMap((program) => termOf(program) ?? []), own], unsaid: programs.filter(isUnsaid) };
}

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
  switch (program.list) {
    case 'instances': {
      const heap = bytesOf(program.fields.heap);
      return heap === undefined ? undefined : heapTerm(program.name, heap);
    }
    case 'databases': {
      const bytes = postgresMemory(program);
      return bytes === undefined
        ? undefined
        : sizeTerm({ en: 'database `{name}` {size}', fr: 'base `{name}` {size}' }, program.name, bytes);
    }
    case 'services': {
      const bytes = bytesOf(program.fields.memory);
      return bytes === undefined ? undefined : sizeTerm({ en: '`{name}` {size}', fr: '`{name}` {size}' }, program.name, bytes);
    }
  }
}

const isUnsaid = (program: Program): program is ProjectItem<'databases'> =>
  program.list === 'databases' && postgresMemory(program) === undefined;

function heapTerm(name: string, heap: number): MemoryTerm {
  const bytes = heap * besideHeap;
  const args = { name, heap: memoryInWords(heap), size: memoryInWords(bytes) };
  return { bytes, words: message({ en: '`{name}` {heap} × 1.25 = {size}', fr: '`{name}` {heap} × 1,25 = {size}' }, args) };
}

const sizeTerm = (text: Message['text'], name: string, bytes: number): MemoryTerm => ({
  bytes,
  words: message(text, { name, size: memoryInWords(bytes) }),
});

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
