/**
 * The connection pools a configuration makes. Sources: dhis2-core DatabasePoolUtils, DataSourceConfig,
 * AnalyticsDataSourceConfig and ReadOnlyDataSourceManager at 2.40.12, 2.42.5.2 and 2.43.1.
 */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { ConfDocument } from './conf-document.ts';
import { effectiveValue, isDecidedLater, knownValue, setEntry } from './effective.ts';
import { readReplicas } from './read-replicas.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

export type Pool = 'c3p0' | 'hikari' | 'unpooled';

/** Undefined when it is decided later or the name is none that the server knows. */
export function poolInForce(conf: Conf): Pool | undefined {
  const effective = effectiveValue(conf, 'db.pool.type');
  // Before db.pool.type existed (2.35) there was no other pool.
  if (effective.from === 'nowhere') return 'c3p0';
  const name = effective.value.toLowerCase();
  return name === 'c3p0' || name === 'hikari' || name === 'unpooled' ? name : undefined;
}

/** Whether a pool reads a key in that version. Keys that are none of a pool's are read whatever the pool. */
export function isReadByPool({ poolTypes }: KeyRow, pool: Pool, version: Dhis2Version): boolean {
  return poolTypes?.some(({ name, since }) => name === pool && (since === undefined || isWithin(version, { since }))) !== false;
}

/** The analytics database has a pool of its own only when it has an address of its own. */
export function hasAnalyticsPool(conf: Conf): boolean {
  return effectiveValue(conf, 'analytics.connection.url').from === 'file' && setEntry(conf, 'analytics.connection.url') !== undefined;
}

/** The whole number in force; undefined when it is none or is decided later. */
export function wholeNumber(conf: Conf, key: string): number | undefined {
  const value = knownValue(conf, key);
  return value !== undefined && /^[+-]?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** The timeouts in milliseconds that people, and a page of the documentation, write in seconds. */
export const millisecondKeys = [
  'connection.pool.timeout',
  'connection.pool.validation_timeout',
  'analytics.connection.pool.timeout',
  'analytics.connection.pool.validation_timeout',
] as const;

const mostSeconds = 60;

/** HikariCP refuses less than 250 ms. What is as small as this was meant to be seconds, and is given in milliseconds. */
export function secondsMeant(conf: Conf, key: string, value: string): number | undefined {
  if (!(millisecondKeys as readonly string[]).includes(key) || !/^\d{1,2}$/.test(value)) return undefined;
  const seconds = Number(value);
  if (seconds < 1 || seconds > mostSeconds || poolInForce(conf) !== 'hikari') return undefined;
  return key.startsWith('analytics.') && !hasAnalyticsPool(conf) ? undefined : seconds * 1000;
}

export type Connections = {
  readonly mainSize: number;
  readonly replicas: number;
  readonly poolsPerReplica: number;
  /** Zero without a pool for the analytics database. */
  readonly analyticsSize: number;
  /** True when the analytics database is on the same PostgreSQL server as the main one. */
  readonly analyticsOnSameServer: boolean;
};

/** What one node opens at most; undefined when a size is decided later or there is no pool. */
export function connectionsOf(conf: Conf): Connections | undefined {
  const pool = poolInForce(conf);
  const mainSize = wholeNumber(conf, 'connection.pool.max_size');
  if (pool === undefined || pool === 'unpooled' || mainSize === undefined) return undefined;
  const analytics = hasAnalyticsPool(conf);
  const analyticsSize = analytics ? wholeNumber(conf, 'analytics.connection.pool.max_size') : 0;
  if (analyticsSize === undefined) return undefined;
  return {
    mainSize,
    replicas: readReplicas(conf).length,
    poolsPerReplica: poolsPerReplica(conf.version),
    analyticsSize,
    analyticsOnSameServer: analytics && isOnSameServer(conf, 'analytics.connection.url'),
  };
}

/** Up to 2.40 one consumer built pools of the replicas, in 2.41 and 2.42 two, since 2.43 three. */
function poolsPerReplica(version: Dhis2Version): number {
  if (isWithin(version, { since: '2.43' })) return 3;
  return isWithin(version, { since: '2.41' }) ? 2 : 1;
}

/** Compares host and port of two JDBC URLs of PostgreSQL; addresses that are decided later are not the same. */
function isOnSameServer(conf: Conf, key: string): boolean {
  const main = serverOf(setEntry(conf, 'connection.url')?.value);
  return main !== undefined && main === serverOf(setEntry(conf, key)?.value);
}

function serverOf(url: string | undefined): string | undefined {
  if (url === undefined || isDecidedLater(url)) return undefined;
  const [, rest] = /^jdbc:postgresql:(.*)$/.exec(url) ?? [];
  if (rest === undefined) return undefined;
  const [, host, port = '5432'] = /^\/\/([^/:?]*)(?::(\d+))?(?:[/?]|$)/.exec(rest) ?? [];
  if (rest.startsWith('//') && host === undefined) return undefined;
  const name = host === undefined || host === '' || host === '127.0.0.1' ? 'localhost' : host.toLowerCase();
  return `${name}:${port}`;
}
