/**
 * The documents that are checked together: manifests, and the `dhis.conf` files that they name. Manifests are those that
 * the client sends, else those above an open file on the disk. Whatever is open in the editor counts as it is typed.
 */
import {
  type DocumentKind,
  kindByName,
  type ManifestText,
  type NamedConf,
  namedFor,
  sameFileKey,
  type TextDocument,
} from '#service/index.ts';
import { createGate } from './gate.ts';
import type { SettingsSource } from './settings-source.ts';
import { createStoredTexts } from './stored-texts.ts';
import { folderOf, foldersUpwards, parent } from './workspace-folders.ts';

export type Manifests = {
  /** What `ServiceHost` asks for. */
  namedConf(uri: string): NamedConf | undefined;
  companions(uri: string): readonly TextDocument[];
  /** Settles once the manifests and the files that they name are known; undefined when they already are. */
  ready(uri: string): Promise<void> | undefined;
  /** Grows whenever a text that others are checked with may be another one. */
  revision(): number;
  /** What the client sent. True when it says something new. */
  given(params: unknown): boolean;
  /** For clients that send none, and so tell of no change on the disk: the next question looks again above the file. */
  doubt(uri: string): void;
  /** A document was opened, edited or closed. */
  documentChanged(uri: string): Effect;
};

/** What a change means for the other documents; `names`: another version may hold for some of them. */
export type Effect = 'none' | 'text' | 'names';

export type ManifestsHost = {
  readonly readText: (uri: string) => Promise<string | undefined>;
  readonly openDocument: (uri: string) => TextDocument | undefined;
  readonly folders: () => readonly string[];
  readonly sentByClient: boolean;
  readonly namedConfs: (manifest: TextDocument) => readonly NamedConf[];
};

const names = ['dhis2-hosting.yaml', 'dhis2-hosting.yml'];

