/** The manifests of the workspace and the `dhis.conf` files that they name, as they are on disk, read again when one changes. */
import { type ManifestText, namedConfs, sameFileKey } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import { manifestGlob } from '../language-contributions.ts';
import { emptyInventory, type Inventory, type ManifestSource, mostBytes, readInventory, textOf } from './inventory.ts';
import { watchFiles } from './watch-files.ts';

export type ManifestFiles = vscode.Disposable & {
  current(): Inventory;
  /** The texts that `current` was read from. */
  sources(): readonly ManifestSource[];
  /** The `dhis.conf` files that the manifests name. */
  confs(): readonly ManifestText[];
  /** Settles after the first reading. */
  ready(): Promise<void>;
  refresh(): Promise<void>;
  readonly onChange: vscode.Event<void>;
};

/** A folder of servers has a handful; more than this is a search gone wrong. */
const mostFiles = 200;

export function watchManifests(): ManifestFiles {
  const changed = new vscode.EventEmitter<void>();
  let inventory = emptyInventory;
  let sources: readonly ManifestSource[] = [];
  let confs: readonly ManifestText[] = [];
  let confWatchers: readonly vscode.Disposable[] = [];
  let newest = 0;

  const refresh = async () => {
    const mine = ++newest;
    const found = await readSources();
    const named = namedFiles(found);
    const foundConfs = await Promise.all(named.map(readSource));
    // A slower, older reading must not undo a newer one.
    if (mine !== newest) return;
    sources = found;
    confs = foundConfs.flatMap(textOf);
    inventory = readInventory(sources);
    for (const one of confWatchers) one.dispose();
    confWatchers = named.map((uri) => watchFile(uri, watch.touch));
    changed.fire();
  };
  const watch = watchFiles(manifestGlob, () => [...sources, ...confs].map(({ uri }) => uri), refresh);
  const first = refresh();

  return {
    current: () => inventory,
    sources: () => sources,
    confs: () => confs,
    ready: () => first,
    refresh,
    onChange: changed.event,
    dispose() {
      newest++;
      for (const one of [...confWatchers, watch, changed]) one.dispose();
    },
  };
}

async function readSources(): Promise<readonly ManifestSource[]> {
  const found = await vscode.workspace.findFiles(manifestGlob, '**/node_modules/**', mostFiles);
  const sources = await Promise.all(found.map(readSource));
  return sources.sort((a, b) => a.label.localeCompare(b.label));
}

/** Each once, by the address that an editor would open. */
function namedFiles(sources: readonly ManifestSource[]): readonly vscode.Uri[] {
  const byKey = new Map(
    sources
      .flatMap(textOf)
      .flatMap(namedConfs)
      .map(({ uri }) => [sameFileKey(uri), vscode.Uri.parse(uri)]),
  );
  return [...byKey.values()].slice(0, mostFiles);
}

/** By its very name, since it may lie outside the workspace and be called anything. */
function watchFile(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '?');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name));
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  return watcher;
}

async function readSource(uri: vscode.Uri): Promise<ManifestSource> {
  const base = { uri: uri.toString(), label: vscode.workspace.asRelativePath(uri) };
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.byteLength > mostBytes) return { ...base, failure: 'too-large' };
    return { ...base, text: new TextDecoder().decode(bytes) };
  } catch (error) {
    const isForbidden = error instanceof vscode.FileSystemError && error.code === 'NoPermissions';
    return { ...base, failure: isForbidden ? 'not-allowed' : 'unavailable' };
  }
}
