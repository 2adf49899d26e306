/** Connections and followed logs of this window. Each is started by a command and ends by a command, a failure or the window. */
import type { LogEvent, LogSource } from '@dhis2-hosting/client/operations';
import type { HostEntry, InstanceEntry } from '../inventory/inventory.ts';
import type { Remote } from './remote.ts';
import { isFollowed, type SessionStates } from './session-states.ts';

/** An instance whose manifest says where it logs. */
export type LoggingInstance = InstanceEntry & { readonly log: LogSource };

export function isLogging(entry: InstanceEntry): entry is LoggingInstance {
  return entry.log !== undefined;
}

export type Sessions = {
  /** Throws what the transport throws. */
  connect(host: HostEntry, signal: AbortSignal): Promise<void>;
  /** Stops what is followed on the host, then closes its connection. */
  disconnect(host: HostEntry): Promise<void>;
  /**
   * Settles when the log is live, or with the failure that kept it from it. Later failures go to `onLateFailure`.
   * A log that is followed already is left as it is.
   */
  tail(host: HostEntry, entry: LoggingInstance, signal: AbortSignal): Promise<void>;
  /** Settles once the log is no longer followed. */
  stop(instanceId: string): Promise<void>;
  dispose(): Promise<void>;
};

export type SessionParts = {
  readonly remote: Remote;
  readonly states: SessionStates;
  /** Where the events of a log go. */
  readonly sink: (entry: InstanceEntry) => { event(event: LogEvent): void; stopped(): void; failed(reason: string): void };
  readonly onLateFailure: (host: HostEntry, entry: LoggingInstance, error: unknown) => void;
};

type Failed = { readonly error: unknown };
type Tail = { readonly hostId: string; readonly abort: AbortController; readonly ended: Promise<void> };

export function createSessions(parts: SessionParts): Sessions {
  const { remote, states, onLateFailure } = parts;
  const tails = new Map<string, Tail>();

  async function tail(host: HostEntry, entry: LoggingInstance, signal: AbortSignal): Promise<void> {
    if (tails.has(entry.id)) return;
    const abort = new AbortController();
    const cancel = () => abort.abort();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    let wasLive = false;
    let onLive = () => {};
    const live = new Promise<void>((resolve) => {
      onLive = () => {
        wasLive = true;
        // From here on the progress is over, and with it its Cancel button.
        signal.removeEventListener('abort', cancel);
        resolve();
      };
    });
    const followed = follow(parts, host, entry, abort.signal, onLive).finally(() => tails.delete(entry.id));
    tails.set(entry.id, { hostId: host.id, abort, ended: followed.then(() => undefined) });
    const failure = await Promise.race([live.then(() => undefined), followed]);
    if (failure !== undefined && !wasLive) throw failure.error;
    void followed.then((late) => late !== undefined && onLateFailure(host, entry, late.error));
  }

  async function stop(instanceId: string): Promise<void> {
    const running = tails.get(instanceId);
    running?.abort.abort();
    await running?.ended;
    if (isFollowed(states.log(instanceId))) states.setLog(instanceId, { kind: 'idle' });
  }

  async function stopOnHost(hostId: string): Promise<void> {
    await Promise.all([...tails].filter(([, one]) => one.hostId === hostId).map(([id]) => stop(id)));
  }

  return {
    async connect(host, signal) {
      await remote.connect(host, signal);
    },
    async disconnect({ id }) {
      await stopOnHost(id);
      await remote.close(id);
      // A failed connection is already closed; disconnecting takes its reason away.
      states.setHost(id, { kind: 'offline' });
    },
    tail,
    stop,
    async dispose() {
      for (const { abort } of tails.values()) abort.abort();
      await Promise.all([...tails.values()].map(({ ended }) => ended));
      await remote.dispose();
    },
  };
}

/** Reads the log to its end; `onLive` is called each time it is live. Never rejects. */
async function follow(
  { remote, states, sink }: SessionParts,
  host: HostEntry,
  entry: LoggingInstance,
  signal: AbortSignal,
  onLive: () => void,
): Promise<Failed | undefined> {
  const { id, log } = entry;
  const out = sink(entry);
  try {
    states.setLog(id, { kind: 'connecting' });
    for await (const event of remote.tail(host, log, signal)) {
      // A stop by the person has its own mark below.
      if (!(event.kind === 'state' && event.state === 'ended' && signal.aborted)) out.event(event);
      if (event.kind !== 'state' || event.state === 'ended') continue;
      states.setLog(id, { kind: event.state });
      if (event.state === 'live') onLive();
    }
    states.setLog(id, { kind: 'idle' });
    if (signal.aborted) out.stopped();
    return undefined;
  } catch (error) {
    const failure = remote.failureOf(error);
    if (failure.code === 'cancelled' || signal.aborted) {
      states.setLog(id, { kind: 'idle' });
      out.stopped();
      return undefined;
    }
    states.setLog(id, { kind: 'failed', reason: failure.text });
    out.failed(failure.text);
    return { error };
  }
}
