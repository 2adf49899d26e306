/** What is known now of every host and every log, and the one place that changes it. */

export type HostState =
  | { readonly kind: 'offline' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'failed'; readonly reason: string };

export type LogState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'failed'; readonly reason: string };

export type SessionStates = {
  host(id: string): HostState;
  log(instanceId: string): LogState;
  setHost(id: string, state: HostState): void;
  setLog(instanceId: string, state: LogState): void;
  /** Ids of the logs that are followed now. */
  followed(): readonly string[];
  /** Called after each change; returns how to stop listening. */
  onChange(listener: () => void): () => void;
};

const offline: HostState = { kind: 'offline' };
const idle: LogState = { kind: 'idle' };

export function isFollowed({ kind }: LogState): boolean {
  return kind === 'connecting' || kind === 'live' || kind === 'reconnecting';
}

export function createSessionStates(): SessionStates {
  const hosts = new Map<string, HostState>();
  const logs = new Map<string, LogState>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    host: (id) => hosts.get(id) ?? offline,
    log: (id) => logs.get(id) ?? idle,
    setHost(id, state) {
      hosts.set(id, state);
      tell();
    },
    setLog(id, state) {
      logs.set(id, state);
      tell();
    },
    followed: () => [...logs].filter(([, state]) => isFollowed(state)).map(([id]) => id),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
