/** What is known now of each host besides its manifest: its runs, its backups, and what was found on it; asked for when a command needs it, never by itself. */
import type { BackupReport, ListedRun } from '@dhis2-hosting/client/operations';

/** A host as it was found, in words. */
export type FoundSummary = {
  readonly instances: readonly {
    readonly name: string;
    /** Of the host or container that it is on. */
    readonly place: string;
    readonly version: string | undefined;
    readonly running: boolean;
    readonly drift: readonly DriftLine[];
  }[];
  /** All of the host, that of instances among them. */
  readonly drift: readonly DriftLine[];
};

export type DriftLine = { readonly about: string; readonly isUnknown: boolean; readonly text: string };

export type RunStates = {
  /** Newest first; undefined when the host was not asked yet. */
  of(hostId: string): readonly ListedRun[] | undefined;
  set(hostId: string, runs: readonly ListedRun[]): void;
  /** Undefined when the host was not asked yet. */
  backups(hostId: string): readonly BackupReport[] | undefined;
  setBackups(hostId: string, reports: readonly BackupReport[]): void;
  /** The host could not be asked: nothing of it is known any more. */
  forgetBackups(hostId: string): void;
  /** Time has passed: what was told long ago is known no longer. */
  look(): void;
  /** Of all hosts that were asked. */
  allBackups(): readonly BackupReport[];
  /** Undefined when nobody looked yet. */
  found(hostId: string): FoundSummary | undefined;
  setFound(hostId: string, found: FoundSummary): void;
  /** Called after each change; returns how to stop listening. */
  onChange(listener: () => void): () => void;
};

export function createRunStates(): RunStates {
  const runs = new Map<string, readonly ListedRun[]>();
  const backups = new Map<string, readonly BackupReport[]>();
  const looked = new Map<string, FoundSummary>();
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
    found: (hostId) => looked.get(hostId),
    setFound(hostId, found) {
      looked.set(hostId, found);
      tell();
    },
    backups: (hostId) => backups.get(hostId),
    setBackups(hostId, reports) {
      backups.set(hostId, reports);
      tell();
    },
    forgetBackups(hostId) {
      if (backups.delete(hostId)) tell();
    },
    look: tell,
    allBackups: () => [...backups.values()].flat(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
