/** `.dhis2-lint.yaml`: what a folder and all below it are checked by, for editors and the command line alike. */

import { validate } from '../generated/lint-settings.validate.js';
import { rules } from '../generated/rule-list.ts';
import { readSettings, type Settings } from '../settings.ts';
import { createSchemaReader, type SchemaDocument, type SchemaReader } from '../yaml/schema-document.ts';
import { lintSettingsSchema } from './schema.ts';
import { unknownRules } from './unknown-rules.ts';

export const lintSettingsName = '.dhis2-lint.yaml';

export type LintSettingsFile = {
  /** What could be understood of it. */
  readonly settings: Settings;
  /** False while the text is no YAML: then `settings` is a guess, and those read before are the better ones. */
  readonly isReadable: boolean;
  /** Nothing in it is left aside. */
  readonly isSound: boolean;
};

let read: SchemaReader | undefined;

export function parseLintSettings(text: string): SchemaDocument {
  read ??= createSchemaReader(lintSettingsSchema(rules), validate);
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

/** The file wins over what an editor is set to, so that all who work on it see the same; keys add up. */
export function withLintSettings(settings: Settings, file: Settings | undefined): Settings {
  if (file === undefined) return settings;
  const fromFile = file.dhis2Version !== '';
  return {
    dhis2Version: fromFile ? file.dhis2Version : settings.dhis2Version,
    versionFrom: fromFile ? 'repository' : settings.versionFrom,
    rules: { ...settings.rules, ...file.rules },
    allowedKeys: [...settings.allowedKeys, ...file.allowedKeys],
  };
}
