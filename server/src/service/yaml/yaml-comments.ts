/** The comments of a YAML text. The parser ties them to nodes without their places, so the lexer is asked. */
import { Lexer } from 'yaml';
import type { Span } from '../findings.ts';
import { lineEnd, lineStart, nextLineStart } from '../text/lines.ts';
import type { Comment } from '../text/suppressions.ts';
import { withNewlines } from './document.ts';

/** What the lexer says between the parts of the text: a document or a scalar begins, a bracket is missing. */
const signals: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
const scalarFollows = '\u001f';

export function yamlComments(source: string): readonly Comment[] {
  const text = withNewlines(source);
  const spans: Comment['span'][] = [];
  eachToken(text, (token, start, isScalar) => {
    if (!isScalar && token.startsWith('#')) spans.push({ start, end: start + token.length });
  });
  return withLines(text, spans);
}

/**
 * Tells of an offset where its line begins, if a comment of its own line above it would be about that line. In the middle of
 * a text of several lines it would become a part of it or end it.
 */
export function commentPlaces(source: string): (offset: number) => number | undefined {
  const text = withNewlines(source);
  /** Of several lines, in the order of the text. */
  const scalars: Span[] = [];
  const comments = new Set<number>();
  let isBlock = false;
  eachToken(text, (token, start, isScalar) => {
    // The text of a block begins with a line; other texts begin in one. Those in quotes go without a signal.
    if (isScalar ? isBlock || token.includes('\n') : /^["']/.test(token) && token.includes('\n'))
      scalars.push({ start: isBlock ? start - 1 : start, end: start + token.length });
    if (!isScalar && token.startsWith('#')) comments.add(start);
    isBlock = !isScalar && (/^[|>]/.test(token) || (isBlock && /^[ \t\n#]/.test(token)));
  });
  return (offset) => {
    const start = lineStart(text, offset);
    const line = text.slice(start, lineEnd(text, start));
    const margin = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (isBlank(line) || comments.has(start + margin)) return undefined;
    return scalars.some((scalar) => scalar.start < start && start < scalar.end) ? undefined : start;
  };
}

function eachToken(text: string, tell: (token: string, start: number, isScalar: boolean) => void): void {
  let offset = 0;
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    const isScalar = previous === scalarFollows;
    const isText = isScalar || !signals.has(token);
    if (isText) tell(token, offset, isScalar);
    if (isText) offset += token.length;
    previous = isScalar ? '' : token;
  }
}

/** It says nothing that a comment could be about; `---` does not either. */
const isBlank = (line: string) => line.trim() === '' || /^---\s*$/.test(line);

/** From the last to the first: comments in a row speak of the same line. */
function withLines(text: string, spans: readonly Comment['span'][]): readonly Comment[] {
  const comments: Comment[] = [];
  let below: Comment | undefined;
  for (const span of spans.toReversed()) {
    const start = lineStart(text, span.start);
    const isOwnLine = text.slice(start, span.start).trim() === '';
    const comment = { span, about: isOwnLine ? lineAfter(text, span.end, below) : { start, end: lineEnd(text, span.end) } };
    comments.push(comment);
    below = isOwnLine ? comment : undefined;
  }
  return comments.reverse();
}

/** The next line that says something; `---` does not. */
function lineAfter(text: string, offset: number, below: Comment | undefined): Comment['about'] {
  for (let start = nextLineStart(text, offset); start < text.length; start = nextLineStart(text, start)) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (below !== undefined && below.span.start >= start && below.span.start <= end) return below.about;
    if (!isBlank(line)) return { start, end };
  }
  return undefined;
}
