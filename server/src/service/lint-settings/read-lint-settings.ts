/** Reads the text of a `.dhis2-lint.yaml`. */
import { validate } from '../generated/lint-settings.validate.js';
import { ruleIds } from '../generated/rule-ids.ts';
import { readSettings } from '../settings.ts';
import { createSchemaReader, type SchemaDocument, type SchemaReader } from '../yaml/schema-document.ts';
import type { LintSettingsFile } from './lint-settings.ts';
import { lintSettingsSchema } from './schema.ts';
import { unknownRules } from './unknown-rules.ts';

let read: SchemaReader | undefined;

export function parseLintSettings(text: string): SchemaDocument {
  read ??= createSchemaReader(lintSettingsSchema(ruleIds.map((id) => ({ id }))), validate);
  return read(text);
}

/** Never throws. Of several documents in the file only the first counts. */
export function readLintSettings(text: string): LintSettingsFile {
  const document = parseLintSettings(text);
  const [part] = document.parts;
  const isReadable = !document.templated && document.parts.every(({ readable }) => readable);
  return {
    settings: readSettings(part?.data),
    isReadable,
    isSound:
      isReadable &&
      document.parts.length <= 1 &&
      document.parts.every((one) => one.problems.length === 0 && one.violations.length === 0 && unknownRules(document, one).length === 0),
  };
}
