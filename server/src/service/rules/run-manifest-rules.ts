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
type Tell = (one: Report<string>) => void;
type Judge = { readonly rule: ManifestRule; readonly look: (item: Item, around: ItemContext, report: Tell) => void; readonly tell: Tell };

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

  const judgesOf = (list: ItemList): readonly Judge[] =>
    rules.flatMap((rule): readonly Judge[] => {
      const look = rule.each?.[list] as Judge['look'] | undefined;
      const level = settings.rules[rule.id];
      if (look === undefined || level === 'off') return [];
      return [{ rule, look, tell: (one) => findings.push(toFinding(rule, one, level)) }];
    });
  /** Whether it found something; undefined when it failed. */
  const judge = ({ rule, look, tell }: Judge, item: Item): boolean | undefined => {
    const before = findings.length;
    try {
      look(item, around, tell);
      return findings.length > before;
    } catch (error) {
      if (!failed.has(rule)) onError(rule.id, error);
      failed.add(rule);
      return undefined;
    }
  };

  lookAtProject(project);
  for (const list of itemLists) {
    const judges = judgesOf(list);
    const circumstances = [uri, today, ...judges.map(({ rule }) => rule.id)].join(' ');
    for (const item of ownItems(project, uri, list)) {
      const finders = memory.finders(item, project, circumstances);
      if (finders === undefined) memory.judge(item, circumstances, () => findersAmong(judges, (one) => judge(one, item)));
      else if (finders.length > 0) for (const one of judges) if (finders.includes(one.rule)) judge(one, item);
    }
  }
  return findings;
}

/** Undefined when one of them failed; whoever comes behind it is asked all the same. */
function findersAmong(judges: readonly Judge[], judge: (one: Judge) => boolean | undefined): readonly ManifestRule[] | undefined {
  const finders: ManifestRule[] = [];
  let hasFailed = false;
  for (const one of judges) {
    const found = judge(one);
    if (found === undefined) hasFailed = true;
    else if (found) finders.push(one.rule);
  }
  return hasFailed ? undefined : finders;
}
