/** `dhis2-hosting lint`: the findings of the editor, in a terminal or a pipeline; with `--fix` it mends what it can. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createLanguageService,
  type LanguageService,
  type Locale,
  type Message,
  message,
  render,
  type Severity,
  severities,
} from '#service/index.ts';
import { applyBaseline } from '../apply-baseline.ts';
import { checkInput, type FixMode } from '../check-input.ts';
import { checkoutFolder } from '../checkout.ts';
import { createCheckoutManifests } from '../checkout-manifests.ts';
import type { Encoding } from '../encoding.ts';
import { createHost } from '../host.ts';
import { findInputs, type Input } from '../inputs.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import { createManifests } from '../manifests.ts';
import type { ParsedArguments } from '../parse-arguments.ts';
import { reportGithub } from '../reporters/github.ts';
import { reportGitlab } from '../reporters/gitlab.ts';
import { reportJson } from '../reporters/json.ts';
import { reportJunit } from '../reporters/junit.ts';
import type { FileReport, Reporter } from '../reporters/report.ts';
import { reportSarif } from '../reporters/sarif.ts';
import { count } from '../reporters/summary.ts';
import { reportText } from '../reporters/text.ts';
import { counted, fixTexts, texts } from '../texts.ts';
import { versionProblem } from '../version-option.ts';

const reporters: { readonly [format: string]: Reporter } = {
  text: reportText,
  json: reportJson,
  sarif: reportSarif,
  github: reportGithub,
  gitlab: reportGitlab,
  junit: reportJunit,
};

export async function lint({ values, switches, operands }: ParsedArguments, io: Io, locale: Locale): Promise<ExitCode> {
  const version = values.get('dhis2-version') ?? '';
  const problems: Message[] = [];
  const tell = (told: Message) => io.stderr.write(`${render(told, locale)}\n`);
  const miss = (problem: Message) => {
    problems.push(problem);
    tell(problem);
  };
  const wrong = operands.length === 0 ? message(texts.noPath) : versionProblem(version);
  if (wrong !== undefined) {
    tell(wrong);
    return exitCodes.cannotRun;
  }

  const inputs = await collectInputs(operands, values, io, miss);
  const manifestFiles = inputs.filter(({ kind }) => kind === 'hosting-manifest').map(({ uri }) => fileURLToPath(uri));
  const manifests = createManifests(manifestFiles, (manifest) => service.namedConfs(manifest), createCheckoutManifests());
  const encodings = new Map<string, Encoding>();
  const encodingOf = (uri: string) => encodings.get(uri);
  const noteEncoding = (uri: string, encoding: Encoding) => void encodings.set(uri, encoding);
  const given = { dhis2Version: version, cwd: io.cwd, manifests, encodingOf };
  const service: LanguageService = createLanguageService(createHost(locale, given, miss));
  const mode: FixMode = switches.has('diff') ? 'show' : switches.has('fix') ? 'write' : 'none';
  const checked: FileReport[] = [];
  const fixed = { files: 0, count: 0 };
  for (const input of inputs) {
    const result = await checkInput(service, input, mode, { stdout: io.stdout, miss, noteEncoding, manifests });
    if (result === undefined) continue;
    checked.push(result.report);
    fixed.files += result.fixes > 0 ? 1 : 0;
    fixed.count += result.fixes;
  }
  if (mode === 'write' && fixed.count > 0) {
    tell(message(fixTexts.fixed, { fixes: count(counted.fixes, fixed.count, locale), files: count(counted.files, fixed.files, locale) }));
  }
  const files = await applyBaseline(checked, baselineOptions(values, io), { locale, tell, miss });

  const fails = reaches(values.get('fail-on') ?? '');
  const report = reporters[values.get('format') ?? ''] ?? reportText;
  const output = isOutputTaken(mode, inputs) ? io.stderr : io.stdout;
  const colour = 'isTTY' in output && output.isTTY === true && !io.env['NO_COLOR'];
  output.write(report(files, { locale, colour, checkout: checkoutFolder(io), fails, problems }));
  if (problems.length > 0) return exitCodes.cannotRun;
  const isUnfixed = mode === 'show' && fixed.count > 0;
  return isUnfixed || files.some(({ findings }) => findings.some(({ severity }) => fails(severity))) ? exitCodes.findings : exitCodes.fine;
}

async function collectInputs(
  operands: readonly string[],
  values: ParsedArguments['values'],
  io: Io,
  miss: (problem: Message) => void,
): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for await (const found of findInputs(operands, { cwd: io.cwd, stdin: io.stdin, stdinName: values.get('stdin-name') ?? '' })) {
    if ('problem' in found) miss(found.problem);
    else inputs.push(found.input);
  }
  return inputs;
}

function baselineOptions(values: ParsedArguments['values'], { cwd }: Io) {
  const pathOf = (option: string) => {
    const name = values.get(option);
    return name === undefined ? undefined : { name, path: path.resolve(cwd, name) };
  };
  return { read: pathOf('baseline'), write: pathOf('write-baseline') };
}

/** A diff or a mended standard input stands alone on the standard output. */
function isOutputTaken(mode: FixMode, inputs: readonly Input[]): boolean {
  return mode === 'show' || (mode === 'write' && inputs.some(({ target }) => target === undefined));
}

/** `never` is no severity, so nothing reaches it. */
function reaches(failOn: string): (severity: Severity) => boolean {
  const order: readonly string[] = severities;
  const limit = order.indexOf(failOn);
  return (severity) => order.indexOf(severity) <= limit;
}
