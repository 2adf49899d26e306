/** The licences of the packages whose code is in the bundles: they ask to be handed on with it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** Folders of the packages, one below another package's among them. */
function bundledPackages({ inputs }: Pick<Metafile, 'inputs'>): readonly string[] {
  const folders = Object.keys(inputs).flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

export async function noticesOf(root: string, meta: Pick<Metafile, 'inputs'>): Promise<string> {
  const notices = await Promise.all(bundledPackages(meta).map((folder) => noticeOf(path.join(root, folder))));
  return `Code of these packages is part of DHIS2 Hosting.\n\n${[...new Set(notices)].join('\n')}`;
}

type Author = string | { readonly name: string };

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly author?: Author | Author[];
  readonly license?: string;
  /** How packages said it before there was `license`. */
  readonly licenses?: readonly { readonly type: string }[];
};

async function noticeOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, author, licenses = [], license = licenses.map(({ type }) => type).join(', ') } = manifest;
  const by = [author].flat().map((one) => (typeof one === 'string' ? one : one?.name));
  const file = (await readdir(folder)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  const text = file === undefined ? by.join('\n') : await readFile(path.join(folder, file), 'utf8');
  return `--- ${name} ${version} (${license}) ---\n\n${text.trim()}\n`;
}
