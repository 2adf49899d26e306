/** Looks keys of `dhis.conf` up and answers what they mean in one DHIS2 version. */
import type { DhisConfKey as KeyRow } from '../generated/dhis-conf-key.types.ts';
import type { Dhis2Version } from './versions.ts';

export type { KeyRow };

export type KeyMatch = {
  readonly row: KeyRow;
  /** What stands for the placeholders of a pattern row: `{ id: 'keycloak' }` for oidc.provider.<id>.client_id. */
  readonly placeholders: { readonly [name: string]: string };
};

export type Availability =
  | { readonly kind: 'available' }
  /** `since` is the first version of the same release that has the key, or the first release. */
  | { readonly kind: 'added-later'; readonly since: string }
  | { readonly kind: 'removed'; readonly removedIn: string; readonly renamedTo: string | undefined };

export type Catalogue = {
  readonly rows: readonly KeyRow[];
  /** The row of a key as written; exact rows win over patterns. Case matters, as it does to the server. */
  lookup(key: string): KeyMatch | undefined;
  availability(row: KeyRow, version: Dhis2Version): Availability;
  /** Default in that version; undefined when there is none. */
  defaultOf(row: KeyRow, version: Dhis2Version): string | undefined;
  /** Values of an enumeration in that version; undefined for open types. */
  valuesOf(row: KeyRow, version: Dhis2Version): readonly string[] | undefined;
  /** Known keys near to a mistyped one that exist in that version, nearest first, at most three. */
  near(key: string, version: Dhis2Version): readonly string[];
};
