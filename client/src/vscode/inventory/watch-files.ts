/** Tells that files of the workspace changed, once for several changes of one moment. */
import * as vscode from 'vscode';

/** A checkout or a save touches several files at once. */
const settleMs = 200;

export type FileWatch = vscode.Disposable & {
  /** As when a file had changed. */
  touch(): void;
};

/** `known`: the addresses of the files that were read, for folders that go as a whole. */
export function watchFiles(glob: string, known: () => readonly string[], changed: () => unknown): FileWatch {
  const files = vscode.workspace.createFileSystemWatcher(glob);
  // The editor tells of a folder that goes, and not of the files that go with it.
  const folders = vscode.workspace.createFileSystemWatcher('**', true, true);
  let timer: NodeJS.Timeout | undefined;
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void changed(), settleMs);
  };
  const listeners = [
    files.onDidChange(touch),
    files.onDidCreate(touch),
    files.onDidDelete(touch),
    folders.onDidDelete((gone) => {
      if (known().some((uri) => uri.startsWith(`${gone.toString()}/`))) touch();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(touch),
  ];
  return {
    touch,
    dispose() {
      clearTimeout(timer);
      for (const one of [...listeners, files, folders]) one.dispose();
    },
  };
}
