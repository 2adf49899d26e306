/** The comments of a YAML text. The parser ties them to nodes without their places, so the lexer is asked. */
import { Lexer } from 'yaml';
import { lineEnd, lineStart, nextLineStart } from '../text/lines.ts';
import type { Comment } from '../text/suppressions.ts';
import { withNewlines } from './document.ts';

/** What the lexer says between the parts of the text: a document or a scalar begins, a bracket is missing. */
const signals: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
const scalarFollows = '\u001f';

export function yamlComments(source: string): readonly Comment[] {
  const text = withNewlines(source);
  const spans: Comment['span'][] = [];
  let offset = 0;
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    const isScalar = previous === scalarFollows;
    if (!isScalar && token.startsWith('#')) spans.push({ start: offset, end: offset + token.length });
    if (isScalar || !signals.has(token)) offset += token.length;
    previous = isScalar ? '' : token;
  }
  return withLines(text, spans);
}

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
    if (line.trim() !== '' && !/^---\s*$/.test(line)) return { start, end };
  }
  return undefined;
}
