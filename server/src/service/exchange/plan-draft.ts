/**
 * A manifest that is being made from what another tool says. What comes from there may be anything, so the draft is held
 * against the schema at the end: what does not fit is taken out and told, and the rest is a manifest without mistakes.
 */
import { manifestValidator } from '../manifest/manifest-schema.ts';
import { message } from '../messages.ts';
import type { ExchangeNote } from './exchange.ts';
import { importTexts as texts } from './import-texts.ts';

export type DraftItem = { readonly [field: string]: unknown };

/** In the order in which a manifest tells them. */
export type Draft = {
  readonly hosts: readonly DraftItem[];
  readonly databases: readonly DraftItem[];
  readonly proxies: readonly DraftItem[];
  readonly instances: readonly DraftItem[];
  readonly backupTargets: readonly DraftItem[];
  readonly backups: readonly DraftItem[];
  readonly monitoring: DraftItem | undefined;
  readonly services: readonly DraftItem[];
};

export const emptyDraft: Draft = {
  hosts: [],
  databases: [],
  proxies: [],
  instances: [],
  backupTargets: [],
  backups: [],
  monitoring: undefined,
  services: [],
};

/** Plain data of a manifest that fits its schema, every name in it known. */
export type SoundPlan = { readonly [section: string]: unknown };

type Box = { [field: string]: unknown };

export function soundPlan(draft: Draft): { readonly plan: SoundPlan; readonly notes: readonly ExchangeNote[] } {
  const plan = without({ version: 1, ...draft });
  const notes: ExchangeNote[] = [];
  takeOutWhatDoesNotFit(plan, notes);
  takeOutLostNames(plan, notes);
  // A reference may have been all that an item was good for.
  takeOutWhatDoesNotFit(plan, notes);
  for (const [section, value] of Object.entries(plan)) if (Array.isArray(value) && value.length === 0) delete plan[section];
  return { plan, notes };
}

/** A copy that may be changed, undefined fields left out. */
function without(draft: object): Box {
  return JSON.parse(JSON.stringify(draft)) as Box;
}

function takeOutWhatDoesNotFit(plan: Box, notes: ExchangeNote[]): void {
  const validate = manifestValidator();
  // Each turn takes one thing out, so there are no more turns than things.
  while (!validate(plan)) {
    const path = (validate.errors?.[0]?.instancePath ?? '').split('/').slice(1);
    if (path.length === 0) return;
    takeOut(plan, path, notes);
  }
}

function takeOut(plan: Box, path: readonly string[], notes: ExchangeNote[]): void {
  const last = path.at(-1) ?? '';
  let owner: unknown = plan;
  for (const step of path.slice(0, -1)) owner = (owner as Box)[step];
  const value = (owner as Box)[last];
  const item = path.length > 1 ? ((plan[path[0] ?? ''] as Box)[path[1] ?? ''] as Box | undefined) : undefined;
  const name = typeof item?.['name'] === 'string' ? item['name'] : (path[0] ?? '');
  const isItem = path.length <= 2;
  const field = path.filter((step, i) => i > 1 && !/^\d+$/.test(step)).join('.');
  notes.push(
    isItem
      ? { about: name, message: message(texts.leftOut, { name, section: path[0] ?? '' }) }
      : { about: name, message: message(texts.doesNotFit, { name, field, value: shown(value) }) },
  );
  if (Array.isArray(owner)) owner.splice(Number(last), 1);
  else delete (owner as Box)[last];
}

function shown(value: unknown): string {
  return typeof value === 'object' ? '…' : String(value).slice(0, 80);
}

/** Fields that name an item of a list; `must`: the item is nothing without it. */
const references: readonly { readonly section: string; readonly field: string; readonly list: string; readonly must: boolean }[] = [
  { section: 'hosts', field: 'guestOf', list: 'hosts', must: false },
  { section: 'hosts', field: 'jumpHost', list: 'hosts', must: false },
  { section: 'databases', field: 'host', list: 'hosts', must: true },
  { section: 'proxies', field: 'host', list: 'hosts', must: true },
  { section: 'services', field: 'host', list: 'hosts', must: true },
  { section: 'instances', field: 'host', list: 'hosts', must: true },
  { section: 'instances', field: 'database', list: 'databases', must: false },
  { section: 'instances', field: 'proxy', list: 'proxies', must: false },
  { section: 'backups', field: 'instances', list: 'instances', must: true },
  { section: 'backups', field: 'targets', list: 'backupTargets', must: false },
];

function takeOutLostNames(plan: Box, notes: ExchangeNote[]): void {
  const itemsOf = (list: string) => (Array.isArray(plan[list]) ? (plan[list] as Box[]) : []);
  const isKnown = (list: string, name: unknown) => itemsOf(list).some((item) => item['name'] === name);
  for (const { section, field, list, must } of references) {
    for (const item of [...itemsOf(section)]) {
      const value = item[field];
      if (value === undefined) continue;
      const names = Array.isArray(value) ? value : [value];
      const kept = names.filter((name) => isKnown(list, name));
      if (kept.length === names.length) continue;
      if (kept.length > 0) {
        item[field] = kept;
        continue;
      }
      delete item[field];
      if (field === 'guestOf') delete item['guestKind'];
      const name = String(item['name']);
      if (!must) {
        notes.push({ about: name, message: message(texts.doesNotFit, { name, field, value: shown(names[0]) }) });
        continue;
      }
      notes.push({ about: name, message: message(texts.leftOut, { name, section }) });
      itemsOf(section).splice(itemsOf(section).indexOf(item), 1);
    }
  }
  const monitoring = plan['monitoring'] as Box | undefined;
  if (monitoring?.['host'] !== undefined && !isKnown('hosts', monitoring['host'])) delete monitoring['host'];
}
