/** Values for PostgreSQL from the memory it may count on, after a recipe that the manifest names. */
import { besideHeap, bytesOf } from '@dhis2-hosting/server/service';
import { type DatabaseServer, instancesOfServer, instancesOn } from '../../hosts/parts.ts';
import type { Target } from '../../step.ts';

export type Tuned = { readonly name: string; readonly value: string; readonly reason: string };

const mebibyte = 1024 ** 2;
/** A server with nothing but SSH and its journal. */
const system = 512 * mebibyte;
/** What an instance may open by default, and as many again for people and backups. */
const connectionsOfInstance = 80;
const kept = 20;

/** What the others on this host leave, or what the manifest sets aside. */
function memoryFor(server: DatabaseServer, target: Target, total: number): number {
  const share = bytesOf(server.tuning?.memory);
  if (share !== undefined) return Math.min(share, total);
  const heaps = instancesOn(target).reduce((sum, { heap }) => sum + (bytesOf(heap) ?? 0) * besideHeap, 0);
  const services = (target.manifest.services ?? []).filter(({ host }) => host === target.host);
  const others = services.reduce((sum, { memory }) => sum + (bytesOf(memory) ?? 0), 0);
  return Math.max(total - system - heaps - others, Math.min(total / 4, 1024 * mebibyte));
}

export function tune(server: DatabaseServer, target: Target, total: number): readonly Tuned[] {
  const memory = memoryFor(server, target, total);
  const instances = instancesOfServer(target.manifest, server).length;
  const connections = server.maxConnections ?? Math.max(200, instances * connectionsOfInstance + kept);
  const onSsd = target.manifest.hosts?.find(({ name }) => name === target.host)?.disks?.every(({ medium }) => medium !== 'hdd') ?? true;
  return [
    {
      name: 'max_connections',
      value: String(connections),
      reason: 'The pools of all instances must fit in, and some for people and backups.',
    },
    ...memoryRows(server, memory, connections),
    { name: 'max_locks_per_transaction', value: '96', reason: 'Upgrades of DHIS2 touch many tables in one transaction.' },
    { name: 'jit', value: 'off', reason: 'Compiling takes longer than the queries of DHIS2 that it is meant to speed up.' },
    { name: 'track_activity_query_size', value: '8192', reason: 'The long queries of DHIS2 can be seen whole while they run.' },
    ...(onSsd ? [{ name: 'random_page_cost', value: '1.1', reason: 'On SSD a page elsewhere costs little more than the next one.' }] : []),
  ];
}

function memoryRows({ tuning }: DatabaseServer, memory: number, connections: number): readonly Tuned[] {
  const given = {
    shared_buffers: bytesOf(tuning?.sharedBuffers),
    work_mem: bytesOf(tuning?.workMem),
    maintenance_work_mem: bytesOf(tuning?.maintenanceWorkMem),
    effective_cache_size: bytesOf(tuning?.effectiveCacheSize),
  };
  const rows = Object.entries(given).flatMap(([name, written]) => {
    if (written !== undefined) return [{ name, value: megabytes(written), reason: 'As the manifest says.' }];
    const rule = recipes[tuning?.recipe ?? 'dhis2-guide']?.[name];
    return rule === undefined ? [] : [{ name, value: megabytes(rule.of(memory, connections)), reason: rule.reason }];
  });
  return rows;
}

type Rule = { readonly reason: string; readonly of: (memory: number, connections: number) => number };
type Recipe = Readonly<Record<string, Rule>>;

const upkeep: Rule = {
  reason: 'An eighth of its memory, at most 2 GB: indices of analytics tables are built with it.',
  of: (memory) => Math.min(memory / 8, 2048 * mebibyte),
};

/**
 * The samples of the DHIS2 documentation are for 8 GB and 200 connections: 3 GB, 24 MB, 1 GB and 8 GB (dhis2-docs,
 * sysadmin/reference/postgresql.md). The rules of dhis2-server-tools are in the comments of its host file.
 */
const recipes: Readonly<Record<string, Recipe>> = {
  'dhis2-guide': {
    shared_buffers: { reason: 'Two fifths of its memory: the cache that all connections share.', of: (memory) => memory * 0.4 },
    work_mem: {
      reason: 'Three fifths of its memory over all connections: one sort or hash.',
      of: (memory, connections) => Math.max((memory * 0.6) / connections, 4 * mebibyte),
    },
    maintenance_work_mem: upkeep,
    effective_cache_size: { reason: 'All its memory: what the planner may take for cached; it reserves nothing.', of: (memory) => memory },
  },
  'server-tools': {
    shared_buffers: { reason: 'A quarter of its memory: the cache that all connections share.', of: (memory) => memory / 4 },
    work_mem: {
      reason: 'A quarter of its memory over all connections: one sort or hash.',
      of: (memory, connections) => Math.max(memory / 4 / connections, 4 * mebibyte),
    },
    maintenance_work_mem: upkeep,
    effective_cache_size: {
      reason: 'Four fifths of its memory less what connections and upkeep take; it reserves nothing.',
      of: (memory) => Math.max(memory * 0.55 - upkeep.of(memory, 0), memory / 4),
    },
  },
};

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.floor(bytes / mebibyte))}MB`;
}
