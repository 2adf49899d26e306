/**
 * The manifests that name open `dhis.conf` files: those that the client sends, else those above a file on the disk. One
 * that is open in the editor counts as it is typed.
 */
import { kindOfFile, type ManifestText, type NamedConf, namedConfs, namedFor, sameFileKey } from '#service/index.ts';
import type { SettingsSource } from './settings-source.ts';
import { foldersUpwards } from './workspace-folders.ts';

export type Manifests = {
  namedConf(uri: string): NamedConf | undefined;
  /** Settles once the manifests are known; undefined when they already are. */
  ready(uri: string): Promise<void> | undefined;
  /** Grows whenever another version may hold for some document. */
  revision(): number;
  /** What the client sent. True when it says something new. */
  given(params: unknown): boolean;
  /** For clients that send none, and so tell of no change on the disk: the next question looks again above the file. */
  doubt(uri: string): void;
  /** A document was opened, edited or closed. True when it is a manifest that says something new. */
  documentChanged(uri: string): boolean;
};

export type ManifestsHost = {
  readonly readText: (uri: string) => Promise<string | undefined>;
  readonly openText: (uri: string) => string | undefined;
  readonly folders: () => readonly string[];
  readonly sentByClient: boolean;
};

type Confs = readonly NamedConf[];

const names = ['dhis2-hosting.yaml', 'dhis2-hosting.yml'];

/** A client that sends nothing after all must not keep its user without findings. */
const patienceMs = 2000;

export function createManifests({ readText, openText, folders, sentByClient }: ManifestsHost): Manifests {
  /** By address: of the disk, and over it of the editor. */
  const stored = new Map<string, Confs>();
  const open = new Map<string, Confs>();
  /** Of those stored, the ones to read again. */
  const stale = new Set<string>();
  const gate = createGate();
  /** Set by the first list of a client that had not promised any. */
  let isSent = sentByClient;
  let revision = 0;

  const change = (from: Confs | undefined, to: Confs | undefined): boolean => {
    const isNew = JSON.stringify(from ?? []) !== JSON.stringify(to ?? []);
    if (isNew) revision++;
    return isNew;
  };
  const all = (): Confs => [...new Map([...stored, ...open]).values()].flat();
  const above = (uri: string) => foldersUpwards(uri, folders()).flatMap((folder) => names.map((name) => `${folder}/${name}`));
  const isUnread = (manifest: string) => !stored.has(keyOf(manifest)) || stale.has(keyOf(manifest));

  const load = async (manifest: string): Promise<void> => {
    const text = await readText(manifest);
    const confs = text === undefined ? [] : namedConfs({ uri: manifest, text });
    change(stored.get(keyOf(manifest)), confs);
    stored.set(keyOf(manifest), confs);
    stale.delete(keyOf(manifest));
  };

  return {
    namedConf: (uri) => namedFor(uri, all()),
    revision: () => revision,
    ready(uri) {
      if (isSent) return gate.opened();
      const missing = above(uri).filter(isUnread);
      return missing.length === 0 ? undefined : Promise.all(missing.map(load)).then(() => undefined);
    },
    given(params) {
      isSent = true;
      gate.open();
      const before = all();
      stored.clear();
      for (const manifest of manifestsIn(params)) stored.set(keyOf(manifest.uri), namedConfs(manifest));
      return change(before, all());
    },
    doubt(uri) {
      if (!isSent) for (const manifest of above(uri)) stale.add(keyOf(manifest));
    },
    documentChanged(uri) {
      if (kindOfFile(uri.slice(uri.lastIndexOf('/') + 1)) !== 'hosting-manifest') return false;
      const before = all();
      const key = keyOf(uri);
      const text = openText(uri);
      if (text !== undefined) open.set(key, namedConfs({ uri, text }, open.get(key) ?? stored.get(key)));
      else {
        open.delete(key);
        // It may have been saved with another text than the one read before.
        if (!isSent) stale.add(key);
      }
      return change(before, all());
    },
  };
}

/** The settings, and the manifests beside them: whoever waits for the ones needs the others too. */
export function withManifests<Source extends SettingsSource>(settings: Source, manifests: Manifests): Source {
  return {
    ...settings,
    ready(uri) {
      const waits = [settings.ready(uri), manifests.ready(uri)].filter((wait) => wait !== undefined);
      return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
    },
    revision: () => settings.revision() + manifests.revision(),
  };
}

const keyOf = sameFileKey;

function manifestsIn(params: unknown): readonly ManifestText[] {
  const list = typeof params === 'object' && params !== null && 'manifests' in params ? params.manifests : undefined;
  return Array.isArray(list) ? list.filter((one) => typeof one?.uri === 'string' && typeof one?.text === 'string') : [];
}

/** Waits for the first message, but not for ever. */
function createGate(): { open(): void; opened(): Promise<void> | undefined } {
  let isOpen = false;
  let letGo = () => {};
  const waiting = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    isOpen = true;
    clearTimeout(timer);
    letGo();
  };
  return {
    open,
    opened() {
      if (isOpen) return undefined;
      timer ??= setTimeout(open, patienceMs);
      return waiting;
    },
  };
}
