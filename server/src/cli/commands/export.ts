/** `dhis2-hosting export`: a manifest as the inventory of another tool. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Exchanged,
  exportInventory,
  type Locale,
  type ManifestText,
  type Message,
  message,
  readManifests,
  render,
} from '#service/index.ts';
import { decode } from '../encoding.ts';
import { exchangeTexts } from '../exchange-texts.ts';
import { readProblem } from '../inputs.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { ParsedArguments } from '../parse-arguments.ts';

export async function exportManifest({ operands, values }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  const tell = (problem: Message) => io.stderr.write(`${render(problem, locale)}\n`);
  if (operands.length === 0) {
    tell(message(exchangeTexts.nothingToExport));
    return exitCodes.cannotRun;
  }
  const texts: ManifestText[] = [];
  for (const name of operands) {
    const text = await readText(path.resolve(io.cwd, name), name, tell);
    if (text === undefined) return exitCodes.cannotRun;
    texts.push({ uri: pathToFileURL(path.resolve(io.cwd, name)).href, text });
  }
  // What has a mistake would be missing from the result without a word.
  const broken = readManifests(texts).findIndex(({ problems }) => problems.length > 0);
  if (broken >= 0) {
    tell(message(exchangeTexts.brokenManifest, { path: operands[broken] ?? '' }));
    return exitCodes.cannotRun;
  }
  const exchanged = exportInventory(texts);
  const written = await writeResult(exchanged, values.get('output'), io, tell);
  if (written) for (const note of exchanged.notes) tell(note.message);
  return written ? exitCodes.fine : exitCodes.cannotRun;
}

async function readText(file: string, name: string, tell: (problem: Message) => void): Promise<string | undefined> {
  try {
    return decode(await readFile(file));
  } catch (error) {
    tell(readProblem(name, error));
    return undefined;
  }
}

/** Into the folder, or to the standard output without one. A file that is there stays as it is: people edit inventories by hand. */
async function writeResult({ files }: Exchanged, folder: string | undefined, io: Io, tell: (problem: Message) => void): Promise<boolean> {
  if (folder === undefined) {
    io.stdout.write(files.map(({ text }) => text).join('\n'));
    return true;
  }
  for (const { path: below, text } of files) {
    const name = path.join(folder, below);
    const file = path.resolve(io.cwd, name);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      // The mode that dhis2-server-tools forces: inventories may hold passwords later.
      await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      tell(isThere(error) ? message(exchangeTexts.isThere, { path: name }) : message(exchangeTexts.notWritten, { path: name }));
      return false;
    }
    tell(message(exchangeTexts.written, { path: name }));
  }
  return true;
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';
