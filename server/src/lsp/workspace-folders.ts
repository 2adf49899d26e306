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
