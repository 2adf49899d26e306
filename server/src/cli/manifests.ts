/**
 * What each file is checked with: the manifests in its folder and above, those that are checked too, and the `dhis.conf`
 * files that they name; or the other files of its inventory.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type DocumentKind,
  inventoryPath,
  kindByName,
  kindOfFile,
  type NamedConf,
  namedFor,
  sameFileKey,
  TextDocument,
  unknownVars,
} from '#service/index.ts';
import { inventoryFiles } from '../node/inventory-files.ts';
import { decode } from './encoding.ts';

export type Manifests = {
  namedConf(uri: string): NamedConf | undefined;
  companions(uri: string): readonly TextDocument[];
  /** The document of this text, so that one that is looked at with others is read once. */
  documentOf(uri: string, languageId: string, text: string): TextDocument;
  /** The file has this text from now on. */
  keep(document: TextDocument): void;
};

/** A file of settings is a thousandth of it. */
const mostBytes = 16 * 1024 * 1024;

/** `alsoIn` gives more files of the project by the folder of one. What cannot be read names nothing; where it matters, checking it as a file of its own tells why. */
export function createManifests(
  checked: readonly string[],
  namedConfs: (manifest: TextDocument) => readonly NamedConf[],
  alsoIn: (folder: string) => readonly string[] = () => [],
): Manifests {
  const documents = new Map<string, TextDocument | undefined>();
  const byFolder = new Map<string, readonly TextDocument[]>();

  const documentAt = (uri: string, kind: DocumentKind | 'plaintext'): TextDocument | undefined => {
    const key = sameFileKey(uri);
    if (!documents.has(key)) documents.set(key, read(uri, kind));
    return documents.get(key);
  };
  const manifestsFor = (folder: string): readonly TextDocument[] => {
    const files = new Set([...foldersUpwards(folder).flatMap(list), ...checked, ...alsoIn(folder)]);
    return [...files].flatMap((file) => documentAt(pathToFileURL(file).href, 'hosting-manifest') ?? []);
  };
  const manifestsOf = (uri: string): readonly TextDocument[] => {
    const folder = path.dirname(fileURLToPath(uri));
    const known = byFolder.get(folder) ?? manifestsFor(folder);
    byFolder.set(folder, known);
    return known;
  };
  const byInventory = new Map<string, readonly string[]>();
  const inventoryOf = (uri: string): readonly TextDocument[] => {
    const folder = inventoryPath(uri)?.folder ?? '';
    const files = byInventory.get(folder) ?? inventoryFiles(uri);
    byInventory.set(folder, files);
    return files.map((file) => documentAt(file, 'plaintext') ?? unreadable(file));
  };
  const unreadable = (uri: string): TextDocument => {
    const document = TextDocument.create(uri, 'plaintext', 0, unknownVars);
    documents.set(sameFileKey(uri), document);
    return document;
  };
  return {
    namedConf: (uri) => namedFor(uri, manifestsOf(uri).flatMap(namedConfs)),
    companions(uri) {
      if (kindByName(uri) === undefined && inventoryPath(uri) !== undefined) return inventoryOf(uri);
      const manifests = manifestsOf(uri);
      const files = new Map(manifests.flatMap(namedConfs).map((conf) => [conf.file, conf.uri]));
      return [...manifests, ...[...files.values()].flatMap((file) => documentAt(file, 'dhis-conf') ?? [])];
    },
    documentOf(uri, languageId, text) {
      const known = documents.get(sameFileKey(uri));
      return known?.getText() === text && known.uri === uri ? known : TextDocument.create(uri, languageId, 0, text);
    },
    keep(document) {
      const key = sameFileKey(document.uri);
      if (!documents.has(key)) return;
      documents.set(key, document);
      byFolder.clear();
    },
  };
}

function foldersUpwards(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpwards(above)];
}

/** Whatever a manifest names must not be a pipe that never ends. */
function read(uri: string, kind: DocumentKind | 'plaintext'): TextDocument | undefined {
  try {
    const file = fileURLToPath(uri);
    const stats = statSync(file);
    if (!stats.isFile() || stats.size > mostBytes) return undefined;
    return TextDocument.create(uri, kind, 0, decode(readFileSync(file)));
  } catch {
    return undefined;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => kindOfFile(name) === 'hosting-manifest')
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
