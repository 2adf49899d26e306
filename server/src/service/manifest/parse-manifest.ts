import { hostingManifestSchema } from '../generated/hosting-manifest.schema.ts';
import { validate } from '../generated/hosting-manifest.validate.js';
import { parseWithSchema } from '../yaml/schema-document.ts';
import type { ManifestDocument } from './manifest-document.ts';

export function parseManifest(text: string): ManifestDocument {
  return parseWithSchema(text, hostingManifestSchema, validate);
}
