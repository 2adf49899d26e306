import { hostingManifestSchema } from '../generated/hosting-manifest.schema.ts';
import type { HostingManifest } from '../generated/hosting-manifest.types.ts';
import { validate } from '../generated/hosting-manifest.validate.js';
import { isEmpty, parseWithSchema } from '../yaml/schema-document.ts';
import type { ManifestDocument } from './manifest-document.ts';

export function parseManifest(text: string): ManifestDocument {
  const document = parseWithSchema(text, hostingManifestSchema, validate);
  return {
    ...document,
    valid: document.parts
      .filter((part) => part.readable && part.violations.length === 0 && !isEmpty(part))
      .map((part) => part.data as HostingManifest),
  };
}
