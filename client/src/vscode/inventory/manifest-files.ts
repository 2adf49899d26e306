/** The manifests of the workspace as they are on disk, read again when one changes. */
import * as vscode from 'vscode';
import { manifestGlob } from '../language-contributions.ts';
import { emptyInventory, type Inventory, type ManifestSource, mostBytes, readInventory } from './inventory.ts';

export type ManifestFiles = vscode.Disposable & {
  current(): Inventory;
  /** The texts that `current` was read from. */
  sources(): readonly ManifestSource[];
  /** Settles after the first reading. */
  ready(): Promise<void>;
  refresh(): Promise<void>;
  readonly onChange: vscode.Event<void>;
};

/** A folder of servers has a handful; more than this is a search gone wrong. */
const mostFiles = 200;
/** A checkout or a save touches several files at once. */
const settleMs = 200;

export function watchManifests(): ManifestFiles {
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher(manifestGlob);
  let inventory = emptyInventory;
  let sources: readonly ManifestSource[] = [];
  let newest = 0;
  let timer: NodeJS.Timeout | undefined;

  const refresh = async () => {
    const mine = ++newest;
    const found = await readSources();
    // A slower, older reading must not undo a newer one.
    if (mine !== newest) return;
    sources = found;
    inventory = readInventory(sources);
    changed.fire();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), settleMs);
  };
  const first = refresh();

  const listeners = [
    watcher.onDidChange(soon),
    watcher.onDidCreate(soon),
    watcher.onDidDelete(soon),
    vscode.workspace.onDidChangeWorkspaceFolders(soon),
  ];
  return {
    current: () => inventory,
    sources: () => sources,
    ready: () => first,
    refresh,
    onChange: changed.event,
    dispose() {
      clearTimeout(timer);
      for (const one of [...listeners, watcher, changed]) one.dispose();
    },
  };
}

async function readSources(): Promise<readonly ManifestSource[]> {
  const found = await vscode.workspace.findFiles(manifestGlob, '**/node_modules/**', mostFiles);
  const sources = await Promise.all(found.map(readSource));
  return sources.sort((a, b) => a.label.localeCompare(b.label));
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
