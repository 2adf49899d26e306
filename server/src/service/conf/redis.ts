/** Redis on another network. Source: dhis2-core RedisConfig, RedisSpringSessionConfig. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { effectiveValue, knownValue } from './effective.ts';
import { isPrivateHost } from './hosts.ts';
import { isOn } from './switches.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

export type FarRedis = { readonly host: string; readonly entry: ConfEntry };

/** Undefined when Redis is not in use, or runs on this machine or on a network of one's own. */
export function farRedis(conf: Conf): FarRedis | undefined {
  if (!isOn(conf, 'redis.enabled') && !isOn(conf, 'redis.cache.invalidation.enabled')) return undefined;
  const effective = effectiveValue(conf, 'redis.host');
  const host = knownValue(conf, 'redis.host')?.toLowerCase();
  if (effective.from !== 'file' || host === undefined || isPrivateHost(host)) return undefined;
  return { host, entry: effective.entry };
}
