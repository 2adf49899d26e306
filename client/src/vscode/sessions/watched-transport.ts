/** A transport that tells the tree what happens to its connections, whoever asked for them. */
import type { Connection, Transport } from '@dhis2-hosting/client/operations';
import type { SessionStates } from './session-states.ts';

export type WatchedTransport = Transport & {
  /** Closes the live connection to a host, if there is one. */
  close(hostId: string): Promise<void>;
};

export type Reasons = {
  /** Text of a failure; undefined when the person cancelled. */
  readonly of: (error: unknown) => string | undefined;
  /** Text for a connection that broke by itself; the transport's own words are in the SSH log. */
  readonly lost: string;
};

export function watchTransport(transport: Transport, states: SessionStates, reasons: Reasons): WatchedTransport {
  const live = new Map<string, Connection>();

  const watch = (id: string, connection: Connection) => {
    if (live.get(id) === connection) return;
    live.set(id, connection);
    void connection.closed.then(({ reason }) => {
      if (live.get(id) !== connection) return;
      live.delete(id);
      states.setHost(id, reason === 'closed' ? { kind: 'offline' } : { kind: 'failed', reason: reasons.lost });
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
        const reason = reasons.of(error);
        states.setHost(host.name, reason === undefined ? { kind: 'offline' } : { kind: 'failed', reason });
        throw error;
      }
    },
    connectAnew: (host, signal) => transport.connectAnew(host, signal),
    hostKeys: (host, signal) => transport.hostKeys(host, signal),
    async close(hostId) {
      await live.get(hostId)?.close();
    },
    dispose: () => transport.dispose(),
  };
}
