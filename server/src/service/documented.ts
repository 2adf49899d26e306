/**
 * The rules with their prose and samples, for those who print or try them. A public face of its own: the language server
 * points at pages and carries none.
 */
export { documentedRules } from './generated/rule-pages.ts';
export type { DocumentedRule, RuleSample } from './rules/define-rule.ts';
