/** A `dhis2-hosting.yaml` with the place of every part; made by parse-manifest.ts, one for each text version. */
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import type { SchemaViolation } from '../generated/hosting-manifest.validate.js';
import type { YamlPart } from '../yaml/document.ts';

/** One document of the stream (`---`). */
export type ManifestPart = YamlPart & { readonly violations: readonly SchemaViolation[] };

export type ManifestDocument = {
  readonly text: string;
  readonly parts: readonly ManifestPart[];
  /** The text is a Jinja or Helm template: what it will say is not known, so nothing is reported. */
  readonly templated: boolean;
  /** Documents that fit the schema, in order; the others are left out. */
  readonly valid: readonly HostingManifest[];
};
