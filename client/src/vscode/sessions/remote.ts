/** The operations layer, loaded when the first host is reached, with the editor's prompts and log in its hands. */
import type {
  Connection,
  HostAddress,
  LogEvent,
  LogSource,
  OperationErrorCode,
  Prompter,
  Transport,
  TrustOptions,
} from '@dhis2-hosting/client/operations';
import type { Locale } from '@dhis2-hosting/server/service';
import type { HostEntry } from '../inventory/inventory.ts';
import type { LoadOperations, Operations } from '../platform/load-operations.ts';
import type { SessionStates } from './session-states.ts';
import { type WatchedTransport, watchTransport } from './watched-transport.ts';

/** What went wrong, ready to be shown; without a code it is a failure of our own. */
export type Failure = { readonly code: OperationErrorCode | undefined; readonly text: string };

export type Remote = {
  connect(host: HostEntry, signal: AbortSignal): Promise<Connection>;
  close(hostId: string): Promise<void>;
  /** Goes on over broken connections until the signal; throws when it cannot begin. */
  tail(host: HostEntry, source: LogSource, signal: AbortSignal): AsyncIterable<LogEvent>;
  /** The host with rights of root, for plans and runs. */
  asRoot(host: HostEntry, signal: AbortSignal): Promise<AsRoot>;
  /** What the first trust in a host needs; nobody logs in to it. */
  trustOf(host: HostEntry, signal: AbortSignal): Promise<{ readonly operations: Operations; readonly options: TrustOptions }>;
  load(): Promise<{ readonly operations: Operations }>;
  failureOf(error: unknown): Failure;
  dispose(): Promise<void>;
};

export type RemoteParts = {
  readonly load: LoadOperations;
  readonly prompter: Prompter;
  readonly states: SessionStates;
  readonly locale: Locale;
  /** What the tree says of a connection that broke by itself. */
  readonly lost: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One line for the SSH log. */
  readonly log: (line: string) => void;
};

type Loaded = {
  readonly operations: Operations;
  readonly transport: WatchedTransport;
  /** Its commands run as root; it remembers sudo's password for as long as the window lives. */
  readonly elevated: Transport;
};

export type AsRoot = {
  readonly operations: Operations;
  readonly transport: Transport;
  readonly address: HostAddress;
  readonly connection: Connection;
};

export function createRemote({ load, prompter, states, locale, lost, home, env, log }: RemoteParts): Remote {
  let loading: Promise<Loaded> | undefined;
  let loaded: Loaded | undefined;

  const failureOf = (error: unknown): Failure => {
    const operations = loaded?.operations;
    if (operations?.isOperationError(error)) return { code: error.code, text: operations.describeError(error, locale) };
    return { code: undefined, text: error instanceof Error ? error.message : String(error) };
  };
  const reasonOf = (error: unknown) => {
    const { code, text } = failureOf(error);
    return code === 'cancelled' ? undefined : text;
  };
  const loadOnce = () => {
    loading ??= load().then(
      (operations) => {
        const transport = operations.createSshTransport({ prompter, knownHostsFiles: operations.knownHostsFiles(home), log });
        const watched = watchTransport(transport, states, { of: reasonOf, lost });
        loaded = { operations, transport: watched, elevated: operations.createElevatedTransport({ transport: watched, prompter, log }) };
        return loaded;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  /** Read anew each time: people change their SSH configuration while the window is open. */
  const addressOf = async ({ operations }: Loaded, { id, neighbours }: HostEntry) => {
    const host = neighbours.find(({ name }) => name === id);
    if (host === undefined) throw new Error(`No host ${id} among its neighbours`);
    const surroundings = await operations.readHostSurroundings(id, { home, env });
    const note = (name: string, { kind, text }: { readonly kind: string; readonly text: string }) =>
      log(`${name}: left aside in the SSH configuration (${kind}): ${text}`);
    return operations.hostAddressFromManifest(host, neighbours, { ...surroundings, note });
  };

  return {
    async connect(host, signal) {
      const all = await loadOnce();
      return all.transport.connect(await addressOf(all, host), signal);
    },
    async close(hostId) {
      await loaded?.transport.close(hostId);
    },
    async *tail(host, source, signal) {
      const all = await loadOnce();
      yield* all.operations.tailLog({ transport: all.transport, host: await addressOf(all, host), source, signal, log });
    },
    async asRoot(host, signal) {
      const all = await loadOnce();
      const { operations, elevated: transport } = all;
      const address = await addressOf(all, host);
      return { operations, transport, address, connection: await transport.connect(address, signal) };
    },
    async trustOf(host, signal) {
      const all = await loadOnce();
      const { operations, transport } = all;
      const options = { transport, host: await addressOf(all, host), knownHostsFiles: operations.knownHostsFiles(home), signal };
      return { operations, options };
    },
    load: loadOnce,
    failureOf,
    async dispose() {
      await loaded?.transport.dispose();
    },
  };
}
