import { hostingManifestSchema } from '../generated/hosting-manifest.schema.ts';
import { validate } from '../generated/hosting-manifest.validate.js';
import { createSchemaReader } from '../yaml/schema-document.ts';
import type { ManifestDocument } from './manifest-document.ts';

const read = createSchemaReader(hostingManifestSchema, validate);

/** The manifest of an earlier text, when there is one, must not be used again. */
export function parseManifest(text: string, before?: ManifestDocument): ManifestDocument {
  return read(text, before);
}