export function createManifests({ readText, openDocument, folders, sentByClient, namedConfs }: ManifestsHost): Manifests {
  const stored = createStoredTexts();
  const confs = createStoredTexts();
  /** Manifests and `dhis.conf` files in the editor. */
  const open = new Map<string, TextDocument>();
  const gate = createGate();
  /** Set by the first list of a client that had not promised any. */
  let isSent = sentByClient;
  let revision = 0;
  let namesTold = '[]';

  const manifests = (): readonly TextDocument[] => {
    const edited = [...open.values()].filter((document) => kindIn(document) === 'hosting-manifest');
    return [...stored.all().filter(({ uri }) => !open.has(sameFileKey(uri))), ...edited];
  };
  const named = (): readonly NamedConf[] => manifests().flatMap(namedConfs);
  const isNamed = (uri: string) => named().some(({ file }) => file === sameFileKey(uri));
  const areNamesNew = (): boolean => {
    const before = namesTold;
    namesTold = JSON.stringify(named().map(({ file, version, instance, manifestUri }) => [file, version, instance, manifestUri]));
    return namesTold !== before;
  };
  const above = (uri: string) => foldersUpwards(uri, folders()).flatMap((folder) => names.map((name) => `${folder}/${name}`));

  const load = async (uri: string): Promise<void> => {
    if (stored.put(uri, 'yaml', await readText(uri))) revision++;
  };
  const loadConf = async (uri: string): Promise<void> => {
    if (confs.put(uri, 'dhis-conf', await readText(uri))) revision++;
  };
  const unreadConfs = () => [...new Set(named().map(({ uri }) => uri))].filter((uri) => !open.has(sameFileKey(uri)) && confs.isUnread(uri));
  const loadAll = async (uri: string): Promise<void> => {
    if (isSent) await gate.opened();
    else await Promise.all(above(uri).filter(stored.isUnread).map(load));
    await Promise.all(unreadConfs().map(loadConf));
  };

  return {
    namedConf: (uri) => namedFor(uri, named()),
    companions(uri) {
      const together = manifests().filter((manifest) => areTogether(uri, manifest.uri, folders()) || namesFile(namedConfs(manifest), uri));
      const files = new Map(together.flatMap(namedConfs).map((conf) => [conf.file, conf.uri]));
      return [...together, ...[...files].flatMap(([key, address]) => open.get(key) ?? confs.get(address) ?? [])];
    },
    revision: () => revision,
    ready(uri) {
      const isReady = (isSent ? gate.opened() === undefined : !above(uri).some(stored.isUnread)) && unreadConfs().length === 0;
      return isReady ? undefined : loadAll(uri);
    },
    given(params) {
      isSent = true;
      gate.open();
      const sent = textsIn(params, 'manifests');
      const sentConfs = textsIn(params, 'confs');
      const changes = [
        stored.keepOnly(sent.map(({ uri }) => uri)),
        ...sent.map(({ uri, text }) => stored.put(uri, 'yaml', text)),
        confs.keepOnly(sentConfs.map(({ uri }) => uri)),
        ...sentConfs.map(({ uri, text }) => confs.put(uri, 'dhis-conf', text)),
        areNamesNew(),
      ];
      const isNew = changes.includes(true);
      if (isNew) revision++;
      return isNew;
    },
    doubt(uri) {
      if (isSent) return;
      for (const manifest of above(uri)) stored.doubt(manifest);
      confs.doubtAll();
    },
    documentChanged(uri) {
      const key = sameFileKey(uri);
      const [before, now] = [open.get(key), openDocument(uri)];
      const kind = now === undefined ? before && kindIn(before) : kindIn(now);
      if (kind !== 'hosting-manifest' && kind !== 'dhis-conf') return 'none';
      if (now === undefined) open.delete(key);
      else open.set(key, now);
      const disk = kind === 'hosting-manifest' ? stored : confs;
      const isAsOnDisk = disk.get(uri)?.getText() === (now ?? before)?.getText();
      if (before !== undefined && now === undefined && isAsOnDisk) disk.adopt(before);
      // It may have been saved with another text than the one read before.
      if (now === undefined && !isSent) disk.doubt(uri);
      const isEdit = before !== undefined && now !== undefined;
      if ((isAsOnDisk && !isEdit) || (kind === 'dhis-conf' && !isNamed(uri))) return 'none';
      revision++;
      return kind === 'hosting-manifest' && areNamesNew() ? 'names' : 'text';
    },
  };
}

/** The settings, and the files beside them: whoever waits for the ones needs the others too. */
export function withCompanions<Source extends SettingsSource>(
  settings: Source,
  ...others: readonly Pick<Manifests, 'ready' | 'revision'>[]
): Source {
  return {
    ...settings,
    ready(uri) {
      const waits = [settings, ...others].map((one) => one.ready(uri)).filter((wait) => wait !== undefined);
      return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
    },
    revision: () => [settings, ...others].reduce((sum, one) => sum + one.revision(), 0),
  };
}

/** What it is without a look at its text. */
function kindIn({ uri, languageId }: TextDocument): DocumentKind | undefined {
  return languageId === 'dhis-conf' ? 'dhis-conf' : kindByName(uri);
}

/** All of a workspace are; outside of it, those of one folder and the folders below. */
function areTogether(uri: string, manifest: string, folders: readonly string[]): boolean {
  if (folderOf(uri, folders) !== undefined && folderOf(manifest, folders) !== undefined) return true;
  const [own, other] = [`${parent(sameFileKey(uri))}/`, `${parent(sameFileKey(manifest))}/`];
  return own.startsWith(other) || other.startsWith(own);
}

function namesFile(named: readonly NamedConf[], uri: string): boolean {
  return named.some(({ file }) => file === sameFileKey(uri));
}

function textsIn(params: unknown, field: 'manifests' | 'confs'): readonly ManifestText[] {
  const list: unknown = typeof params === 'object' && params !== null ? (params as Record<string, unknown>)[field] : undefined;
  return Array.isArray(list) ? list.filter((one) => typeof one?.uri === 'string' && typeof one?.text === 'string') : [];
}
