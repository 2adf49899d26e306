/** What a YAML text is for all that look into it: documents with nodes, data and problems. Made by parse.ts. */
import type { Node } from 'yaml';
import type { Span } from '../findings.ts';

/** One for each sentence that rules/manifest-syntax-error.ts knows. */
export type YamlProblemKind =
  | 'alias'
  | 'badEscape'
  | 'badStart'
  | 'conflictMark'
  | 'directive'
  | 'duplicateField'
  | 'fieldWithoutColon'
  | 'indentation'
  | 'missingCharacter'
  | 'nestedOnOneLine'
  | 'tab'
  | 'tag'
  | 'tooLarge'
  | 'unclosedBracket'
  | 'unclosedQuote'
  | 'unexpected';

export type YamlProblem = {
  readonly kind: YamlProblemKind;
  /** Within one line. */
  readonly span: Span;
  readonly args?: { readonly [name: string]: string };
  readonly related?: Span;
};

/** One document of a text. */
export type YamlTree = { readonly contents: Node | null; readonly start: number };

export type YamlPart = {
  readonly yaml: YamlTree;
  /** Plain values with aliases and merge keys resolved; of broken text, what could be recovered. */
  readonly data: unknown;
  readonly problems: readonly YamlProblem[];
  /** False when the data may differ from what was meant, so that nothing can be said of them. */
  readonly readable: boolean;
};

/**
 * A carriage return alone ends a line for YAML (1.2.2, 5.4) and for editors, but not for the `yaml` package. Offsets
 * stay as they are.
 */
export function withNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

/** Longest part of a line that is underlined. */
const longest = 1000;

/** The part of a span on its first line: what an editor underlines well. The parser's own ranges may end behind the text. */
export function firstLine(text: string, span: Span): Span {
  const start = Math.min(span.start, text.length);
  const end = Math.max(start, Math.min(span.end, start + longest, text.length));
  const length = text.slice(start, end).search(/[\r\n]/);
  return { start, end: length < 0 ? end : start + length };
}
