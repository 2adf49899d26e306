/** Writes properties: a parsed file exactly as it was, and new keys and values so that Java reads them back. */
import type { Span } from '../findings.ts';
import type { PropertiesFile } from './ast.ts';

/**
 * Puts the text together again from its parts: comments, keys, separators, values, and what lies between. Equal to the
 * text only if no two parts overlap, which is what makes it a check of the parser.
 */
export function printProperties(text: string, file: PropertiesFile): string {
  const parts: Span[] = file.comments.map((comment) => comment.span);
  for (const { key, separator, value } of file.entries) parts.push(key.span, separator, value.span);
  parts.sort((a, b) => a.start - b.start || a.end - b.end);
  let printed = '';
  let end = 0;
  for (const part of parts) {
    printed += text.slice(end, part.start) + text.slice(part.start, part.end);
    end = part.end;
  }
  return printed + text.slice(end);
}

/** A new line of the file, without line end. */
export function printEntry(key: string, value: string): string {
  return `${escapeKey(key)} = ${escapeValue(value)}`;
}

/** `#` and `!` start a comment only as the first character. */
export function escapeKey(key: string): string {
  return key.replace(/^[#!]|[\\ =:]|[^ -~]/g, escapeCharacter);
}

/** Right behind every separator, also behind one that is only blanks: hence the escaped `=` and `:` at the start. */
export function escapeValue(value: string): string {
  return value.replace(/^[ =:]|\\|[^ -~]/g, escapeCharacter);
}

const shortEscapes: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' };

/** All that is not ASCII as `\uXXXX`: the server reads ISO-8859-1, the editor likely writes UTF-8, and this suits both. */
function escapeCharacter(character: string): string {
  if (character >= ' ' && character <= '~') return `\\${character}`;
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
