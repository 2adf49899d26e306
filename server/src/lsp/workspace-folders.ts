/** The folders of the workspace as URIs without a slash at the end, kept in step with the client. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { ClientAbilities } from './capabilities.ts';
import type { Guard } from './guard.ts';

const trimmed = (uri: string): string => uri.replace(/\/+$/, '');

export function createWorkspaceFolders(
  connection: Connection,
  guard: Guard,
  params: InitializeParams,
  { workspaceFolders }: ClientAbilities,
  changed: () => void,
): () => readonly string[] {
  const root = params.rootUri == null ? [] : [{ uri: params.rootUri }];
  let folders = (params.workspaceFolders ?? root).map(({ uri }) => trimmed(uri));
  if (workspaceFolders) {
    connection.onNotification(
      'workspace/didChangeWorkspaceFolders',
      guard.notification('didChangeWorkspaceFolders', ({ event }: { event: FoldersEvent }) => {
        const gone = new Set(event.removed.map(({ uri }) => trimmed(uri)));
        folders = [...folders.filter((folder) => !gone.has(folder)), ...event.added.map(({ uri }) => trimmed(uri))];
        changed();
      }),
    );
  }
  return () => folders;
}

type FoldersEvent = { readonly added: readonly { readonly uri: string }[]; readonly removed: readonly { readonly uri: string }[] };

export const parent = (uri: string): string => uri.slice(0, Math.max(0, uri.lastIndexOf('/')));

/** The innermost workspace folder around the document. */
export function folderOf(uri: string, folders: readonly string[]): string | undefined {
  return folders.filter((folder) => uri.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

/** From the document's folder up to the workspace folder; outside of all of them only its own folder. */
export function foldersUpwards(uri: string, folders: readonly string[]): readonly string[] {
  const top = folderOf(uri, folders);
  const found: string[] = [];
  // A document that was never saved (`untitled:Untitled-1`) is in no folder.
  for (let folder = parent(uri); folder !== '' && !folder.endsWith('/'); folder = parent(folder)) {
    found.push(folder);
    if (top === undefined || folder === top) break;
  }
  return found;
}
