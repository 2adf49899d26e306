/** What the programs of a host take of its memory, as far as the plan says. Guests count for the host they run in. */
import { bytesOf, memoryInWords } from '../manifest/quantities.ts';
import { type Message, message } from '../messages.ts';
import { perProject } from './per-project.ts';
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
  const inside = hostsInside(project, host);
  const parts = inside.map((one) => contentsOf(project).get(one) ?? nothing);
  const own = { bytes: system, words: message({ en: 'system {size}', fr: 'système {size}' }, { size: memoryInWords(system) }) };
  return { terms: [...parts.flatMap(({ terms }) => terms), own], unsaid: parts.flatMap(({ unsaid }) => unsaid) };
}

/** The host, its guests and theirs; each once, also when they run in a circle. */
function hostsInside(project: Project, host: Host): readonly Host[] {
  const found = new Set<Host>([host]);
  // A set is walked through in the order of insertion, with what is added on the way.
  for (const one of found) {
    if (found.size >= mostInside) break;
    for (const guest of guestsOf(project).get(one) ?? []) found.add(guest);
  }
  return [...found];
}

/** No machine holds more; a sum without the rest is still no more than what is needed. */
const mostInside = 500;

const guestsOf = perProject((project) => {
  const guests = new Map<Host, Host[]>();
  for (const host of project.items('hosts')) add(guests, resolve(project, host, 'hosts', host.fields.guestOf), host);
  return guests;
});

const nothing: MemoryDemand = { terms: [], unsaid: [] };

const contentsOf = perProject((project): ReadonlyMap<Host, MemoryDemand> => {
  const terms = new Map<Host, MemoryTerm[]>();
  const unsaid = new Map<Host, ProjectItem<'databases'>[]>();
  const hostOf = (item: { readonly uri: string; readonly fields: { readonly host: string } }) =>
    resolve(project, item, 'hosts', item.fields.host);
  for (const instance of project.items('instances')) {
    const heap = bytesOf(instance.fields.heap);
    if (heap !== undefined) add(terms, hostOf(instance), heapTerm(instance.name, heap));
  }
  for (const database of project.items('databases')) {
    const bytes = postgresMemory(database);
    if (bytes === undefined) add(unsaid, hostOf(database), database);
    else add(terms, hostOf(database), sizeTerm({ en: 'database `{name}` {size}', fr: 'base `{name}` {size}' }, database.name, bytes));
  }
  for (const service of project.items('services')) {
    const bytes = bytesOf(service.fields.memory);
    if (bytes !== undefined) add(terms, hostOf(service), sizeTerm({ en: '`{name}` {size}', fr: '`{name}` {size}' }, service.name, bytes));
  }
  const hosts = new Set([...terms.keys(), ...unsaid.keys()]);
  return new Map([...hosts].map((host) => [host, { terms: terms.get(host) ?? [], unsaid: unsaid.get(host) ?? [] }]));
});

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

function add<K, V>(lists: Map<K, V[]>, key: K | undefined, value: V): void {
  if (key === undefined) return;
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
