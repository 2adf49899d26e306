/** `dhis2-hosting export`: a manifest as the inventory of another tool. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { exportInventory, type Locale, type ManifestText, type Message, message, readManifests, render } from '#service/index.ts';
import { readText, writeResult } from '../exchange-files.ts';
import { exchangeTexts } from '../exchange-texts.ts';
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
  // The mode that dhis2-server-tools forces: inventories may hold passwords later.
  const written = await writeResult(exchanged, { folder: values.get('output'), mode: 0o600 }, io, tell);
  if (written) for (const note of exchanged.notes) tell(note.message);
  return written ? exitCodes.fine : exitCodes.cannotRun;
}
