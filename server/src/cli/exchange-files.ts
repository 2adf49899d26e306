/** Files that `import` and `export` read and make. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Exchanged, type Message, message } from '#service/index.ts';
import { decode } from './encoding.ts';
import { exchangeTexts } from './exchange-texts.ts';
import { readProblem } from './inputs.ts';
import type { Io } from './io.ts';

export async function readText(file: string, name: string, tell: (problem: Message) => void): Promise<string | undefined> {
  try {
    return decode(await readFile(file));
  } catch (error) {
    tell(readProblem(name, error));
    return undefined;
  }
}

type Target = { readonly folder: string | undefined; readonly mode: number };

/** Into the folder, or to the standard output without one. A file that is there stays as it is: people edit it by hand. */
export async function writeResult(
  { files }: Exchanged,
  { folder, mode }: Target,
  io: Io,
  tell: (problem: Message) => void,
): Promise<boolean> {
  if (folder === undefined) {
    io.stdout.write(files.map(({ text }) => text).join('\n'));
    return true;
  }
  for (const { path: below, text } of files) {
    const name = path.join(folder, below);
    const file = path.resolve(io.cwd, name);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx', mode });
    } catch (error) {
      tell(isThere(error) ? message(exchangeTexts.isThere, { path: name }) : message(exchangeTexts.notWritten, { path: name }));
      return false;
    }
    tell(message(exchangeTexts.written, { path: name }));
  }
  return true;
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';
