/** Argument words to one command line for a remote shell. The only place of the product that quotes. */

const plainWord = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word as every POSIX shell reads it back. Throws on NUL, which no argument can hold. */
export function quoteWord(word: string): string {
  if (word.includes('\0')) throw new RangeError('An argument cannot hold a NUL character.');
  return plainWord.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`;
}

export function commandLine(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

/**
 * Runs a script with arguments in /bin/sh, whatever the login shell is. The script is sent as one line without single
 * quotes or backslashes, because csh and fish read those differently from sh even inside single quotes.
 */
export function shellScript(script: string, name: string, args: readonly string[]): string {
  const line = script
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
  if (/['\\]/.test(line)) throw new RangeError(`The script ${name} holds a single quote or a backslash.`);
  return `/bin/sh -c '${line}' ${commandLine([name, ...args])}`;
}
