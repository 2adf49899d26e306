/** The `.dhis2-lint.yaml` of each document: the nearest one upwards, no further than the workspace folder. */
import { type LintSettingsFile, lintSettingsName, readLintSettings, type SettingsFilePlace } from '#service/index.ts';
import { folderOf, foldersUpwards, parent } from './workspace-folders.ts';

type Settings = LintSettingsFile['settings'];

export type SettingsFiles = {
  /** Of the nearest file that was found. */
  get(uri: string): Settings | undefined;
  /** Settles once the files that count for the document were looked for; undefined when they already are. */
  ready(uri: string): Promise<void> | undefined;
  /** The file for a new setting: the nearest one, else one to be made in the workspace folder. */
  place(uri: string): SettingsFilePlace;
  /** The text of a settings file may be another now. True when that changes how documents are checked. */
  changed(file: string): Promise<boolean>;
  /** For clients that do not tell of changes on the disk: the next question looks again. */
  doubt(uri: string): void;
};

export type SettingsFilesHost = {
  /** Undefined when there is no such file, or when it cannot be read. */
  readText(uri: string): Promise<string | undefined>;
  /** The text in an editor wins over the one on the disk. */
  openText(uri: string): string | undefined;
  /** URIs without a slash at the end. */
  folders(): readonly string[];
};

/** Undefined for a file that is not there. */
type Known = { readonly text: string; readonly settings: Settings } | undefined;

export function isSettingsFile(uri: string): boolean {
  return uri.endsWith(`/${lintSettingsName}`);
}

export function createSettingsFiles(host: SettingsFilesHost): SettingsFiles {
  const known = new Map<string, Known>();
  const loading = new Map<string, Promise<void>>();

  const load = async (file: string): Promise<void> => {
    const text = host.openText(file) ?? (await host.readText(file));
    known.set(file, text === undefined ? undefined : readKeeping(text, known.get(file)));
  };

  const nearest = (uri: string): { readonly file: string; readonly known: Known } | undefined => {
    for (const file of candidates(uri, host.folders())) {
      const found = known.get(file);
      if (found !== undefined) return { file, known: found };
    }
    return undefined;
  };

  const loadAll = async (uri: string): Promise<void> => {
    for (const file of candidates(uri, host.folders())) {
      if (!known.has(file)) await load(file);
      if (known.get(file) !== undefined) return;
    }
  };

  const isReady = (uri: string): boolean => {
    for (const file of candidates(uri, host.folders())) {
      if (!known.has(file)) return false;
      if (known.get(file) !== undefined) return true;
    }
    return true;
  };

  return {
    get: (uri) => nearest(uri)?.known?.settings,
    ready(uri) {
      if (isReady(uri)) return undefined;
      const work = loading.get(uri) ?? loadAll(uri).finally(() => loading.delete(uri));
      loading.set(uri, work);
      return work;
    },
    place(uri) {
      const found = nearest(uri);
      if (found !== undefined) return { uri: found.file, text: found.known?.text };
      const folder = folderOf(uri, host.folders()) ?? parent(uri);
      return { uri: `${folder}/${lintSettingsName}`, text: undefined };
    },
    async changed(file) {
      // Nobody asked for it: there is no document that it counts for.
      if (!known.has(file)) return false;
      const before = JSON.stringify(known.get(file)?.settings);
      await load(file);
      return JSON.stringify(known.get(file)?.settings) !== before;
    },
    doubt(uri) {
      for (const file of candidates(uri, host.folders())) known.delete(file);
    },
  };
}

/** While a text is half-typed, what it said before holds. */
function readKeeping(text: string, before: Known): Known {
  const { settings, isReadable } = readLintSettings(text);
  return { text, settings: isReadable ? settings : (before?.settings ?? settings) };
}

function candidates(uri: string, folders: readonly string[]): readonly string[] {
  return foldersUpwards(uri, folders).map((folder) => `${folder}/${lintSettingsName}`);
}
