/**
 * What there is to know: the keys, and the rules with their prose and samples, for those who print or try them. A public
 * face of its own: the language server points at pages and carries none, and asks for keys and rules where it needs them.
 */
export type { KeyRow } from './catalogue/catalogue.ts';
export { catalogue } from './catalogue/dhis-conf-catalogue.ts';
export { keyDocumentation, shortType } from './conf/key-documentation.ts';
export { rules } from './generated/rule-list.ts';
export { documentedRules } from './generated/rule-pages.ts';
export type { DocumentedRule, RuleSample } from './rules/define-rule.ts';
