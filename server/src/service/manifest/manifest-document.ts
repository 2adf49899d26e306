/** A `dhis2-hosting.yaml` with the place of every part; made by parse-manifest.ts, one for each text version. */
import type { SchemaDocument } from '../yaml/schema-document.ts';

export type ManifestDocument = SchemaDocument;
