/** All findings of a document: its rules, then the comments that silence some of them, then the rules about those. */
import type { Finding } from './findings.ts';
import { ruleIds } from './generated/rule-ids.ts';
import { suppressionRules } from './generated/suppression-rules.ts';
import type { LanguageFile, Surroundings } from './languages/language-file.ts';
import { inTextOrder, type OnRuleError, runRules } from './rules/run-rules.ts';
import { readSuppressions, silence } from './text/suppressions.ts';

/** Rules about the comments that silence others are not silenced themselves. */
export function canBeIgnored({ rule }: Finding): boolean {
  return !suppressionRules.some(({ id }) => id === rule);
}

export function checkDocument(file: LanguageFile, around: Surroundings): readonly Finding[] {
  const { host, settings } = around;
  const failed = new Set<string>();
  const onError: OnRuleError = (rule, error) => {
    failed.add(rule);
    host.onInternalError(rule, error);
  };
  const found = file.findings(around, onError);
  const comments = file.comments();
  const suppressions = comments.length === 0 ? [] : readSuppressions(file.text, comments);
  if (suppressions.length === 0) return found;

  const today = host.today();
  const { kept, used } = silence(found, suppressions, today);
  const readable = file.isReadable();
  const isTold = (rule: string) => readable && ruleIds.includes(rule) && settings.rules[rule] !== 'off' && !failed.has(rule);
  const context = { text: file.text, suppressions, used, isTold, ruleIds, today };
  return inTextOrder([...kept, ...runRules(suppressionRules, settings, (rule, report) => rule.check(context, report), onError)]);
}
