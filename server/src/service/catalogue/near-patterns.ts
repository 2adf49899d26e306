/**
 * Patterns near to a mistyped key, such as `oidc.provider.<id>.client_id`: held against it part by part, what stands for
 * a placeholder being right as it is written.
 */
import { distanceWithin } from '../text/similarity.ts';
import type { KeyRow } from './catalogue.ts';
import { couldBeNear, type Spelling, spellingOf } from './spelling.ts';

export type NearPattern = { readonly row: KeyRow; readonly key: string; readonly distance: number };

export function bareForm(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9<>]/g, '');
}

type Part = {
  /** As the pattern has it. */
  readonly template: string;
  /** Of a part without placeholder. */
  readonly literal: { readonly bare: string; readonly spelling: Spelling } | undefined;
  /** The whole part is a placeholder for any text. */
  readonly isFree: boolean;
};

type Pattern = { readonly row: KeyRow; readonly parts: readonly Part[]; readonly isOpen: boolean };

/** Of the first part, which is looked at before the others. */
const slipsInName = 2;

export function createNearPatterns(rows: readonly KeyRow[]): (key: string, limit: number) => readonly NearPattern[] {
  let families: ReadonlyMap<string, readonly Pattern[]> | undefined;
  return (key, limit) => {
    families ??= byFirstPart(rows);
    const dot = key.indexOf('.');
    const name = literalOf(dot < 0 ? key : key.slice(0, dot));
    let wanted: Wanted | undefined;
    const found: NearPattern[] = [];
    for (const [first, patterns] of families) {
      if (distanceWithin(first, name, slipsInName) === undefined) continue;
      wanted ??= wantedOf(key, limit);
      for (const pattern of patterns) {
        const near = heldAgainst(pattern, wanted);
        if (near !== undefined) found.push(near);
      }
    }
    return found;
  };
}

function byFirstPart(rows: readonly KeyRow[]): ReadonlyMap<string, readonly Pattern[]> {
  const families = new Map<string, Pattern[]>();
  for (const row of rows) {
    if (!row.pattern) continue;
    const parts = row.key.split('.').map((template) => partOf(row, template));
    const pattern = { row, parts, isOpen: parts.at(-1)?.template.startsWith('<') === true };
    const name = literalOf(parts[0]?.template);
    const family = families.get(name);
    if (family === undefined) families.set(name, [pattern]);
    else family.push(pattern);
  }
  return families;
}

function partOf(row: KeyRow, template: string): Part {
  const placeholder = /<(\w+)>/.exec(template);
  const isFree = placeholder?.[0] === template && !isNumber(row, placeholder[1]);
  return { template, literal: placeholder === null ? wordOf(template) : undefined, isFree };
}

function wordOf(text: string): { readonly bare: string; readonly spelling: Spelling } {
  const bare = bareForm(text);
  return { bare, spelling: spellingOf(bare) };
}

function isNumber(row: KeyRow, placeholder = ''): boolean {
  return row.placeholders?.[placeholder]?.type === 'integer';
}

/** The first part without placeholder, digits and case: `read<n>` and `Raed1` are one slip apart. */
function literalOf(part = ''): string {
  return part.replace(/<\w+>|\d+/g, '').toLowerCase();
}

type Wanted = {
  readonly key: string;
  readonly written: readonly string[];
  readonly words: readonly { readonly bare: string; readonly spelling: Spelling }[];
  readonly limit: number;
};

function wantedOf(key: string, limit: number): Wanted {
  const written = key.split('.');
  return { key, written, words: written.map(wordOf), limit };
}

/** From the last part on, in which the keys of a family differ most. */
function heldAgainst({ row, parts, isOpen }: Pattern, { key, written, words, limit }: Wanted): NearPattern | undefined {
  if (isOpen ? written.length < parts.length : written.length !== parts.length) return undefined;
  const filled = written.slice(0, parts.length);
  if (isOpen) filled[parts.length - 1] = written.slice(parts.length - 1).join('.');
  let distance = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    const word = words[i];
    if (part === undefined || word === undefined) return undefined;
    if (part.isFree) continue;
    const meant = part.literal ?? wordOf(filledIn(row, part, filled[i] ?? ''));
    filled[i] = part.literal === undefined ? filledIn(row, part, filled[i] ?? '') : part.template;
    if (meant.bare === word.bare) continue;
    if (!couldBeNear(meant.spelling, word.spelling, limit - distance)) return undefined;
    const slips = distanceWithin(meant.bare, word.bare, limit - distance);
    if (slips === undefined) return undefined;
    distance += slips;
  }
  const name = filled.join('.');
  // Half a slip when only case and separators differ, so that such keys come first.
  return { row, key: name, distance: distance === 0 && name !== key ? 0.5 : distance };
}

/** A part with its placeholder as it was written: of a number, the digits. */
function filledIn(row: KeyRow, { template }: Part, written: string): string {
  return template.replace(/<(\w+)>/, (_, name: string) => (isNumber(row, name) ? (/\d+/.exec(written)?.[0] ?? '') : written));
}
