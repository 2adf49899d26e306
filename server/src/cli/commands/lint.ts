/** `dhis2-hosting lint`: the findings of the editor, in a terminal or a pipeline. */
import { fileURLToPath } from 'node:url';
import {
  createLanguageService,
  knownReleases,
  type Locale,
  type Message,
  message,
  parseVersion,
  releaseOf,
  render,
  type Severity,
  severities,
  TextDocument,
} from '#service/index.ts';
import { createHost } from '../host.ts';
import { decode, findInputs, type Input, readProblem } from '../inputs.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { ParsedArguments } from '../parse-arguments.ts';
import { reportJson } from '../reporters/json.ts';
import type { FileReport, Reporter } from '../reporters/report.ts';
import { reportText } from '../reporters/text.ts';
import { texts } from '../texts.ts';

const reporters: { readonly [format: string]: Reporter } = { text: reportText, json: reportJson };

export async function lint({ values, operands }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  const complain = (problem: Message) => io.stderr.write(`${render(problem, locale)}\n`);
  const version = values.get('dhis2-version') ?? '';
  const wrong = wrongUse(operands, version);
  if (wrong !== undefined) {
    complain(wrong);
    return exitCodes.cannotRun;
  }

  let isComplete = true;
  const miss = (problem: Message) => {
    isComplete = false;
    complain(problem);
  };
  const inputs: Input[] = [];
  const context = { cwd: io.cwd, stdin: io.stdin, stdinName: values.get('stdin-name') ?? '' };
  for await (const found of findInputs(operands, context)) {
    if ('problem' in found) miss(found.problem);
    else inputs.push(found.input);
  }
  const manifests = inputs.filter(({ kind }) => kind === 'hosting-manifest').map(({ uri }) => fileURLToPath(uri));
  const service = createLanguageService(createHost(locale, { dhis2Version: version, cwd: io.cwd, manifests }, miss));
  const files: FileReport[] = [];
  for (const input of inputs) {
    const document = await openInput(input, miss);
    if (document !== undefined) files.push({ name: input.name, document, findings: service.findings(document) });
  }

  const report = reporters[values.get('format') ?? ''] ?? reportText;
  const colour = io.stdout.isTTY === true && !io.env['NO_COLOR'];
  io.stdout.write(report(files, { locale, colour }));
  if (!isComplete) return exitCodes.cannotRun;
  return fails(files, values.get('fail-on') ?? '') ? exitCodes.findings : exitCodes.fine;
}

function wrongUse(operands: readonly string[], version: string): Message | undefined {
  if (operands.length === 0) return message(texts.noPath);
  const releases: readonly string[] = knownReleases;
  const parsed = parseVersion(version);
  if (version === '' || (parsed !== undefined && releases.includes(releaseOf(parsed)))) return undefined;
  return message(texts.unknownVersion, { version, releases: releases.join(', ') });
}

async function openInput({ name, uri, kind, read }: Input, miss: (problem: Message) => void): Promise<TextDocument | undefined> {
  try {
    return TextDocument.create(uri, kind, 0, decode(await read()));
  } catch (error) {
    miss(readProblem(name, error));
    return undefined;
  }
}

/** `never` is no severity, so nothing reaches it. */
function fails(files: readonly FileReport[], failOn: string): boolean {
  const order: readonly string[] = severities;
  const limit = order.indexOf(failOn);
  const reaches = (severity: Severity) => order.indexOf(severity) <= limit;
  return files.some(({ findings }) => findings.some(({ severity }) => reaches(severity)));
}
