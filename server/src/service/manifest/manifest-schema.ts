/**
 * The schema of a manifest, and what holds data against it. Large, and needed by few of those that know of manifests: so it
 * is asked for by calls, and read with the first of them where the service is bundled in parts.
 */
import { hostingManifestSchema } from '../generated/hosting-manifest.schema.ts';
import { validate } from '../generated/hosting-manifest.validate.js';
import type { Validate } from '../yaml/schema-document.ts';
import type { SchemaNode } from '../yaml/schema-walk.ts';

export function manifestSchema(): SchemaNode {
  return hostingManifestSchema;
}

export function manifestValidator(): Validate {
  return validate;
}
