/** Which connection pool the server makes, for keys that only one pool honours. */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import { type Dhis2Version, isWithin } from '../catalogue/versions.ts';
import type { ConfDocument } from './conf-document.ts';
import { effectiveValue, isDecidedLater } from './effective.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** False only where the pool is known and does not honour the key. */
export function mayBeHonoured(conf: Conf, row: KeyRow): boolean {
  if (row.poolTypes === undefined) return true;
  const pool = effectiveValue(conf, 'db.pool.type');
  // Before the key came, c3p0 was the only pool.
  const name = pool.from === 'nowhere' || pool.value === '' ? 'c3p0' : pool.value.toLowerCase();
  if (isDecidedLater(name)) return true;
  return row.poolTypes.some((type) => type.name === name && (type.since === undefined || isWithin(conf.version, { since: type.since })));
}
