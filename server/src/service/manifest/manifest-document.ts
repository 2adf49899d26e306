/** A `dhis2-hosting.yaml` with the place of every part; made by parse-manifest.ts, one for each text version. */
import type { Document, LineCounter } from 'yaml';
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';

export type ManifestDocument = {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
  /** Documents that fit the schema, in order; the others are left out. */
  readonly valid: readonly HostingManifest[];
};
