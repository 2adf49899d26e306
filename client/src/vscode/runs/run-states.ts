/** What is known now of the runs of each host; asked for when a command needs it, never by itself. */
import type { ListedRun } from '@dhis2-hosting/client/operations';

export type RunStates = {
  /** Newest first; undefined when the host was not asked yet. */
  of(hostId: string): readonly ListedRun[] | undefined;
  set(hostId: string, runs: readonly ListedRun[]): void;
  /** Called after each change; returns how to stop listening. */
  onChange(listener: () => void): () => void;
};

export function createRunStates(): RunStates {
  const known = new Map<string, readonly ListedRun[]>();
  const listeners = new Set<() => void>();
  return {
    of: (hostId) => known.get(hostId),
    set(hostId, runs) {
      known.set(hostId, runs);
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
