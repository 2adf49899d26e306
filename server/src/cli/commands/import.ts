/** `dhis2-hosting import`: the inventory of another tool as a manifest. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { importFile as imported, type Locale, type Message, message, render } from '#service/index.ts';
import { inventoryFiles } from '../../node/inventory-files.ts';
import { decode } from '../encoding.ts';
import { readText, writeResult } from '../exchange-files.ts';
import { exchangeTexts } from '../exchange-texts.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { ParsedArguments } from '../parse-arguments.ts';

export async function importFile({ operands, values }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  const tell = (problem: Message) => io.stderr.write(`${render(problem, locale)}\n`);
  const [name, ...others] = operands;
  if (name === undefined || others.length > 0) {
    tell(message(exchangeTexts.oneToImport));
    return exitCodes.cannotRun;
  }
  const file = path.resolve(io.cwd, name);
  const text = await readText(file, name, tell);
  if (text === undefined) return exitCodes.cannotRun;
  const uri = pathToFileURL(file).href;
  const outcome = imported({ uri, text }, await textsBeside(uri));
  if (outcome === 'unknown' || outcome === 'broken') {
    tell(message(outcome === 'unknown' ? exchangeTexts.notImportable : exchangeTexts.brokenSource, { path: name }));
    return exitCodes.cannotRun;
  }
  const written = await writeResult(outcome, { folder: values.get('output'), mode: 0o644 }, io, tell);
  if (written) for (const note of outcome.notes) tell(note.message);
  return written ? exitCodes.fine : exitCodes.cannotRun;
}

/** A file of variables that cannot be read says nothing; lint tells why. */
async function textsBeside(uri: string): Promise<readonly { readonly uri: string; readonly text: string }[]> {
  const texts = inventoryFiles(uri)
    .filter((beside) => beside !== uri)
    .map(async (beside) => ({ uri: beside, text: decode(await readFile(fileURLToPath(beside)).catch(() => Buffer.alloc(0))) }));
  return Promise.all(texts);
}
