/**
 * Reads OpenSSH client configuration into a tree with its Includes expanded. The package `ssh-config` only parses
 * here: its `compute()` would run the command of a `Match exec` (seen with 5.3.0).
 */
import { type Directive, type Line, parse } from 'ssh-config';
import { matchesWildcard } from './wildcard.ts';

export type SshConfigNode =
  | { readonly kind: 'option'; readonly name: string; readonly words: readonly string[] }
  | { readonly kind: 'host'; readonly patterns: readonly string[]; readonly body: readonly SshConfigNode[] }
  | { readonly kind: 'match'; readonly words: readonly string[]; readonly body: readonly SshConfigNode[] }
  | { readonly kind: 'include'; readonly body: readonly SshConfigNode[] };

/** How files are reached; absolute paths with `/`. */
export type SshConfigReader = {
  /** Undefined when there is no such file. */
  read(file: string): Promise<string | undefined>;
  /** Names in a folder; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
};

export type SshConfigSource = {
  readonly file: string;
  /** Where relative Includes are looked for: ~/.ssh for the user's file, /etc/ssh for the system's. */
  readonly includeRoot: string;
};

/** `man ssh_config`: an Include may itself include, up to this depth. */
const maxIncludeDepth = 16;

export class SshConfigSyntaxError extends Error {
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'SshConfigSyntaxError';
    this.file = file;
  }
}

export async function loadSshConfig(
  sources: readonly SshConfigSource[],
  home: string,
  reader: SshConfigReader,
): Promise<readonly SshConfigNode[]> {
  const trees = await Promise.all(sources.map((source) => loadFile(source.file, { root: source.includeRoot, home, reader, depth: 0 })));
  return trees.map((body): SshConfigNode => ({ kind: 'include', body }));
}

type Place = { readonly root: string; readonly home: string; readonly reader: SshConfigReader; readonly depth: number };

async function loadFile(file: string, place: Place): Promise<readonly SshConfigNode[]> {
  const text = await place.reader.read(file);
  if (text === undefined) return [];
  let lines: readonly Line[];
  try {
    lines = parse(text);
  } catch (error) {
    throw new SshConfigSyntaxError(file, error);
  }
  return await loadLines(lines, place);
}

async function loadLines(lines: readonly Line[], place: Place): Promise<readonly SshConfigNode[]> {
  const nodes: SshConfigNode[] = [];
  for (const line of lines) {
    if (!('param' in line)) continue;
    const name = line.param.toLowerCase();
    const words = wordsOf(line);
    const body = 'config' in line ? await loadLines(line.config, place) : [];
    if (name === 'host') nodes.push({ kind: 'host', patterns: words, body });
    else if (name === 'match') nodes.push({ kind: 'match', words, body });
    else if (name === 'include') nodes.push(...(await loadIncludes(words, place)));
    else nodes.push({ kind: 'option', name, words });
  }
  return nodes;
}

function wordsOf(line: Directive): readonly string[] {
  if (typeof line.value === 'string') return line.quoted === true ? [line.value] : line.value.split(/\s+/).filter((word) => word !== '');
  return line.value.map((word) => word.val);
}

async function loadIncludes(patterns: readonly string[], place: Place): Promise<readonly SshConfigNode[]> {
  if (place.depth >= maxIncludeDepth) return [];
  const nodes: SshConfigNode[] = [];
  for (const pattern of patterns) {
    const absolute = pattern.startsWith('~/') ? place.home + pattern.slice(1) : isAbsolute(pattern) ? pattern : `${place.root}/${pattern}`;
    for (const file of await expandGlob(absolute.replaceAll('\\', '/'), place.reader)) {
      nodes.push({ kind: 'include', body: await loadFile(file, { ...place, depth: place.depth + 1 }) });
    }
  }
  return nodes;
}

function isAbsolute(file: string): boolean {
  return file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file);
}

/** Files that match, sorted in each folder as glob(3) does. Hidden names need a pattern that begins with a dot. */
async function expandGlob(pattern: string, reader: SshConfigReader): Promise<readonly string[]> {
  const [first = '', ...rest] = pattern.split('/');
  let found: readonly string[] = [first];
  for (const part of rest) {
    if (!/[*?]/.test(part)) {
      found = found.map((base) => `${base}/${part}`);
      continue;
    }
    const listed = await Promise.all(
      found.map(async (base) => {
        const names = (await reader.list(base === '' ? '/' : base)).filter((name) => name.startsWith('.') === part.startsWith('.'));
        return names.filter((name) => matchesWildcard(name, part)).map((name) => `${base}/${name}`);
      }),
    );
    found = listed.flatMap((files) => files.sort());
  }
  return found;
}
