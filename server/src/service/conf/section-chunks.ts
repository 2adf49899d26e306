/** A file taken apart into what can be moved: entries with the comments that are about them, and entries commented out. */
import { catalogue } from '../catalogue/dhis-conf-catalogue.ts';
import { maySuppress } from '../text/suppressions.ts';
import { keyInComment } from './comment-key.ts';
import type { ConfDocument } from './conf-document.ts';
import { createPlaces, type PlaceInCatalogue } from './place-in-catalogue.ts';

/** An entry with its comments, as written; or a comment that holds an entry, with those above it. */
export type Chunk = {
  readonly above: readonly string[];
  readonly written: string;
  readonly below: readonly string[];
  readonly place: PlaceInCatalogue;
};

export type Chunks = {
  readonly head: readonly string[];
  readonly chunks: readonly Chunk[];
  readonly tail: readonly string[];
};

/** Comments on lines that follow one another. */
type Run = { readonly start: number; readonly firstLine: number; readonly lastLine: number; readonly comments: readonly string[] };

function runsOf({ text, file, lines }: ConfDocument): readonly Run[] {
  const runs: { start: number; firstLine: number; lastLine: number; comments: string[] }[] = [];
  for (const { span } of file.comments) {
    const line = lines.lineAt(span.start);
    const comment = text.slice(span.start, span.end);
    const last = runs.at(-1);
    if (last?.lastLine === line - 1) {
      last.lastLine = line;
      last.comments.push(comment);
    } else runs.push({ start: span.start, firstLine: line, lastLine: line, comments: [comment] });
  }
  return runs;
}

/** Stands at the top of the file, because it speaks of the whole of it. */
const isAboutFile = (comment: string) => /^[#!]\s*dhis2-(?:version|lint-ignore-file)\b/.test(comment);

/** What a run comes to. `ignores` are about the next entry, wherever they stand. */
type Parts = { readonly chunks: readonly Chunk[]; readonly rest: readonly string[]; readonly ignores: readonly string[] };

/**
 * A comment right above an entry is about it, and so is one right below it that a blank line parts from the next. All
 * others go with the entry that follows, except at the two ends of the file. What is commented out goes its own way.
 */
export function chunksOf(conf: ConfDocument, isHeading: (comment: string) => boolean): Chunks {
  const { text, entries, lines } = conf;
  const runs = runsOf(conf);
  const placeOf = createPlaces();
  const parts = createParts(placeOf, isHeading);
  const chunks: Chunk[] = [];
  const head: string[] = runs.flatMap(({ comments }) => comments.filter(isAboutFile));
  let next = 0;
  let lastLine = -1;
  for (const [index, confEntry] of entries.entries()) {
    const { entry } = confEntry;
    const until = entry.span.start;
    const above: string[] = [];
    const firstRun = next;
    for (let run = runs[next]; run !== undefined && run.start < until; run = runs[++next]) {
      const { chunks: commentedOut, rest, ignores } = parts(run);
      const touches = run.lastLine === lines.lineAt(until) - 1;
      if (index === 0 && !touches) head.push(...rest);
      else if (next === firstRun && run.firstLine === lastLine + 1 && !touches) addBelow(chunks, rest);
      else above.push(...rest);
      above.push(...ignores);
      chunks.push(...commentedOut);
    }
    chunks.push({ above, written: text.slice(until, entry.span.end), below: [], place: placeOf(confEntry) });
    lastLine = lines.lineAt(entry.span.end);
  }
  const tail: string[] = [];
  for (const [index, run] of runs.slice(next).entries()) {
    const { chunks: commentedOut, rest, ignores } = parts(run);
    if (index === 0 && run.firstLine === lastLine + 1) addBelow(chunks, rest);
    else tail.push(...rest);
    tail.push(...ignores);
    chunks.push(...commentedOut);
  }
  return { head, chunks, tail };
}

function createParts(placeOf: ReturnType<typeof createPlaces>, isHeading: (comment: string) => boolean): (run: Run) => Parts {
  return ({ comments }) => {
    const chunks: Chunk[] = [];
    const ignores: string[] = [];
    let rest: string[] = [];
    for (const comment of comments) {
      if (isAboutFile(comment) || isHeading(comment)) continue;
      if (maySuppress(comment)) {
        ignores.push(comment);
        continue;
      }
      const key = keyInComment(comment)?.key;
      const match = key === undefined ? undefined : catalogue.lookup(key);
      if (key === undefined || match === undefined) rest.push(comment);
      else {
        chunks.push({ above: rest, written: comment, below: [], place: placeOf({ key, match }) });
        rest = [];
      }
    }
    return { chunks, rest, ignores };
  };
}

/** The last chunk is an entry: what is commented out below it has not been added yet. */
function addBelow(chunks: Chunk[], below: readonly string[]): void {
  const last = chunks.at(-1);
  if (last !== undefined && below.length > 0) chunks[chunks.length - 1] = { ...last, below };
}
