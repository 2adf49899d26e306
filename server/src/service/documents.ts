/** Which files are ours, and one parse for each version of a document, shared by all features. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isServerToolsInventory, isServerToolsVars } from './inventory/recognise.ts';
import { inventoryPath } from './inventory/vars-path.ts';
import { type ConfFile, readConfFile } from './languages/conf-file.ts';
import { type ContainersFile, readContainersFile } from './languages/containers-file.ts';
import { type LintSettingsFile, readLintSettingsFile } from './languages/lint-settings-file.ts';
import { type ManifestFile, readManifestFile } from './languages/manifest-file.ts';
import { readServerToolsInventory, readServerToolsVars, type ServerToolsFile } from './languages/server-tools-file.ts';
import { lintSettingsName } from './lint-settings/lint-settings.ts';
import { unescaped } from './text/unescaped.ts';
import { isContainersFile, mayBeContainers } from './tools-ng/recognise.ts';

export type Parsed = ConfFile | ManifestFile | LintSettingsFile | ServerToolsFile | ContainersFile;

export type DocumentKind = Parsed['kind'];

/** `dhis.conf`, its copies for examples, templates and backups, and `<name>.dhis.conf`. */
const confName = /^(?:.+\.)?dhis\.conf(?:\.[\w-]+)?$/i;
const manifestName = /^(?:.+\.)?dhis2-hosting\.ya?ml$/i;

/** Judged by the file name alone; `undefined` for a file that is not ours, or that only its text can tell. */
export function kindOfFile(fileName: string): DocumentKind | undefined {
  if (manifestName.test(fileName)) return 'hosting-manifest';
  if (fileName === lintSettingsName) return 'lint-settings';
  return confName.test(fileName) ? 'dhis-conf' : undefined;
}

/** By path or address: ours, or a file whose text may show that it is. */
export function mayBeOurs(path: string): boolean {
  return kindByName(path) !== undefined || inventoryPath(path) !== undefined || mayBeContainers(path);
}

/** Other documents of the same installation. */
export type CompanionsOf = (uri: string) => readonly TextDocument[];

export const kindByName = (uri: string): DocumentKind | undefined => kindOfFile(baseName(uri));

/** `besides`: variables of somebody's inventory; of which, the files beside them tell. */
type KindAlone = DocumentKind | 'besides' | undefined;

/** What name and text of a document say by themselves. */
function kindAlone(document: TextDocument): KindAlone {
  if (document.languageId === 'dhis-conf') return 'dhis-conf';
  const kind = kindByName(document.uri);
  if (mayBeContainers(document.uri)) return isContainersFile(document.uri, document.getText()) ? 'tools-ng-containers' : undefined;
  const path = kind === undefined ? inventoryPath(document.uri) : undefined;
  if (path === undefined) return kind;
  if ('file' in path) return isServerToolsInventory(document.getText()) ? 'server-tools-inventory' : undefined;
  return isServerToolsVars(document.getText()) ? 'server-tools-vars' : 'besides';
}

/** Variables are read from beside the hosts file, and from beside the playbook one folder above. */
function isReadFor(varsFolder: string, hostsFolder: string): boolean {
  return varsFolder === hostsFolder || varsFolder === hostsFolder.replace(/[^/]*\/$/, '');
}

function baseName(uri: string): string {
  return unescaped(uri.slice(uri.search(/[^/\\]*$/)));
}

export type DocumentCache = (document: TextDocument) => Parsed | undefined;

type Known = { readonly version: number; readonly alone: KindAlone; readonly parsed: Parsed | undefined };

/** The cache lives and dies with the document objects, so closing a file frees its parse. */
export function createDocumentCache(companionsOf: CompanionsOf): DocumentCache {
  const cache = new WeakMap<TextDocument, Known>();
  /** Whether variables belong to an inventory of ours, by the hosts files that read them; undefined when there are none. */
  const isOfOurs = ({ uri }: TextDocument): boolean | undefined => {
    const folder = inventoryPath(uri)?.folder;
    const hosts = companionsOf(uri).filter((other) => {
      const path = inventoryPath(other.uri);
      return path !== undefined && 'file' in path && isReadFor(folder ?? '', path.folder);
    });
    return hosts.length === 0 ? undefined : hosts.some((other) => cached(other) !== undefined);
  };
  const kindBeside = (document: TextDocument, alone: KindAlone): DocumentKind | undefined => {
    if (alone === 'besides') return isOfOurs(document) === true ? 'server-tools-vars' : undefined;
    return alone === 'server-tools-vars' && isOfOurs(document) === false ? undefined : alone;
  };
  const cached: DocumentCache = (document) => {
    const known = cache.get(document);
    const isFresh = known?.version === document.version;
    const alone = isFresh ? known.alone : kindAlone(document);
    // Those beside it change without it, so this is asked each time, and what is remembered counts for the answer it was made for.
    const kind = kindBeside(document, alone);
    if (isFresh && known.parsed?.kind === kind) return known.parsed;
    // Forgotten first: the next parse takes parts of the last one over, which is of no use afterwards.
    cache.delete(document);
    const parsed = kind && parse(document, kind, known?.parsed);
    cache.set(document, { version: document.version, alone, parsed });
    return parsed;
  };
  return cached;
}

function parse(document: TextDocument, kind: DocumentKind, before: Parsed | undefined): Parsed {
  const text = document.getText();
  switch (kind) {
    case 'dhis-conf':
      return readConfFile(text, before?.kind === 'dhis-conf' ? before : undefined);
    case 'hosting-manifest':
      return readManifestFile(text, before?.kind === 'hosting-manifest' ? before : undefined);
    case 'lint-settings':
      return readLintSettingsFile(text);
    case 'server-tools-inventory':
      return readServerToolsInventory(text);
    case 'server-tools-vars':
      return readServerToolsVars(text);
    case 'tools-ng-containers':
      return readContainersFile(text);
  }
}
