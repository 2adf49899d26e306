/** A `dhis2-hosting.yaml` with the place of every part; made by parse-manifest.ts, one for each text version. */
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';

export type ManifestDocument = SchemaDocument & {
  /** Documents that fit the schema, in order; the others are left out. */
  readonly valid: readonly HostingManifest[];
};
