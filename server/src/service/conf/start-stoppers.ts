/** Which wrong values stop the start of the server, as opposed to those it ignores or replaces. */
import type { ProblemDetail } from '../catalogue/value-types.ts';
import { isWithin, type VersionSpan } from '../catalogue/versions.ts';
import type { ConfContext } from '../rules/context.ts';
import type { KnownEntry } from './entry-lists.ts';
import { hasAnalyticsPool, poolInForce } from './pools.ts';
import { isOn } from './switches.ts';

type Stopper = {
  /** All versions when absent. */
  readonly in?: readonly VersionSpan[];
  /** Read only while this switch is on. */
  readonly whileOn?: string;
};

const audit: Stopper = { in: [{ since: '2.41.9', until: '2.42' }, { since: '2.42.5' }] };

/** DatabasePoolUtils, ArtemisConfig, JCloudsStore, AuditMatrixConfigurer, RouteService, DataSourceConfig, DefaultCacheProvider. */
const stoppers: ReadonlyMap<string, Stopper> = new Map<string, Stopper>([
  ['db.pool.type', {}],
  ['analytics.database', {}],
  ['artemis.mode', {}],
  ['artemis.port', {}],
  ['artemis.embedded.threads', {}],
  ['filestore.provider', { in: [{ since: '2.39.6', until: '2.40' }, { since: '2.40.5' }] }],
  ['audit.metadata', audit],
  ['audit.aggregate', audit],
  ['audit.tracker', audit],
  ['audit.api', audit],
  ['route.remote_servers_allowed', {}],
  ['monitoring.sql.context.keys', { whileOn: 'monitoring.sql.context' }],
  ['logging.query.slow_threshold', { whileOn: 'logging.query' }],
  ['max.sessions.per_user', {}],
  ['system.cache.max_size.factor', {}],
  ['logging.file.max_archives', {}],
  ['metadata.sync.retry', {}],
  ['metadata.sync.retry.time.frequency.millisec', {}],
  ['redis.port', { whileOn: 'redis.enabled' }],
]);

export function stopsTheStart(conf: ConfContext, entry: KnownEntry, kind: ProblemDetail['kind']): boolean {
  const { row } = entry.match;
  if (kind === 'not-a-port' || kind === 'too-large') return false;
  if (kind === 'out-of-range') return isRefusedRange(conf, entry);
  if (row.poolTypes !== undefined) return isParsedPoolKey(conf, entry);
  const stopper = stoppers.get(entry.key);
  if (stopper === undefined || stopper.in?.some((span) => isWithin(conf.version, span)) === false) return false;
  return stopper.whileOn === undefined || isOn(conf, stopper.whileOn);
}

/** Numbers of a pool that is made; the age that only warns is read with care. */
function isParsedPoolKey(conf: ConfContext, { key, match: { row } }: KnownEntry): boolean {
  if (row.type !== 'integer' && row.type !== 'duration') return false;
  if (key === 'connection.pool.warn_max_age') return false;
  return !key.startsWith('analytics.') || hasAnalyticsPool(conf);
}

/** HikariConfig 3.4.5 and 6.0.0; Spring Security refuses zero sessions and takes every negative number as no limit. */
function isRefusedRange(conf: ConfContext, entry: KnownEntry): boolean {
  if (entry.key === 'max.sessions.per_user') return /^[+-]?0+$/.test(entry.value);
  if (!/pool\.(?:max_size|timeout|validation_timeout)$/.test(entry.key)) return false;
  return poolInForce(conf) === 'hikari' && isParsedPoolKey(conf, entry);
}
