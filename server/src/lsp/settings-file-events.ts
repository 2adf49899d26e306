/** Hears of every change to a `.dhis2-lint.yaml`, in an editor or on the disk, and has its documents checked again. */
import { type Connection, DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { lintSettingsName } from '#service/index.ts';
import type { Guard } from './guard.ts';
import { isSettingsFile, type SettingsFiles } from './settings-files.ts';

export type SettingsFileEvents = {
  /** A document was opened, edited or closed. */
  documentChanged(uri: string): void;
  /** Asks the client to tell of changes on the disk. */
  watch(): void;
};

/** `changed` is called when documents are to be checked by other settings. */
export function createSettingsFileEvents(
  connection: Connection,
  guard: Guard,
  files: SettingsFiles,
  changed: () => void,
): SettingsFileEvents {
  const look = (uri: string) =>
    guard.background('settings file', async () => {
      if (await files.changed(uri)) changed();
    });
  const documentChanged = (uri: string) => {
    if (isSettingsFile(uri)) look(uri);
  };
  connection.onDidChangeWatchedFiles(
    guard.notification('didChangeWatchedFiles', ({ changes }) => {
      for (const { uri } of changes) documentChanged(uri);
    }),
  );
  return {
    documentChanged,
    watch() {
      const watchers = [{ globPattern: `**/${lintSettingsName}` }];
      guard.background('registerCapability', () => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    },
  };
}
