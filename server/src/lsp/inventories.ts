/**
 * The files of an inventory of dhis2-server-tools, which are checked together: those that the client sends, else those on
 * the disk of the server. Whatever is open in the editor counts as it is typed.
 */
import { inventoryPath, kindByName, type ManifestText, sameFileKey, type TextDocument, unknownVars } from '#service/index.ts';
import { createStoredTexts } from './stored-texts.ts';
import { folderOf } from './workspace-folders.ts';

export type Inventories = {
  /** Undefined while they are not known, or cannot be. */
  companions(uri: string): readonly TextDocument[] | undefined;
  /** Settles once the files are known; undefined when they already are, or when nobody can know them. */
  ready(uri: string): Promise<void> | undefined;
  /** Grows whenever a text that others are checked with may be another one. */
  revision(): number;
  /** What the client sent. True when it says something new. */
  given(params: unknown): boolean;
  /** The files may have changed on the disk. */
  doubt(uri: string): void;
  /** A document was opened, edited or closed. True when others may be judged differently. */
  documentChanged(uri: string): boolean;
};

export type InventoriesHost = {
  readonly readText: (uri: string) => Promise<string | undefined>;
  /** Absent where there is no disk. */
  readonly inventoryFiles?: (uri: string) => readonly string[];
  readonly openDocument: (uri: string) => TextDocument | undefined;
  /** Of the workspace: the client sends nothing from outside of them. */
  readonly folders: () => readonly string[];
};

/** Undefined for a document that is no part of any inventory. */
export function inventoryFolder(uri: string): string | undefined {
  return kindByName(uri) === undefined ? inventoryPath(sameFileKey(uri))?.folder : undefined;
}

export function createInventories({ readText, inventoryFiles, openDocument, folders }: InventoriesHost): Inventories {
  const stored = createStoredTexts();
  const open = new Map<string, TextDocument>();
  /** By folder, the addresses found there. */
  const listed = new Map<string, { readonly files: readonly string[]; isDoubtful: boolean }>();
  /** By folder. Whoever asks in the meantime waits for the same reading. */
  const loading = new Map<string, Promise<void>>();
  let hasSent = false;
  let revision = 0;

  const put = (uri: string, text: string | undefined) => {
    if (stored.put(uri, 'plaintext', text)) revision++;
  };
  const load = async (uri: string, folder: string, list: (uri: string) => readonly string[]): Promise<void> => {
    const files = list(uri);
    const texts = await Promise.all(files.map(readText));
    const gone = (listed.get(folder)?.files ?? []).filter((file) => !files.includes(file));
    listed.set(folder, { files, isDoubtful: false });
    for (const file of gone) put(file, undefined);
    for (const [i, file] of files.entries()) put(file, texts[i] ?? unknownVars);
  };
  const isSent = (uri: string) => hasSent && folderOf(uri, folders()) !== undefined;
  const isIn = (folder: string) => (document: TextDocument) => inventoryFolder(document.uri) === folder;

  return {
    companions(uri) {
      const folder = inventoryFolder(uri);
      if (folder === undefined || !(isSent(uri) || listed.has(folder))) return undefined;
      const above = folder.replace(/[^/]*\/$/, '');
      const belongs = (document: TextDocument) => isIn(folder)(document) || isIn(above)(document);
      return [...stored.all().filter((document) => !open.has(sameFileKey(document.uri))), ...open.values()].filter(belongs);
    },
    revision: () => revision,
    ready(uri) {
      const folder = inventoryFolder(uri);
      if (folder === undefined || isSent(uri) || inventoryFiles === undefined) return undefined;
      if (listed.get(folder)?.isDoubtful === false) return undefined;
      const reading = loading.get(folder) ?? load(uri, folder, inventoryFiles).finally(() => loading.delete(folder));
      loading.set(folder, reading);
      return reading;
    },
    given(params) {
      const sent = textsIn(params);
      if (sent === undefined) return false;
      const changes = [
        !hasSent,
        stored.keepOnly([...sent.map(({ uri }) => uri), ...[...listed.values()].flatMap(({ files }) => files)]),
        ...sent.map(({ uri, text }) => stored.put(uri, 'plaintext', text)),
      ];
      hasSent = true;
      const isNew = changes.includes(true);
      if (isNew) revision++;
      return isNew;
    },
    doubt(uri) {
      const known = listed.get(inventoryFolder(uri) ?? '');
      if (known !== undefined) known.isDoubtful = true;
    },
    documentChanged(uri) {
      if (inventoryFolder(uri) === undefined) return false;
      const key = sameFileKey(uri);
      const [before, now] = [open.get(key), openDocument(uri)];
      if (now === undefined) open.delete(key);
      else open.set(key, now);
      const isEdit = before !== undefined && now !== undefined;
      if (!isEdit && stored.get(uri)?.getText() === (now ?? before)?.getText()) return false;
      revision++;
      return true;
    },
  };
}

function textsIn(params: unknown): readonly ManifestText[] | undefined {
  const list: unknown = typeof params === 'object' && params !== null ? (params as Record<string, unknown>)['inventories'] : undefined;
  return Array.isArray(list) ? list.filter((one) => typeof one?.uri === 'string' && typeof one?.text === 'string') : undefined;
}
