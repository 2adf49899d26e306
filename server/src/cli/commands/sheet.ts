/** `dhis2-hosting sheet`: a plan as a document for people, in Markdown. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createLanguageService,
  kindOfFile,
  type LanguageService,
  type Locale,
  type Message,
  message,
  planningSheetMarkdown,
  render,
} from '#service/index.ts';
import { decode } from '../encoding.ts';
import { exchangeTexts } from '../exchange-texts.ts';
import { createHost } from '../host.ts';
import { readProblem } from '../inputs.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import { createManifests } from '../manifests.ts';
import type { ParsedArguments } from '../parse-arguments.ts';

export async function writeSheet({ operands }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  const tell = (problem: Message) => io.stderr.write(`${render(problem, locale)}\n`);
  const [first] = operands;
  if (first === undefined) {
    tell(message(exchangeTexts.nothingToShow));
    return exitCodes.cannotRun;
  }
  const files = operands.map((name) => path.resolve(io.cwd, name));
  const texts: string[] = [];
  for (const [i, name] of operands.entries()) {
    const text = await textOf(name, files[i] ?? name);
    if (typeof text !== 'string') {
      tell(text);
      return exitCodes.cannotRun;
    }
    texts.push(text);
  }
  const manifests = createManifests(files, (manifest) => service.namedConfs(manifest));
  const host = createHost(locale, { dhis2Version: '', cwd: io.cwd, manifests, encodingOf: () => undefined }, tell);
  const service: LanguageService = createLanguageService(host);
  const document = manifests.documentOf(pathToFileURL(files[0] ?? first).href, 'hosting-manifest', texts[0] ?? '');
  const sheet = service.planningSheet(document);
  if (sheet === undefined) return exitCodes.cannotRun;
  io.stdout.write(planningSheetMarkdown(sheet, locale));
  return exitCodes.fine;
}

/** What is wrong with the file, if it cannot be taken. */
async function textOf(name: string, file: string): Promise<string | Message> {
  if (kindOfFile(path.basename(file)) !== 'hosting-manifest') return message(exchangeTexts.noManifest, { path: name });
  try {
    return decode(await readFile(file));
  } catch (error) {
    return readProblem(name, error);
  }
}
