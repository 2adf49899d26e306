/** A whole plan, and edits of it as they happen: letters, lines, items, and what a slip of the hand does. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { documentedRules } from '@dhis2-hosting/server/documented';
import fc from 'fast-check';
import { root } from './imports.ts';

export const aWholePlan = readFileSync(path.join(root, 'test/fixtures/plans/whole.dhis2-hosting.yaml'), 'utf8');

/** Those of all rules on manifests. */
export const manifestSamples: readonly string[] = documentedRules
  .filter(({ language }) => language === 'hosting-manifest')
  .flatMap(({ good, bad }) => [...good, ...bad])
  .map(({ text }) => text);

const lines = [...new Set([aWholePlan, ...manifestSamples].flatMap((text) => text.split('\n')))];
/** Items of lists, as they stand in the plan. */
const items = aWholePlan.split(/\n(?= {2}- |\w)/).filter((item) => item.startsWith('  - '));
const words = ['production', 'staging', 'hmis', 'main', 'app', 'metal', 'none', '2.38', '64 GiB', '2020-01-01', 'false', 'x'];
const slips = ['', 'x', '1', '\n', ' ', '  ', '#', '"', '- ', ':', '{{', '&a ', '*a', '---\n', '\r\n', '\t', '[', 'nothing:\n', 'sites:\n'];

export type Edit = {
  readonly kind: 'word' | 'line' | 'item' | 'slip';
  readonly at: number;
  readonly pick: number;
  readonly isMore: boolean;
};

const share = fc.double({ min: 0, max: 1, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('word', 'word', 'word', 'line', 'line', 'item', 'item', 'slip'),
  at: share,
  pick: share,
  isMore: fc.boolean(),
});

export const edits = fc.array(edit, { minLength: 1, maxLength: 4 });

type Place = { readonly start: number; readonly end: number; readonly insert: string };

/** What the edit does to this text. */
export function placeOf(text: string, { kind, at, pick, isMore }: Edit): Place {
  const among = <T>(all: readonly T[], share: number): T | undefined => all[Math.min(all.length - 1, Math.floor(share * all.length))];
  const offset = Math.floor(at * (text.length + 1));
  const found = among([...text.matchAll(patterns[kind])], at);
  if (kind === 'slip' || found === undefined) {
    return { start: offset, end: isMore ? offset : Math.min(text.length, offset + 3), insert: among(slips, pick) ?? '' };
  }
  const [whole, before = ''] = found;
  const end = found.index + whole.length;
  switch (kind) {
    case 'word':
      return isMore
        ? { start: end, end, insert: among(['x', ' ', '1', '"'], pick) ?? '' }
        : { start: found.index + before.length, end, insert: among(words, pick) ?? '' };
    case 'line': {
      const alike = lines.filter((line) => line.startsWith(before) && /^[\w#]/.test(line.slice(before.length)));
      return { start: isMore ? end : found.index, end, insert: pick < 0.3 ? '' : `${among(alike, (pick - 0.3) / 0.7) ?? ''}\n` };
    }
    case 'item':
      return { start: isMore ? end : found.index, end, insert: !isMore && pick < 0.5 ? '' : `${among(items, pick) ?? ''}\n` };
  }
}

/** With what stands before the word, and the margin of the line. */
const patterns: { readonly [K in Edit['kind']]: RegExp } = {
  word: /(: "?)[\w./-]+/g,
  line: /^( *)(?!- )[\w#].*\n/gm,
  item: /^ {2}- .*\n(?: {4}.*\n)*/gm,
  slip: /$/g,
};

export function edited(text: string, edit: Edit): string {
  const { start, end, insert } = placeOf(text, edit);
  return text.slice(0, start) + insert + text.slice(end);
}
