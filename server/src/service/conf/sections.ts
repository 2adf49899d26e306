/**
 * Puts the entries of a file into the chapters of the documentation, and those that are commented out beside them. Other
 * comments go with the entry they are about; entries of one key keep their order, so that the last one stays the last. What
 * cannot be moved without a change of meaning is not.
 */
import { type GroupId, groupIds, groupTitle } from '../catalogue/groups.ts';
import { type Locale, locales, message, render, type Text } from '../messages.ts';
import { parseProperties } from '../properties/parser.ts';
import { lineBreakOf } from '../text/lines.ts';
import type { ConfDocument } from './conf-document.ts';
import { comparePlaces } from './place-in-catalogue.ts';
import { type Chunk, chunksOf } from './section-chunks.ts';

const otherTitle: Text = { en: 'Keys that DHIS2 does not know', fr: 'Clés que DHIS2 ne connaît pas' };

/** The text in sections; undefined when there is nothing to sort or no safe way to. */
export function sortedIntoSections(conf: ConfDocument, locale: Locale): string | undefined {
  if (conf.entries.length < 2 || conf.file.byteOrderMark || conf.file.errors.length > 0 || conf.text.endsWith('\\')) return undefined;
  // A statement of a template is about the lines between it and its end.
  if (conf.entries.some(({ key }) => key.startsWith('{'))) return undefined;
  const { head, chunks, tail } = chunksOf(conf, isOurHeading);
  const sorted = [...chunks].sort((a, b) => comparePlaces(a.place, b.place));
  const lineBreak = lineBreakOf(conf.text);
  const parts = [head, ...sectionsOf(sorted, locale), tail].filter(({ length }) => length > 0);
  const text = `${parts.map((lines) => lines.join(lineBreak)).join(lineBreak + lineBreak)}${lineBreak}`;
  return text !== conf.text && readsTheSame(conf.text, text) ? text : undefined;
}

function sectionsOf(sorted: readonly Chunk[], locale: Locale): readonly (readonly string[])[] {
  const sections: string[][] = [];
  let before: Chunk | undefined;
  for (const chunk of sorted) {
    if (before === undefined || before.place.group !== chunk.place.group) sections.push([heading(chunk.place.group, locale)], []);
    else if (chunk.above.length > 0 || before.below.length > 0 || before.place.block !== chunk.place.block) sections.push([]);
    sections.at(-1)?.push(...chunk.above, chunk.written, ...chunk.below);
    before = chunk;
  }
  return sections;
}

function heading(group: GroupId | undefined, locale: Locale): string {
  return `# === ${render(message(group === undefined ? otherTitle : groupTitle(group)), locale)} ===`;
}

const ourHeadings: ReadonlySet<string> = new Set(
  [...groupIds, undefined].flatMap((group) => locales.map((locale) => heading(group, locale))),
);

/** Headings of an earlier sorting, in either language, are made anew. */
const isOurHeading = (comment: string) => ourHeadings.has(comment.trimEnd());

/** Every key with the same values in the same order: a backslash at the end of the file, say, must not swallow a line. */
function readsTheSame(before: string, after: string): boolean {
  const [one, other] = [valuesByKey(before), valuesByKey(after)];
  return one.size === other.size && [...one].every(([key, values]) => JSON.stringify(values) === JSON.stringify(other.get(key)));
}

function valuesByKey(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const { key, value } of parseProperties(text).entries) {
    const known = values.get(key.cooked);
    if (known === undefined) values.set(key.cooked, [value.cooked]);
    else known.push(value.cooked);
  }
  return values;
}
