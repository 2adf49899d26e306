/** The files of inventories of dhis2-server-tools in the workspace, as they are on disk, read again when one changes. */
import { type ManifestText, unknownVars } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import { inventoryGlob } from '../language-contributions.ts';
import { mostBytes } from './inventory.ts';
import { watchFiles } from './watch-files.ts';

export type InventoryFiles = vscode.Disposable & {
  /** Undefined when there are more than can be sent. */
  current(): readonly ManifestText[] | undefined;
  /** Settles after the first reading. */
  ready(): Promise<void>;
  readonly onChange: vscode.Event<void>;
};

/** An installation has a hosts file and a file for some of its hosts. */
const mostFiles = 1000;

export function watchInventories(): InventoryFiles {
  const changed = new vscode.EventEmitter<void>();
  let current: readonly ManifestText[] | undefined = [];
  let newest = 0;

  const refresh = async () => {
    const mine = ++newest;
    const found = await vscode.workspace.findFiles(inventoryGlob, '**/node_modules/**', mostFiles);
    const texts = await Promise.all(found.map(readText));
    // A slower, older reading must not undo a newer one.
    if (mine !== newest) return;
    current = found.length === mostFiles ? undefined : texts.sort((a, b) => (a.uri < b.uri ? -1 : 1));
    changed.fire();
  };
  const first = refresh();
  const watch = watchFiles(inventoryGlob, () => (current ?? []).map(({ uri }) => uri), refresh);

  return {
    current: () => current,
    ready: () => first,
    onChange: changed.event,
    dispose() {
      newest++;
      watch.dispose();
      changed.dispose();
    },
  };
}

/** A file that cannot be read may say anything: nothing is held to be missing then. */
async function readText(uri: vscode.Uri): Promise<ManifestText> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.byteLength <= mostBytes) return { uri: uri.toString(), text: new TextDecoder().decode(bytes) };
  } catch {
    // Told below.
  }
  return { uri: uri.toString(), text: unknownVars };
}
