/**
 * What has a rule of its own that explains it better than the general rules about keys and values. The general rules
 * ask here, so that one mistake is told once.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import { type UnreadKey, unreadKeys } from '../generated/key-list.ts';
import { once } from '../once.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { azureIndexOutOfReach, isOfGenericProvider, refusedAddress } from './oidc-providers.ts';
import { secondsMeant } from './pools.ts';
import { numberOutOfReach } from './read-replicas.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

const unreadByName = once(() => new Map(unreadKeys().flatMap((row) => (row.regex === undefined ? [[row.key, row]] : []))));

/** A key that documentation or examples recommend and no version reads. */
export function unreadKey(key: string): UnreadKey | undefined {
  return unreadByName().get(key);
}

/** For the rules about unknown, renamed and later keys. */
export function isKeyExplainedElsewhere(conf: Conf, key: string): boolean {
  if (key.startsWith('oidc.provider.')) return isOfGenericProvider(conf, key) || azureIndexOutOfReach(key) !== undefined;
  return unreadByName().has(key) || numberOutOfReach(key) !== undefined;
}

/** For the rule about wrong values. */
export function isValueExplainedElsewhere(conf: Conf, entry: ConfEntry): boolean {
  const { key, value } = entry;
  if (key.startsWith('oidc.provider.')) return isOfGenericProvider(conf, key) && refusedAddress(conf, entry) !== undefined;
  return secondsMeant(conf, key, value) !== undefined;
}
