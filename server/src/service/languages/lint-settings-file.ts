/** `.dhis2-lint.yaml`: the settings of a folder. */
import { validate } from '../generated/lint-settings.validate.js';
import { lintSettingsRules } from '../generated/lint-settings-rules.ts';
import { rules } from '../generated/rule-list.ts';
import { lintSettingsSchema } from '../lint-settings/schema.ts';
import { runRules } from '../rules/run-rules.ts';
import { createSchemaReader, type SchemaReader } from '../yaml/schema-document.ts';
import type { LanguageFile } from './language-file.ts';
import { yamlFile } from './yaml-file.ts';

export type LintSettingsFile = LanguageFile & { readonly kind: 'lint-settings' };

let read: SchemaReader | undefined;

export function readLintSettingsFile(text: string): LintSettingsFile {
  read ??= createSchemaReader(lintSettingsSchema(rules), validate);
  const document = read(text);
  return {
    ...yamlFile(document),
    kind: 'lint-settings',
    findings({ settings }, onError) {
      return runRules(lintSettingsRules, settings, (rule, report) => rule.check({ text, document }, report), onError);
    },
  };
}
