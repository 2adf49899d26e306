/** The transport over node-ssh: one live connection per host, shared by all who ask, jump hosts included. */
import { OperationError } from '../errors.ts';
import { lastJumpOf, openThrough } from './jump.ts';
import { openTcp } from './socket.ts';
import { createExec } from './ssh-channel.ts';
import { type Link, type LoginContext, logIn, type SshTiming } from './ssh-login.ts';
import type { Connection, HostAddress, Prompter, Transport } from './transport.ts';
import { createTurnstile } from './turnstile.ts';

export type SshTransportOptions = {
  readonly prompter: Prompter;
  /** The first one is the user's and is written; the others are only read. */
  readonly knownHostsFiles: readonly string[];
  /** One line for the SSH log. Never holds a secret. */
  readonly log?: (line: string) => void;
  readonly timing?: Partial<SshTiming>;
};

/** A peer that fell silent is given up after at most 40 s: a ping each 10 s, and the fourth is not sent. */
const defaultTiming: SshTiming = { keepAliveMs: 10_000, keepAliveCount: 3, connectMs: 20_000 };

/** One place of the pool: an attempt under way or a live connection. */
type Entry = {
  readonly opened: Promise<{ readonly connection: Connection; readonly link: Link }>;
  readonly abort: AbortController;
  /** Callers still waiting for the attempt; it is given up with the last one. */
  waiting: number;
  /** Connections that pass through this one. */
  carried: number;
  /** Asked for by a caller, not only as a jump host. */
  wanted: boolean;
};

export function createSshTransport(options: SshTransportOptions): Transport {
  const log = options.log ?? (() => undefined);
  const timing = { ...defaultTiming, ...options.timing };
  const questions = createTurnstile(1);
  const entries = new Map<string, Entry>();
  const context: LoginContext = {
    prompter: options.prompter,
    knownHostsFiles: options.knownHostsFiles,
    timing,
    log,
    asking: async (question, signal) => {
      const leave = await questions.enter(signal);
      let onAbort: () => void = () => undefined;
      const aborted = new Promise<never>((_, reject) => {
        onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort);
      });
      try {
        return await Promise.race([question(), aborted]);
      } finally {
        signal.removeEventListener('abort', onAbort);
        leave();
      }
    },
  };

  async function lease(
    host: HostAddress,
    signal: AbortSignal,
  ): Promise<{ readonly entry: Entry; readonly connection: Connection; readonly link: Link }> {
    const key = keyOf(host);
    const entry = entries.get(key) ?? start(key, host);
    entry.waiting++;
    let onAbort: () => void = () => undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(new OperationError('cancelled', host.name));
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
    try {
      return { entry, ...(await Promise.race([entry.opened, aborted])) };
    } finally {
      signal.removeEventListener('abort', onAbort);
      entry.waiting--;
      if (signal.aborted) giveUp(entry);
    }
  }

  /** Ends an attempt, or what has just come of it, that nobody waits for any more. */
  function giveUp(entry: Entry): void {
    const unused = (): boolean => entry.waiting === 0 && entry.carried === 0 && !entry.wanted;
    if (!unused()) return;
    entry.abort.abort();
    entry.opened.then(({ link }) => (unused() ? link.end() : undefined)).catch(() => undefined);
  }

  function start(key: string, host: HostAddress): Entry {
    const abort = new AbortController();
    const opened = open(host, abort.signal);
    const entry: Entry = { opened, abort, waiting: 0, carried: 0, wanted: false };
    entries.set(key, entry);
    const forget = (): void => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    opened.then(({ link }) => link.ended.then(forget), forget);
    return entry;
  }

  async function open(host: HostAddress, signal: AbortSignal): Promise<{ readonly connection: Connection; readonly link: Link }> {
    const jump = lastJumpOf(host);
    const via = jump && (await lease(jump, signal));
    if (via) via.entry.carried++;
    const letGo = (): void => {
      if (!via) return;
      via.entry.carried--;
      if (via.entry.carried === 0 && via.entry.waiting === 0 && !via.entry.wanted) void via.link.end();
    };
    try {
      log(`${host.name}: connecting to ${host.user}@${host.address} port ${host.port}${jump ? ` through ${jump.name}` : ''}`);
      const openSocket = () => (via && jump ? openThrough(via.link, jump, host, signal) : openTcp(host, timing.connectMs, signal));
      const link = await logIn(host, openSocket, context, signal);
      const closed = link.ended.then((end) => {
        log(`${host.name}: ${end.reason} (${end.detail})`);
        letGo();
        return end;
      });
      // Closes the way with what it carried: a lost jump host must not leave us waiting for its passenger's own pings.
      void via?.link.ended.then(() => link.end('lost'));
      return { link, connection: { host, exec: createExec(link, host), closed, close: () => link.end() } };
    } catch (error) {
      letGo();
      throw error;
    }
  }

  return {
    connect: async (host, signal) => {
      const { entry, connection } = await lease(host, signal);
      entry.wanted = true;
      return connection;
    },
    dispose: async () => {
      const all = [...entries.values()];
      for (const entry of all) entry.abort.abort();
      await Promise.allSettled(all.map(async ({ opened }) => await (await opened).link.end()));
    },
  };
}

/** Two manifests may give one name to two machines, so the whole way counts. */
function keyOf(host: HostAddress): string {
  const step = ({ name, user, address, port, hostKeyPin }: HostAddress): readonly unknown[] => [
    name,
    user,
    address,
    port,
    hostKeyPin ?? '',
  ];
  return JSON.stringify([...host.jumps.map(step), step(host)]);
}
