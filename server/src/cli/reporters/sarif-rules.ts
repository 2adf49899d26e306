/** Rules as SARIF describes them. */
import type { DocumentedRule } from '#service/documented.ts';
import type { Locale, Severity } from '#service/index.ts';
import { ruleHelp } from '../rule-texts.ts';

/** SARIF has no hint; `none` would mean that no severity applies. */
export const sarifLevels: { readonly [S in Severity]: 'error' | 'warning' | 'note' } = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** GitHub sorts security alerts by these: 7 and up is high, 4 and up medium, the rest low. */
const securityScores: { readonly [S in Severity]: string } = { error: '8.0', warning: '5.5', info: '3.0', hint: '1.0' };

export function sarifRule(rule: DocumentedRule, locale: Locale) {
  const { id, category, severity, title, what, why, controls = [] } = rule;
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: `${title[locale]}.` },
    fullDescription: { text: `${what[locale]} ${why[locale]}` },
    help: ruleHelp(rule, locale),
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: {
      tags: [category, rule.language, ...controls],
      ...(category === 'security' ? { 'security-severity': securityScores[severity] } : {}),
    },
  };
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
