/**
 * Lines whose key is no key because of how it is written. Each kind has a rule that says what happened, so that
 * `unknown-key` need not.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfEntry } from '../rules/context.ts';
import { oddBlank, withoutOddBlanks } from '../text/odd-blanks.ts';
import type { ConfDocument } from './conf-document.ts';

type Conf = ConfDocument & { readonly version: Dhis2Version; readonly catalogue: Catalogue };

export type KeySlip =
  | { readonly kind: 'byte-order-mark'; readonly meant: string }
  | { readonly kind: 'section' }
  | { readonly kind: 'template' }
  | { readonly kind: 'placeholder' }
  /** `meant` is undefined where the line has no effect anyway: blank, or a comment. */
  | { readonly kind: 'odd-blank'; readonly meant: string | undefined }
  /** `separatorEnd` is the offset in the text behind the separator that was meant. */
  | { readonly kind: 'cut-at-blank'; readonly written: string; readonly meant: readonly string[]; readonly separatorEnd: number };

/** Several rules ask about each unknown key, and some answers cost more than the rest of the line. */
type Slips = { readonly version: Dhis2Version; readonly byEntry: Map<ConfEntry, KeySlip | undefined> };

const remembered = new WeakMap<readonly ConfEntry[], Slips>();

export function keySlip(conf: Conf, entry: ConfEntry): KeySlip | undefined {
  const known = remembered.get(conf.entries);
  const slips = known?.version === conf.version ? known : { version: conf.version, byEntry: new Map() };
  if (slips !== known) remembered.set(conf.entries, slips);
  if (!slips.byEntry.has(entry)) slips.byEntry.set(entry, slipOf(conf, entry));
  return slips.byEntry.get(entry);
}

function slipOf(conf: Conf, entry: ConfEntry): KeySlip | undefined {
  const { key } = entry;
  if (key.startsWith('\ufeff')) return { kind: 'byte-order-mark', meant: withoutOddBlanks(key) };
  if (key.startsWith('[')) return isSection(conf, entry) ? { kind: 'section' } : undefined;
  if (key.includes('{')) return braces(key);
  if (entry.match !== undefined) return undefined;
  if (oddBlank.test(key)) return oddBlankIn(conf, entry);
  return cutAtBlank(conf, entry);
}

function isSection({ text }: Conf, { entry }: ConfEntry): boolean {
  const { start, end } = entry.span;
  return /^\[[^\]]*\]\s*$/.test(text.slice(start, end));
}

function braces(key: string): KeySlip | undefined {
  if (key.includes('{{') || key.startsWith('{%') || key.startsWith('{#')) return { kind: 'template' };
  return key.includes('${') ? { kind: 'placeholder' } : undefined;
}

function oddBlankIn({ catalogue }: Conf, { key }: ConfEntry): KeySlip | undefined {
  const meant = withoutOddBlanks(key);
  if (meant === '' || meant.startsWith('#') || meant.startsWith('!')) return { kind: 'odd-blank', meant: undefined };
  return catalogue.lookup(meant) === undefined ? undefined : { kind: 'odd-blank', meant };
}

const mostWords = 4;

/** `connection url = x`: the blank ended the key, and `url = x` is its value. */
function cutAtBlank({ text, catalogue, version }: Conf, { entry }: ConfEntry): KeySlip | undefined {
  const { separator, value } = entry;
  if (!beginsKey(catalogue, entry.key.cooked)) return undefined;
  if (separator.start === separator.end || !/^[ \t]*$/.test(text.slice(separator.start, separator.end))) return undefined;
  const rest = /^([\w.-]+(?:[ \t]+[\w.-]+)*)[ \t]*[=:][ \t]*/.exec(text.slice(value.span.start, value.span.end));
  const words = [entry.key.cooked, ...(rest?.[1]?.split(/[ \t]+/) ?? [])];
  if (rest === null || words.length > mostWords) return undefined;
  const meant = joined(words).filter((key) => {
    const match = catalogue.lookup(key);
    return match !== undefined && catalogue.availability(match.row, version).kind === 'available';
  });
  if (meant.length === 0) return undefined;
  return { kind: 'cut-at-blank', written: words.join(' '), meant, separatorEnd: value.span.start + rest[0].length };
}

/** All ways to put the separators of keys where blanks are. */
function joined([first = '', ...rest]: readonly string[]): readonly string[] {
  return rest.reduce<readonly string[]>(
    (heads, word) => heads.flatMap((head) => [`${head}.${word}`, `${head}_${word}`, head + word]),
    [first],
  );
}

type Beginnings = { readonly plain: ReadonlySet<string>; readonly literals: readonly string[] };

const beginnings = new WeakMap<Catalogue, Beginnings>();

/** Whether some key begins with the word: most words of notes are told apart by it at once. */
function beginsKey(catalogue: Catalogue, word: string): boolean {
  let known = beginnings.get(catalogue);
  if (known === undefined) {
    known = beginningsOf(catalogue);
    beginnings.set(catalogue, known);
  }
  return known.plain.has(word) || known.literals.some((literal) => word.startsWith(literal));
}

function beginningsOf({ rows }: Catalogue): Beginnings {
  const plain = new Set<string>();
  const literals = new Set<string>();
  for (const { key } of rows) {
    const [literal = ''] = key.split('<');
    for (let end = 1; end <= literal.length; end++) plain.add(literal.slice(0, end));
    if (literal !== key) literals.add(literal);
  }
  return { plain, literals: [...literals] };
}
