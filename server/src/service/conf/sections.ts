/**
 * Puts the entries of a file into the chapters of the documentation. Comments go with the entry they are about; entries of
 * one key keep their order, so that the last one stays the last. What cannot be moved without a change of meaning is not.
 */
import { type GroupId, groupIds, groupTitle } from '../catalogue/groups.ts';
import { type Locale, locales, message, render, type Text } from '../messages.ts';
import { parseProperties } from '../properties/parser.ts';
import { lineBreakOf } from '../text/lines.ts';
import type { ConfDocument } from './conf-document.ts';
import { comparePlaces, createPlaces, type PlaceInCatalogue } from './place-in-catalogue.ts';

const otherTitle: Text = { en: 'Keys that DHIS2 does not know', fr: 'Clés que DHIS2 ne connaît pas' };

/** An entry with its comments, as written. */
type Chunk = {
  readonly above: readonly string[];
  readonly written: string;
  readonly below: readonly string[];
  readonly place: PlaceInCatalogue;
};

/** The text in sections; undefined when there is nothing to sort or no safe way to. */
export function sortedIntoSections(conf: ConfDocument, locale: Locale): string | undefined {
  if (conf.entries.length < 2 || conf.file.byteOrderMark || conf.file.errors.length > 0 || conf.text.endsWith('\\')) return undefined;
  const { head, chunks, tail } = chunksOf(conf);
  const sorted = [...chunks].sort((a, b) => comparePlaces(a.place, b.place));
  const lineBreak = lineBreakOf(conf.text);
  const parts = [head, ...sectionsOf(sorted, locale), tail].filter(({ length }) => length > 0);
  const text = `${parts.map((lines) => lines.join(lineBreak)).join(lineBreak + lineBreak)}${lineBreak}`;
  return text !== conf.text && readsTheSame(conf.text, text) ? text : undefined;
}

/** Comments on lines that follow one another. */
type Run = { readonly start: number; readonly firstLine: number; readonly lastLine: number; readonly comments: readonly string[] };

function runsOf({ text, file, lines }: ConfDocument): readonly Run[] {
  const runs: Run[] = [];
  for (const { span } of file.comments) {
    const line = lines.lineAt(span.start);
    const comment = text.slice(span.start, span.end);
    const last = runs.at(-1);
    if (last?.lastLine === line - 1) runs[runs.length - 1] = { ...last, lastLine: line, comments: [...last.comments, comment] };
    else runs.push({ start: span.start, firstLine: line, lastLine: line, comments: [comment] });
  }
  return runs;
}

/** Stands at the top of the file, because it speaks of the whole of it. */
const isAboutFile = (comment: string) => /^[#!]\s*dhis2-(?:version|lint-ignore-file)\b/.test(comment);

/**
 * A comment right above an entry is about it, and so is one right below it that a blank line parts from the next. All
 * others go with the entry that follows, except at the two ends of the file.
 */
function chunksOf(conf: ConfDocument): {
  readonly head: readonly string[];
  readonly chunks: readonly Chunk[];
  readonly tail: readonly string[];
} {
  const { text, entries, lines } = conf;
  const runs = runsOf(conf);
  const placeOf = createPlaces();
  const chunks: Chunk[] = [];
  const head: string[] = runs.flatMap(({ comments }) => comments.filter(isAboutFile));
  const kept = ({ comments }: Run) => comments.filter((comment) => !isAboutFile(comment) && !isOurHeading(comment));
  let tail: readonly string[] = [];
  let next = 0;
  let lastLine = -1;
  for (const [index, confEntry] of entries.entries()) {
    const { entry } = confEntry;
    const until = entry.span.start;
    const between: Run[] = [];
    for (let run = runs[next]; run !== undefined && run.start < until; run = runs[++next]) between.push(run);
    const isTouching = between.at(-1)?.lastLine === lines.lineAt(until) - 1;
    const [first] = between;
    if (index === 0) head.push(...(isTouching ? between.splice(0, between.length - 1) : between.splice(0)).flatMap(kept));
    else if (first?.firstLine === lastLine + 1 && !(isTouching && between.length === 1)) addBelow(chunks, kept(first), between);
    chunks.push({ above: between.flatMap(kept), written: text.slice(until, entry.span.end), below: [], place: placeOf(confEntry) });
    lastLine = lines.lineAt(entry.span.end);
  }
  const rest = runs.slice(next);
  if (rest[0]?.firstLine === lastLine + 1) addBelow(chunks, kept(rest[0]), rest);
  tail = rest.flatMap(kept);
  return { head, chunks, tail };
}

function addBelow(chunks: Chunk[], below: readonly string[], runs: Run[]): void {
  const last = chunks.at(-1);
  if (last !== undefined) chunks[chunks.length - 1] = { ...last, below };
  runs.shift();
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
