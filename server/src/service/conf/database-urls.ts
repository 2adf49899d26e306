/** The addresses of databases that the release makes connections to. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { effectiveValue } from './effective.ts';
import { readReplicas } from './read-replicas.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

export function databaseUrls(conf: Conf): readonly ConfEntry[] {
  return [...ofFile(conf, 'connection.url'), ...ofFile(conf, 'analytics.connection.url'), ...readReplicas(conf)];
}

function ofFile(conf: Conf, key: string): readonly ConfEntry[] {
  const effective = effectiveValue(conf, key);
  return effective.from === 'file' && effective.value !== '' ? [effective.entry] : [];
}
