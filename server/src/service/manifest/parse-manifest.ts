import { createSchemaReader, type SchemaReader } from '../yaml/schema-document.ts';
import { takeOverItems } from './items.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { manifestSchema, manifestValidator } from './manifest-schema.ts';

let read: SchemaReader | undefined;

/** The manifest of an earlier text, when there is one, must not be used again. */
export function parseManifest(text: string, before?: ManifestDocument): ManifestDocument {
  read ??= createSchemaReader(manifestSchema(), manifestValidator());
  const document = read(text, before);
  if (before !== undefined) takeOverItems(before, document);
  return document;
}
