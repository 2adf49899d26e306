/** Which files are ours, and one parse for each version of a document, shared by all features. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type ConfFile, readConfFile } from './languages/conf-file.ts';
import { type LintSettingsFile, readLintSettingsFile } from './languages/lint-settings-file.ts';
import { type ManifestFile, readManifestFile } from './languages/manifest-file.ts';
import { lintSettingsName } from './lint-settings/lint-settings.ts';

export type Parsed = ConfFile | ManifestFile | LintSettingsFile;

export type DocumentKind = Parsed['kind'];

/** `dhis.conf`, its copies for examples, templates and backups, and `<name>.dhis.conf`. */
const confName = /^(?:.+\.)?dhis\.conf(?:\.[\w-]+)?$/i;
const manifestName = /^(?:.+\.)?dhis2-hosting\.ya?ml$/i;

/** Judged by the file name alone; `undefined` for a file that is not ours. */
export function kindOfFile(fileName: string): DocumentKind | undefined {
  if (manifestName.test(fileName)) return 'hosting-manifest';
  if (fileName === lintSettingsName) return 'lint-settings';
  return confName.test(fileName) ? 'dhis-conf' : undefined;
}

export function kindOf(document: TextDocument): DocumentKind | undefined {
  if (document.languageId === 'dhis-conf') return 'dhis-conf';
  return kindOfFile(baseName(document.uri));
}

function baseName(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export type DocumentCache = (document: TextDocument) => Parsed | undefined;

/** The cache lives and dies with the document objects, so closing a file frees its parse. */
export function createDocumentCache(): DocumentCache {
  const cache = new WeakMap<TextDocument, { readonly version: number; readonly parsed: Parsed | undefined }>();
  return (document) => {
    const known = cache.get(document);
    if (known?.version === document.version) return known.parsed;
    // Forgotten first: the next parse takes parts of the last one over, which is of no use afterwards.
    cache.delete(document);
    const parsed = parse(document, known?.parsed);
    cache.set(document, { version: document.version, parsed });
    return parsed;
  };
}

function parse(document: TextDocument, before: Parsed | undefined): Parsed | undefined {
  const text = document.getText();
  switch (kindOf(document)) {
    case 'dhis-conf':
      return readConfFile(text, before?.kind === 'dhis-conf' ? before : undefined);
    case 'hosting-manifest':
      return readManifestFile(text);
    case 'lint-settings':
      return readLintSettingsFile(text);
    case undefined:
      return undefined;
  }
}
