/** `.dhis2-lint.yaml`: the settings of a folder. */
import { rules } from '../generated/rule-list.ts';
import { parseLintSettings } from '../lint-settings/lint-settings.ts';
import type { LintSettingsRule } from '../rules/define-rule.ts';
import { runRules } from '../rules/run-rules.ts';
import type { LanguageFile } from './language-file.ts';
import { yamlFile } from './yaml-file.ts';

const lintSettingsRules = rules.filter((rule): rule is LintSettingsRule => rule.language === 'lint-settings');

export type LintSettingsFile = LanguageFile & { readonly kind: 'lint-settings' };

export function readLintSettingsFile(text: string): LintSettingsFile {
  const document = parseLintSettings(text);
  return {
    ...yamlFile(document),
    kind: 'lint-settings',
    findings({ settings }, onError) {
      return runRules(lintSettingsRules, settings, (rule, report) => rule.check({ text, document }, report), onError);
    },
  };
}
