/**
 * Blanks around the separators, and nothing else: comments, values, line ends and entries with a continuation before
 * the value stay as they are. One blank on each side, or one column for all where a paragraph is already lined up.
 */
import type { ConfDocument } from '../conf/conf-document.ts';
import type { Span, SpanEdit } from '../findings.ts';
import type { PropertyEntry } from '../properties/ast.ts';
import { lineStart } from '../text/lines.ts';

type Line = {
  /** Column behind the key. */
  readonly keyEnd: number;
  readonly separator: Span;
  /** `=` or `:` with what is written around it. */
  readonly written: string;
  readonly sign: string;
  /** Nothing follows the separator, so no blank does either. */
  readonly isEmpty: boolean;
};

/** Without a range: of the whole text. Edits are in order. */
export function confFormatting(conf: ConfDocument, range?: Span): readonly SpanEdit[] {
  return paragraphs(conf).flatMap((paragraph) => {
    const column = columnOf(paragraph);
    return paragraph
      .filter(({ separator }) => range === undefined || (range.start <= separator.end && separator.start <= range.end))
      .flatMap(({ separator, written, sign, keyEnd, isEmpty }) => {
        const newText = `${' '.repeat(Math.max(column - keyEnd, 1))}${sign}${isEmpty ? '' : ' '}`;
        return newText === written ? [] : [{ span: separator, newText }];
      });
  });
}

/** Entries on lines that follow one another; a comment between two does not part them, a blank line does. */
function paragraphs({ text, file, lines }: ConfDocument): readonly (readonly Line[])[] {
  const found: Line[][] = [];
  const commented = new Set(file.comments.map(({ span }) => lines.lineAt(span.start)));
  let next = -1;
  for (const entry of file.entries) {
    const line = lines.lineAt(entry.span.start);
    while (commented.has(next)) next++;
    if (line !== next || found.length === 0) found.push([]);
    next = lines.lineAt(entry.span.end) + 1;
    const formatted = lineOf(text, entry);
    if (formatted !== undefined) found.at(-1)?.push(formatted);
  }
  return found;
}

/** Undefined when there is no key, no sign, or a continuation in the key or the separator. */
function lineOf(text: string, { key, separator, value }: PropertyEntry): Line | undefined {
  const written = text.slice(separator.start, separator.end);
  const sign = /^[ \t\f]*([=:])[ \t\f]*$/.exec(written)?.[1];
  const keyText = text.slice(key.span.start, key.span.end);
  if (sign === undefined || keyText === '' || /[\r\n]/.test(keyText)) return undefined;
  const keyEnd = key.span.end - lineStart(text, key.span.start);
  return { keyEnd, separator, written, sign, isEmpty: value.span.start === value.span.end };
}

/** The column of the separators where most of the shorter keys are padded; 0 where they are not. */
function columnOf(paragraph: readonly Line[]): number {
  const longest = paragraph.reduce((most, { keyEnd }) => Math.max(most, keyEnd), 0);
  const shorter = paragraph.filter(({ keyEnd }) => keyEnd < longest);
  const padded = shorter.filter(({ written }) => /^[ \t\f]{2}|^\t/.test(written));
  return padded.length * 2 > shorter.length ? longest + 1 : 0;
}
