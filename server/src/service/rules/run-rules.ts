/** Runs rules over a document: order, severities, and a throwing rule that does not silence the others. */
import type { Finding } from '../findings.ts';
import { message } from '../messages.ts';
import type { Settings } from '../settings.ts';
import type { Report, Rule } from './define-rule.ts';

export type OnRuleError = (rule: string, error: unknown) => void;

/** `check` is the rule's own check bound to its context by the caller, who knows the language. */
export function runRules<R extends Rule>(
  rules: readonly R[],
  settings: Settings,
  check: (rule: R, report: (report: Report<string>) => void) => void,
  onError: OnRuleError,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    const level = settings.rules[rule.id];
    if (level === 'off') continue;
    try {
      check(rule, (report) => findings.push(toFinding(rule, report, level)));
    } catch (error) {
      onError(rule.id, error);
    }
  }
  return inTextOrder(findings);
}

/** Findings at one place stay in the order of the rules. */
export function inTextOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

export function toFinding(rule: Rule, report: Report<string>, level: Finding['severity'] | undefined): Finding {
  const text = rule.messages[report.message];
  if (text === undefined) throw new Error(`rule ${rule.id} has no message ${report.message}`);
  return {
    rule: rule.id,
    severity: level ?? report.severity ?? rule.severity,
    message: message(text, report.args),
    span: report.span,
    related: report.related ?? [],
    fixes: report.fixes ?? [],
    ...(report.tag === undefined ? {} : { tag: report.tag }),
  };
}
