/** Where audits go. Source: dhis2-core AuditMatrixConfigurer and the consumers of audits. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import type { ConfDocument } from './conf-document.ts';
import { knownValue } from './effective.ts';
import { written } from './switches.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

/** With a broker outside of DHIS2, another program may take the audits. */
export function usesEmbeddedBroker(conf: Conf): boolean {
  return knownValue(conf, 'artemis.mode')?.toUpperCase() === 'EMBEDDED';
}

/** The operations of a scope that are audited; `DISABLED` among them switches the scope off. */
export function isScopeDisabled(conf: Conf, key: string): boolean {
  return (knownValue(conf, key)?.split(';') ?? []).some((operation) => operation.trim() === 'DISABLED');
}

/** The line that switches all auditing off: then it does not matter where audits would go. */
export function auditingSwitchedOff(conf: Conf): ConfEntry | undefined {
  return written(conf, 'system.audit.enabled', 'off');
}
