/**
 * l10n/en.json and l10n/fr.json: every text of the product by id, side by side for translators. Nothing reads them at
 * run time. Texts stand in the sources as `{ en: '...', fr: '...' }` beside what they belong to, most of them in tables
 * that no module exports, so they are read from the source; a text that is not written that way stops the generator.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Locale, locales, type Text } from '@dhis2-hosting/server/service';
import { type GeneratedFile, root } from '../generate.ts';
import { manifestTexts } from './contributes.ts';

export type NamedText = Text & { readonly id: string };

const sourceFolders = ['server/src', 'client/src'];

export async function generate(): Promise<readonly GeneratedFile[]> {
  const texts = await allTexts();
  return locales.map((locale) => ({ path: `l10n/${locale}.json`, content: bundle(texts, locale) }));
}

function bundle(texts: readonly NamedText[], locale: Locale): string {
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [text.id, text[locale]])), null, 2)}\n`;
}

/** Sorted by id. */
export async function allTexts(): Promise<readonly NamedText[]> {
  const manifest = Object.entries(manifestTexts).map(([id, text]) => ({ id: `manifest/${id}`, ...text }));
  const schemas = (await jsonFiles('schemas')).flatMap(({ name, data }) => textsOfJson(data, name));
  const sources: NamedText[] = [];
  for (const file of await sourceFiles()) {
    sources.push(...textsOfSource(await readFile(path.join(root, file), 'utf8'), file));
  }
  return [...manifest, ...schemas, ...sources].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function sourceFiles(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of sourceFolders) {
    const names = await readdir(path.join(root, folder), { recursive: true });
    found.push(...names.filter(isSource).map((name) => `${folder}/${name.split(path.sep).join('/')}`));
  }
  // The rows of these files are in the manifest's texts, under the names that package.nls.json gives them.
  return found.filter((file) => !/vscode\/(?:language-)?contributions\.ts$|service\/settings\.ts$/.test(file)).sort();
}

function isSource(name: string): boolean {
  return name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.split(path.sep).includes('generated');
}

/** The texts of the schema that is generated stand in the sources it is made of. */
const isWritten = (name: string) => name.endsWith('.json') && name !== 'lint-settings.schema.json';

async function jsonFiles(folder: string): Promise<readonly { readonly name: string; readonly data: unknown }[]> {
  const names = (await readdir(path.join(root, folder), { recursive: true })).filter(isWritten).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: `${folder}/${name
        .split(path.sep)
        .join('/')
        .replace(/(\.schema)?\.json$/, '')}`,
      data: JSON.parse(await readFile(path.join(root, folder, name), 'utf8')) as unknown,
    })),
  );
}

/** `{ "en": ..., "fr": ... }`, and in schemas `title` with `x-title-fr`. Items of a list go by their key or name. */
export function textsOfJson(value: unknown, id: string): readonly NamedText[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOfJson(item, `${id}.${itemName(item) ?? index}`));
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  const { en, fr } = fields;
  if (typeof en === 'string' && typeof fr === 'string') return [{ id, en, fr }];
  return Object.entries(fields).flatMap(([name, inner]): readonly NamedText[] => {
    const translated = fields[`x-${name.replace(/^x-/, '')}-fr`];
    if (typeof inner === 'string' && typeof translated === 'string') return [{ id: `${id}.${name}`, en: inner, fr: translated }];
    return textsOfJson(inner, `${id}.${name}`);
  });
}

function itemName(item: unknown): string | undefined {
  const fields = typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>) : {};
  const name = fields['key'] ?? fields['id'] ?? fields['name'];
  return typeof name === 'string' ? name : undefined;
}

const literal = ["'", '"', '`'].map((quote) => String.raw`${quote}(?:[^${quote}\\]|\\.)*${quote}`).join('|');
const joined = String.raw`(?:${literal})(?:\s*\+\s*(?:${literal}))*`;
const textPattern = new RegExp(String.raw`\{\s*en:\s*(${joined}),\s*fr:\s*(${joined}),?\s*\}`, 'g');
const unfinished = /\ben:\s*['"`]/g;

/** Throws when an `en: '...'` is not part of a text in both languages written as literals. */
export function textsOfSource(source: string, file: string): readonly NamedText[] {
  const name = file.replace(/^(server|client)\/src\//, '').replace(/\.ts$/, '');
  const matches = [...source.matchAll(textPattern)];
  if (matches.length !== [...source.matchAll(unfinished)].length) {
    throw new Error(`${file}: a text is not written as { en: '...', fr: '...' } with literals only`);
  }
  const taken = new Set<string>();
  return matches.map((match) => {
    const base = `${name}.${nameBefore(source.slice(0, match.index))}`;
    let id = base;
    for (let count = 2; taken.has(id); count++) id = `${base}.${count}`;
    taken.add(id);
    return { id, en: textOf(match[1] ?? ''), fr: textOf(match[2] ?? '') };
  });
}

/** The property or constant a text belongs to, from the code before it. */
function nameBefore(before: string): string {
  const property = /(?:([\w$]+)|'([^']+)'|"([^"]+)"|\[([^\]]+)\])\s*:\s*$/.exec(before);
  const constant = /(?:const\s+)([\w$]+)(?:\s*:[^=]+)?\s*=\s*$/.exec(before);
  const call = /([\w$]+)\(\s*$/.exec(before);
  return property?.[1] ?? property?.[2] ?? property?.[3] ?? property?.[4] ?? constant?.[1] ?? call?.[1] ?? 'text';
}

/** The value of literals joined by `+`; `${...}` of a template stays as it is written. */
function textOf(expression: string): string {
  const parts = expression.match(new RegExp(literal, 'g')) ?? [];
  return parts.map((part) => part.slice(1, -1).replace(/\\(u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|.)/gis, unescaped)).join('');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\n': '' };

function unescaped(_whole: string, escaped: string): string {
  const code = /^(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))$/i.exec(escaped);
  const digits = code?.[1] ?? code?.[2] ?? code?.[3];
  return digits === undefined ? (escapes[escaped] ?? escaped) : String.fromCodePoint(Number.parseInt(digits, 16));
}
