/** What is known now of the runs and the backups of each host; asked for when a command needs it, never by itself. */
import type { BackupReport, ListedRun } from '@dhis2-hosting/client/operations';

export type RunStates = {
  /** Newest first; undefined when the host was not asked yet. */
  of(hostId: string): readonly ListedRun[] | undefined;
  set(hostId: string, runs: readonly ListedRun[]): void;
  /** Undefined when the host was not asked yet. */
  backups(hostId: string): readonly BackupReport[] | undefined;
  setBackups(hostId: string, reports: readonly BackupReport[]): void;
  /** Of all hosts that were asked. */
  allBackups(): readonly BackupReport[];
  /** Called after each change; returns how to stop listening. */
  onChange(listener: () => void): () => void;
};

export function createRunStates(): RunStates {
  const runs = new Map<string, readonly ListedRun[]>();
  const backups = new Map<string, readonly BackupReport[]>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    of: (hostId) => runs.get(hostId),
    set(hostId, listed) {
      runs.set(hostId, listed);
      tell();
    },
    backups: (hostId) => backups.get(hostId),
    setBackups(hostId, reports) {
      backups.set(hostId, reports);
      tell();
    },
    allBackups: () => [...backups.values()].flat(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
