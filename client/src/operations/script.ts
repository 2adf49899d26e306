/**
 * A POSIX shell script as a value. It is built from argument words and from constant snippets of our own that get
 * their arguments as quoted words; there is no way to make one from text that was put together, so nothing of a
 * workspace is ever read as shell.
 */
import { commandLine } from './command.ts';

declare const made: unique symbol;

export type Script = { readonly text: string; readonly [made]: true };

/** A word must be shorter than this: Linux takes no longer argument (MAX_ARG_STRLEN is 128 KiB). */
export const longestWord = 120_000;

const script = (text: string): Script => ({ text }) as Script;

/** One command. */
export function run(...words: readonly string[]): Script {
  if (words.length === 0 || words[0] === '') throw new RangeError('A command needs a name.');
  if (words.some((word) => word.length > longestWord)) throw new RangeError('A word is too long for an argument.');
  return script(commandLine(words));
}

/** A constant of ours with its arguments as `$1`, `$2`, ... It ends at its first failing command and at an unset variable. */
export function snippet(name: string, body: string, ...args: readonly string[]): Script {
  return run('/bin/sh', '-euc', body, name, ...args);
}

/** Each after the one before, until one fails. */
export function all(...parts: readonly Script[]): Script {
  return script(parts.map(grouped).join(' && '));
}

/** The first one that succeeds. */
export function any(...parts: readonly Script[]): Script {
  return script(parts.map(grouped).join(' || '));
}

/** On its standard input: the shell itself prints it, so that it is in no list of processes. */
export function withInput(text: string, part: Script): Script {
  if (text.length > longestWord) throw new RangeError('Too long for a shell to print.');
  return script(`${commandLine(['printf', '%s', text])} | ${grouped(part)}`);
}

/** As this user, with that user's rights and nothing of root's environment. */
export function asUser(user: string, part: Script): Script {
  return run('runuser', '--user', user, '--', '/usr/bin/env', '-i', fixedPath, '/bin/sh', '-euc', part.text);
}

/** What every script of ours finds, whatever the login's profile says. */
export const fixedPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function grouped({ text }: Script): string {
  return `{ ${text}; }`;
}
