/**
 * A JSON text as tokens. What is not JSON but meant as a part of it (other quotes, words without any, comments) is a token
 * too, with its problem. Never throws, linear in the text.
 */
import type { Span } from '../findings.ts';
import type { JsonProblem } from './json-file.ts';

export type JsonToken = {
  readonly kind: '{' | '}' | '[' | ']' | ':' | ',' | 'string' | 'word';
  readonly span: Span;
  /** What a string says, or a word as it stands. */
  readonly text: string;
};

/** More than anyone reads; a text with more of them is no JSON. */
const mostProblems = 100;

/** Typed by word processors and in other languages. */
const closingQuotes: { readonly [opening: string]: string } = { "'": "'", '“': '”“', '”': '”', '„': '“”', '‘': '’', '’': '’', '`': '`' };

const blank = /[ \t\r\n]/;
const wordEnd = /[\s{}[\]:,"]/;

type Scanner = {
  readonly text: string;
  readonly tell: (problem: JsonProblem) => void;
  /** Where the line of an offset ends; asked for offsets in rising order. */
  readonly lineEnd: (offset: number) => number;
};

export function jsonTokens(text: string): { readonly tokens: readonly JsonToken[]; readonly problems: JsonProblem[] } {
  const tokens: JsonToken[] = [];
  const problems: JsonProblem[] = [];
  let known = -1;
  const scanner: Scanner = {
    text,
    tell: (problem) => void (problems.length < mostProblems && problems.push(problem)),
    lineEnd(offset) {
      if (known < offset) for (known = offset; known < text.length && text[known] !== '\n' && text[known] !== '\r'; ) known++;
      return known;
    },
  };
  // A byte order mark is skipped by readers.
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (blank.test(char)) at++;
    else if (isCommentAt(text, at)) at = skipComment(scanner, at);
    else {
      const token = tokenAt(scanner, char, at);
      tokens.push(token);
      at = token.span.end;
    }
  }
  return { tokens, problems };
}

function tokenAt(scanner: Scanner, char: string, at: number): JsonToken {
  if (isPunctuation(char)) return { kind: char, span: { start: at, end: at + 1 }, text: char };
  if (char === '"') return quoted(scanner, at);
  return Object.hasOwn(closingQuotes, char) ? otherQuoted(scanner, at) : word(scanner, at);
}

const isPunctuation = (char: string): char is '{' | '}' | '[' | ']' | ':' | ',' => '{}[]:,'.includes(char);

const isCommentAt = (text: string, at: number): boolean => text[at] === '#' || (text[at] === '/' && /[/*]/.test(text[at + 1] ?? ''));

function skipComment({ text, tell, lineEnd }: Scanner, start: number): number {
  const isBlock = text.startsWith('/*', start);
  const close = isBlock ? text.indexOf('*/', start + 2) : -1;
  const line = lineEnd(start);
  const end = isBlock ? (close < 0 ? text.length : close + 2) : line;
  const mend = { edits: [{ span: { start, end }, newText: '' }], isCertain: false };
  tell({ kind: 'comment', span: { start, end: Math.min(end, line) }, mend });
  return end;
}

const escapes: { readonly [letter: string]: string } = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function quoted(scanner: Scanner, start: number): JsonToken {
  const { text, tell, lineEnd } = scanner;
  const line = lineEnd(start);
  let value = '';
  let at = start + 1;
  while (at < line) {
    const char = text[at] ?? '';
    if (char === '"') return { kind: 'string', span: { start, end: at + 1 }, text: value };
    if (char === '\\') {
      const written = escapeAt(text, at, line);
      if (written.value === undefined)
        tell({ kind: 'badEscape', span: { start: at, end: written.end }, args: { source: text.slice(at, written.end) } });
      value += written.value ?? text.slice(at + 1, written.end);
      at = written.end;
      continue;
    }
    if (char < ' ') tell(controlCharacter(char, { start: at, end: at + 1 }));
    value += char;
    at++;
  }
  return unclosed(scanner, start);
}

function escapeAt(text: string, at: number, line: number): { readonly value: string | undefined; readonly end: number } {
  const letter = text[at + 1] ?? '';
  const hex = letter === 'u' ? /^[\da-fA-F]{4}/.exec(text.slice(at + 2, at + 6))?.[0] : undefined;
  if (hex !== undefined) return { value: String.fromCharCode(Number.parseInt(hex, 16)), end: at + 6 };
  return { value: Object.hasOwn(escapes, letter) ? escapes[letter] : undefined, end: Math.min(at + 2, line) };
}

function controlCharacter(char: string, span: Span): JsonProblem {
  const code = char === '\t' ? '\\t' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return { kind: 'controlCharacter', span, args: { code }, mend: { edits: [{ span, newText: code }], isCertain: false } };
}

/** Most likely the quote is forgotten behind the value, before the comma or bracket that ends the line. */
function unclosed({ text, tell, lineEnd }: Scanner, start: number): JsonToken {
  let end = lineEnd(start);
  while (end > start + 1 && /[\s,}\]]/.test(text[end - 1] ?? '')) end--;
  const span = { start, end };
  tell({ kind: 'unclosedQuote', span, mend: { edits: [{ span: { start: end, end }, newText: '"' }], isCertain: false } });
  return { kind: 'string', span, text: text.slice(start + 1, end) };
}

function otherQuoted(scanner: Scanner, start: number): JsonToken {
  const { text, tell, lineEnd } = scanner;
  const quote = text[start] ?? '';
  const closing = closingQuotes[quote] ?? quote;
  const line = lineEnd(start);
  let end = start + 1;
  while (end < line && !closing.includes(text[end] ?? '')) end++;
  if (end >= line) return unclosed(scanner, start);
  const value = text.slice(start + 1, end);
  const edits = [
    { span: { start, end: start + 1 }, newText: '"' },
    { span: { start: end, end: end + 1 }, newText: '"' },
  ];
  const span = { start, end: end + 1 };
  tell({ kind: 'wrongQuote', span, args: { quote }, ...(!/["\\]/.test(value) && { mend: { edits, isCertain: true } }) });
  return { kind: 'string', span, text: value };
}

function word({ text }: Scanner, start: number): JsonToken {
  let end = start + 1;
  while (end < text.length && !wordEnd.test(text[end] ?? '')) end++;
  return { kind: 'word', span: { start, end }, text: text.slice(start, end) };
}
