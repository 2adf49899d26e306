/** From the paths of the command line to texts: folders walked, each file once, bytes decoded. */
import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { type DocumentKind, kindOfFile, type Message, mayBeOurs, message, type Text } from '#service/index.ts';
import { texts } from './texts.ts';

export type Input = {
  /** As the user knows it: the path given, or what was found below it. */
  readonly name: string;
  readonly uri: string;
  /** Undefined for a file that only its text can tell. */
  readonly kind: DocumentKind | undefined;
  /** On the command line, so that the user is told when it is not ours after all. */
  readonly isNamed: boolean;
  /** The file behind links; undefined for the standard input. */
  readonly target: string | undefined;
  readonly read: () => Promise<Uint8Array>;
};

/** Inputs in the order of the arguments, with what could not be looked at between them. */
export type Found = { readonly input: Input } | { readonly problem: Message };

export type InputContext = { readonly cwd: string; readonly stdin: Readable; readonly stdinName: string };

const skippedFolders = new Set(['node_modules', '.git']);

/** `seen` holds real paths, so that a file named twice is checked once. */
export async function* findInputs(operands: readonly string[], context: InputContext): AsyncGenerator<Found> {
  const seen = new Set<string>();
  for (const operand of operands) {
    if (operand !== '-') yield* givenPath(operand, context, seen);
    else if (!seen.has('-')) {
      seen.add('-');
      yield stdinInput(context);
    }
  }
}

function stdinInput({ cwd, stdin, stdinName }: InputContext): Found {
  const kind = kindOfGiven(stdinName);
  const uri = uriOf(cwd, stdinName);
  if (kind === undefined && !mayBeOurs(uri)) return { problem: message(texts.notOurs, { path: stdinName }) };
  return { input: { name: stdinName, uri, kind, isNamed: true, target: undefined, read: () => readAll(stdin) } };
}

async function* givenPath(name: string, context: InputContext, seen: Set<string>): AsyncGenerator<Found> {
  try {
    if ((await stat(path.resolve(context.cwd, name))).isDirectory()) yield* folder(name, context.cwd, seen);
    else yield* file({ name, kind: kindOfGiven(name), isNamed: true }, context.cwd, seen);
  } catch (error) {
    yield { problem: readProblem(name, error) };
  }
}

/** Links to folders are not followed, as `grep -r` does it: that ends loops and stays below the path given. */
async function* folder(name: string, cwd: string, seen: Set<string>): AsyncGenerator<Found> {
  try {
    const entries = await readdir(path.resolve(cwd, name), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const below = path.join(name, entry.name);
      const kind = kindOfFile(entry.name);
      const isCandidate = kind !== undefined || mayBeOurs(uriOf(cwd, below));
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) yield* folder(below, cwd, seen);
      else if (isCandidate && (await isFile(entry, path.resolve(cwd, below))))
        yield* file({ name: below, kind, isNamed: false }, cwd, seen);
    }
  } catch (error) {
    yield { problem: readProblem(name, error) };
  }
}

/** A link that leads nowhere counts as a file, so that reading it tells the user. */
async function isFile(entry: Dirent, full: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  const target = await stat(full).catch(() => undefined);
  return target === undefined || target.isFile();
}

type FileFound = Pick<Input, 'name' | 'kind' | 'isNamed'>;

async function* file(found: FileFound, cwd: string, seen: Set<string>): AsyncGenerator<Found> {
  const { name, kind } = found;
  const full = path.resolve(cwd, name);
  const real = await realpath(full).catch(() => full);
  if (seen.has(real)) return;
  seen.add(real);
  const uri = uriOf(cwd, name);
  if (kind === undefined && !mayBeOurs(uri)) yield { problem: message(texts.notOurs, { path: name }) };
  else yield { input: { ...found, uri, target: real, read: () => readFile(full) } };
}

/** A file that was named is checked as `dhis.conf` also when it is called `production.conf`. */
function kindOfGiven(name: string): DocumentKind | undefined {
  const base = path.basename(name);
  return kindOfFile(base) ?? (/\.(?:conf|properties)$/i.test(base) ? 'dhis-conf' : undefined);
}

function uriOf(cwd: string, name: string): string {
  return pathToFileURL(path.resolve(cwd, name)).href;
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks);
}

const problemOf: { readonly [code: string]: Text } = {
  ENOENT: texts.notFound,
  ENOTDIR: texts.notFound,
  EACCES: texts.forbidden,
  EPERM: texts.forbidden,
};

export function readProblem(name: string, error: unknown): Message {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return message(problemOf[code] ?? texts.unreadable, { path: name, code });
}
