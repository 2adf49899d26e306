/** `--baseline` and `--write-baseline`: what of the findings is left to report. */
import { type Locale, type Message, message } from '#service/index.ts';
import { readBaseline, withoutKnown, writeBaseline } from './baseline.ts';
import { readProblem } from './inputs.ts';
import type { FileReport } from './reporters/report.ts';
import { count } from './reporters/summary.ts';
import { baselineTexts, counted, fixTexts } from './texts.ts';

type Named = { readonly name: string; readonly path: string };

type Outside = {
  readonly locale: Locale;
  readonly tell: (told: Message) => void;
  readonly miss: (problem: Message) => void;
};

export async function applyBaseline(
  files: readonly FileReport[],
  { read, write }: { readonly read: Named | undefined; readonly write: Named | undefined },
  outside: Outside,
): Promise<readonly FileReport[]> {
  if (write !== undefined) return record(files, write, outside);
  return read === undefined ? files : leaveOut(files, read, outside);
}

async function record(
  files: readonly FileReport[],
  { name, path }: Named,
  { locale, tell, miss }: Outside,
): Promise<readonly FileReport[]> {
  try {
    const written = await writeBaseline(path, files);
    tell(message(baselineTexts.written, { path: name, findings: count(counted.findings, written, locale) }));
    return files.map((file) => ({ ...file, findings: [] }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    miss(message(fixTexts.cannotWrite, { path: name, code }));
    return files;
  }
}

async function leaveOut(
  files: readonly FileReport[],
  { name, path }: Named,
  { locale, tell, miss }: Outside,
): Promise<readonly FileReport[]> {
  try {
    const known = await readBaseline(path);
    if (known === undefined) {
      miss(message(baselineTexts.unreadable, { path: name }));
      return files;
    }
    const left = files.map((file) => withoutKnown(file, path, known));
    const omitted = findingsIn(files) - findingsIn(left);
    if (omitted > 0) tell(message(baselineTexts.leftOut, { path: name, findings: count(counted.findings, omitted, locale) }));
    return left;
  } catch (error) {
    miss(readProblem(name, error));
    return files;
  }
}

function findingsIn(files: readonly FileReport[]): number {
  return files.reduce((sum, { findings }) => sum + findings.length, 0);
}
