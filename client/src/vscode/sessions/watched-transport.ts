/** A transport that tells the tree what happens to its connections, whoever asked for them. */
import type { Connection, Transport } from '@dhis2-hosting/client/operations';
import type { SessionStates } from './session-states.ts';

export type WatchedTransport = Transport & {
  /** Closes the live connection to a host, if there is one. */
  close(hostId: string): Promise<void>;
};

/** `reasonOf` gives the text of a failure, or undefined when the person cancelled. */
export function watchTransport(
  transport: Transport,
  states: SessionStates,
  reasonOf: (error: unknown) => string | undefined,
): WatchedTransport {
  const live = new Map<string, Connection>();

  const watch = (id: string, connection: Connection) => {
    if (live.get(id) === connection) return;
    live.set(id, connection);
    void connection.closed.then(({ reason, detail }) => {
      if (live.get(id) !== connection) return;
      live.delete(id);
      states.setHost(id, reason === 'closed' ? { kind: 'offline' } : { kind: 'failed', reason: detail });
    });
  };

  return {
    async connect(host, signal) {
      if (!live.has(host.name)) states.setHost(host.name, { kind: 'connecting' });
      try {
        const connection = await transport.connect(host, signal);
        watch(host.name, connection);
        states.setHost(host.name, { kind: 'connected' });
        return connection;
      } catch (error) {
        const reason = reasonOf(error);
        states.setHost(host.name, reason === undefined ? { kind: 'offline' } : { kind: 'failed', reason });
        throw error;
      }
    },
    async close(hostId) {
      await live.get(hostId)?.close();
    },
    dispose: () => transport.dispose(),
  };
}
