/**
 * Words of a host line as Python's `shlex` takes them apart: blanks separate, quotes and backslashes hold together and
 * vanish, `#` begins a comment wherever it stands outside of quotes.
 */
import type { Span } from '../findings.ts';

export type ShellWord = {
  readonly text: string;
  /** Quotes included. */
  readonly span: Span;
  /** The first `=`: its index in the text, and where it stands in the source. */
  readonly equals: Equals | undefined;
};

export type Equals = { readonly index: number; readonly place: number };

export type ShellWords = {
  readonly words: readonly ShellWord[];
  readonly comment: Span | undefined;
  /** Without a partner: Ansible reads nothing of the file. */
  readonly unclosed: { readonly kind: 'quote' | 'backslash'; readonly span: Span } | undefined;
};

const isBlank = (character: string): boolean => character === ' ' || character === '\t' || character === '\r' || character === '\n';

type Builder = { text: string; equals: Equals | undefined; readonly start: number };

export function readShellWords(source: string, { start, end }: Span): ShellWords {
  const words: ShellWord[] = [];
  let word: Builder | undefined;
  let at = start;
  const begin = (): Builder => (word ??= { text: '', equals: undefined, start: at });
  const finish = () => {
    if (word !== undefined) words.push({ text: word.text, equals: word.equals, span: { start: word.start, end: at } });
    word = undefined;
  };
  while (at < end) {
    const character = source.charAt(at);
    if (isBlank(character)) {
      finish();
      at++;
    } else if (character === '#') {
      finish();
      return { words, comment: { start: at, end }, unclosed: undefined };
    } else if (character === '\\') {
      const into = begin();
      if (at + 1 >= end) return { words, comment: undefined, unclosed: { kind: 'backslash', span: { start: at, end } } };
      put(into, source.charAt(at + 1), at + 1);
      at += 2;
    } else if (character === '"' || character === "'") {
      const close = readQuoted(source, at, end, begin());
      if (close === undefined) return { words, comment: undefined, unclosed: { kind: 'quote', span: { start: at, end } } };
      at = close;
    } else {
      put(begin(), character, at);
      at++;
    }
  }
  finish();
  return { words, comment: undefined, unclosed: undefined };
}

function put(into: Builder, character: string, place: number): void {
  if (character === '=') into.equals ??= { index: into.text.length, place };
  into.text += character;
}

/** Offset behind the closing quote; undefined without one. Only double quotes know a backslash, before `"` and itself. */
function readQuoted(source: string, open: number, end: number, into: Builder): number | undefined {
  const quote = source.charAt(open);
  for (let at = open + 1; at < end; at++) {
    const character = source.charAt(at);
    if (character === quote) return at + 1;
    const next = source.charAt(at + 1);
    if (quote === '"' && character === '\\' && at + 1 < end && (next === '"' || next === '\\')) at++;
    put(into, source.charAt(at), at);
  }
  return undefined;
}
