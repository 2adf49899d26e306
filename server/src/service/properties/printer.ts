/** Writes new keys and values so that Java reads them back. */

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
