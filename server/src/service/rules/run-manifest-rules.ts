/** Runs the rules on manifests: over the whole, and over each item that may be judged otherwise than the last time. */
import type { Finding } from '../findings.ts';
import { itemLists } from '../manifest/item-lists.ts';
import { createItemMemory } from '../project/item-memory.ts';
import { ownItems } from '../project/tenants.ts';
import type { Settings } from '../settings.ts';
import type { ManifestContext } from './context.ts';
import type { ManifestRule, Report } from './define-rule.ts';
import { type OnRuleError, runRules, toFinding } from './run-rules.ts';

const memory = createItemMemory();

export function runManifestRules(
  rules: readonly ManifestRule[],
  settings: Settings,
  context: ManifestContext,
  onError: OnRuleError,
): readonly Finding[] {
  const whole = runRules(rules, settings, (rule, report) => rule.check?.(context, report), onError);
  const found = context.document.templated ? [] : judgeItems(rules, settings, context, onError);
  if (found.length === 0) return whole;
  const order = new Map(rules.map(({ id }, i) => [id, i]));
  const place = ({ rule }: Finding) => order.get(rule) ?? 0;
  return [...whole, ...found].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || place(a) - place(b));
}

function judgeItems(
  rules: readonly ManifestRule[],
  settings: Settings,
  context: ManifestContext,
  onError: OnRuleError,
): readonly Finding[] {
  const { uri, project, today } = context;
  const around = { uri, project, today };
  const findings: Finding[] = [];
  const failed = new Set<ManifestRule>();
  for (const list of itemLists) {
    const judges = rules.filter((rule) => rule.each?.[list] !== undefined && settings.rules[rule.id] !== 'off');
    const circumstances = [uri, today, ...judges.map(({ id }) => id)].join(' ');
    for (const item of ownItems(project, uri, list)) {
      if (memory.isClean(item, project, circumstances)) continue;
      let isClean = true;
      const judge = (rule: ManifestRule) => {
        const report = (one: Report<string>) => {
          isClean = false;
          findings.push(toFinding(rule, one, settings.rules[rule.id] as Finding['severity'] | undefined));
        };
        try {
          (rule.each?.[list] as ((one: typeof item, context: typeof around, tell: typeof report) => void) | undefined)?.(
            item,
            around,
            report,
          );
        } catch (error) {
          isClean = false;
          if (!failed.has(rule)) onError(rule.id, error);
          failed.add(rule);
        }
      };
      memory.judge(item, circumstances, () => {
        for (const rule of judges) judge(rule);
        return isClean;
      });
    }
  }
  return findings;
}
