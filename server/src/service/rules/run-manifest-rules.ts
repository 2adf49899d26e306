/** Runs the rules on manifests: over the whole, and over each item those that may find something other than the last time. */
import type { Finding } from '../findings.ts';
import { type ItemList, itemLists } from '../manifest/item-lists.ts';
import { createItemMemory } from '../project/item-memory.ts';
import { lookAtProject, ownItems, type ProjectItem } from '../project/project.ts';
import type { Settings } from '../settings.ts';
import type { ItemContext, ManifestContext } from './context.ts';
import type { ManifestRule, Report } from './define-rule.ts';
import { type OnRuleError, runRules, toFinding } from './run-rules.ts';

const memory = createItemMemory<ManifestRule>();

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

type Item = ProjectItem<ItemList>;
type Judge = (item: Item, around: ItemContext, report: (one: Report<string>) => void) => void;

function judgeItems(
  rules: readonly ManifestRule[],
  settings: Settings,
  context: ManifestContext,
  onError: OnRuleError,
): readonly Finding[] {
  const { uri, project, today } = context;
  const around: ItemContext = { uri, project, today };
  const findings: Finding[] = [];
  const failed = new Set<ManifestRule>();

  /** Whether it found something; undefined when it failed. */
  const judge = (rule: ManifestRule, item: Item): boolean | undefined => {
    const before = findings.length;
    const severity = settings.rules[rule.id] as Finding['severity'] | undefined;
    try {
      (rule.each?.[item.list] as Judge | undefined)?.(item, around, (one) => findings.push(toFinding(rule, one, severity)));
      return findings.length > before;
    } catch (error) {
      if (!failed.has(rule)) onError(rule.id, error);
      failed.add(rule);
      return undefined;
    }
  };

  lookAtProject(project);
  for (const list of itemLists) {
    const judges = rules.filter((rule) => rule.each?.[list] !== undefined && settings.rules[rule.id] !== 'off');
    const circumstances = [uri, today, ...judges.map(({ id }) => id)].join(' ');
    for (const item of ownItems(project, uri, list)) {
      const finders = memory.finders(item, project, circumstances);
      if (finders !== undefined) for (const rule of finders) judge(rule, item);
      else {
        memory.judge(item, circumstances, () => {
          const answers = judges.map((rule) => judge(rule, item));
          return answers.includes(undefined) ? undefined : judges.filter((_, i) => answers[i]);
        });
      }
    }
  }
  return findings;
}
