/**
 * Findings that are known and may stay: a file that names them by path, rule and key, so that it holds while lines move.
 * Paths are told from the folder of the file.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { countEqual, identitiesOf } from './fingerprints.ts';
import type { FileReport } from './reporters/report.ts';

/** Path to rule to keys; a key stands as often as it has such findings. */
type Findings = { readonly [file: string]: { readonly [rule: string]: readonly string[] } };

const format = 1;

export async function writeBaseline(baseline: string, files: readonly FileReport[]): Promise<number> {
  const findings: Record<string, Record<string, string[]>> = {};
  const named = files.map((file) => ({ name: nameFrom(baseline, file), identities: identitiesOf(file) }));
  for (const { name, identities } of named.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const ofFile: Record<string, string[]> = {};
    for (const { rule, place } of identities.toSorted((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))) {
      ofFile[rule] = [...(ofFile[rule] ?? []), place].sort();
    }
    if (identities.length > 0) findings[name] = ofFile;
  }
  await writeFile(baseline, `${JSON.stringify({ version: format, findings }, undefined, 2)}\n`);
  return named.reduce((sum, { identities }) => sum + identities.length, 0);
}

/** Undefined for a file of another form; throws what the file system throws. */
export async function readBaseline(baseline: string): Promise<Findings | undefined> {
  const text = await readFile(baseline, 'utf8');
  try {
    const data: unknown = JSON.parse(text);
    return isBaseline(data) ? data.findings : undefined;
  } catch {
    return undefined;
  }
}

/** The file without its known findings: of equal ones as many as the baseline holds, from the top. */
export function withoutKnown(file: FileReport, baseline: string, known: Findings): FileReport {
  const ofFile = known[nameFrom(baseline, file)];
  if (ofFile === undefined) return file;
  const identities = identitiesOf(file);
  const ordinals = countEqual(identities, ({ rule, place }) => `${rule}\0${place}`);
  const isNew = (_: unknown, index: number) => {
    const { rule, place } = identities[index] ?? { rule: '', place: '' };
    const count = ofFile[rule]?.filter((one) => one === place).length ?? 0;
    return (ordinals[index] ?? 0) >= count;
  };
  return { ...file, findings: file.findings.filter(isNew) };
}

function nameFrom(baseline: string, { document }: FileReport): string {
  return path.relative(path.dirname(baseline), fileURLToPath(document.uri)).split(path.sep).join('/');
}

function isBaseline(data: unknown): data is { readonly findings: Findings } {
  if (!isObject(data) || data['version'] !== format || !isObject(data['findings'])) return false;
  const isPlaces = (places: unknown) => Array.isArray(places) && places.every((place) => typeof place === 'string');
  return Object.values(data['findings']).every((ofFile) => isObject(ofFile) && Object.values(ofFile).every(isPlaces));
}

function isObject(data: unknown): data is { readonly [name: string]: unknown } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
