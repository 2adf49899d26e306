/** One live connection per host, shared by all who ask and by the connections that pass through it. */
import { OperationError } from '../errors.ts';
import type { Link } from './ssh-login.ts';
import type { Connection, HostAddress } from './transport.ts';
import { untilAborted } from './until-aborted.ts';

export type Opened = { readonly connection: Connection; readonly link: Link };

type Lease = Opened & {
  /** Somebody asked for this host itself, so its connection stays. */
  keep(): void;
  /** A connection passes through this one until the returned function is called. */
  carry(): () => void;
};

export type Pool = {
  /** The live connection, or the attempt under way, or a new one. */
  lease(host: HostAddress, signal: AbortSignal): Promise<Lease>;
  dispose(): Promise<void>;
};

/** An attempt under way or a live connection. */
type Entry = {
  readonly opened: Promise<Opened>;
  readonly abort: AbortController;
  /** Callers still waiting for the attempt; it is given up with the last one. */
  waiting: number;
  /** Connections that pass through this one. */
  carried: number;
  /** Asked for by a caller, not only as a jump host. */
  wanted: boolean;
};

export function createPool(open: (host: HostAddress, signal: AbortSignal, lease: Pool['lease']) => Promise<Opened>): Pool {
  const entries = new Map<string, Entry>();

  const lease: Pool['lease'] = async (host, signal) => {
    const key = keyOf(host);
    const entry = entries.get(key) ?? start(key, host);
    entry.waiting++;
    try {
      const opened = await untilAborted(entry.opened, signal, () => new OperationError('cancelled', host.name));
      return leaseOf(entry, opened);
    } finally {
      entry.waiting--;
      if (signal.aborted) giveUp(entry);
    }
  };

  function start(key: string, host: HostAddress): Entry {
    const abort = new AbortController();
    const opened = open(host, abort.signal, lease);
    const entry: Entry = { opened, abort, waiting: 0, carried: 0, wanted: false };
    entries.set(key, entry);
    const forget = (): void => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    opened.then(({ link }) => link.ended.then(forget), forget);
    return entry;
  }

  return {
    lease,
    dispose: async () => {
      const all = [...entries.values()];
      for (const entry of all) entry.abort.abort();
      await Promise.allSettled(all.map(async ({ opened }) => await (await opened).link.end()));
    },
  };
}

function leaseOf(entry: Entry, opened: Opened): Lease {
  return {
    ...opened,
    keep: () => {
      entry.wanted = true;
    },
    carry: () => {
      entry.carried++;
      return () => {
        entry.carried--;
        if (isUnused(entry)) void opened.link.end();
      };
    },
  };
}

/** Ends an attempt, or what has just come of it, that nobody waits for any more. */
function giveUp(entry: Entry): void {
  if (!isUnused(entry)) return;
  entry.abort.abort();
  entry.opened.then(({ link }) => (isUnused(entry) ? link.end() : undefined)).catch(() => undefined);
}

function isUnused({ waiting, carried, wanted }: Entry): boolean {
  return waiting === 0 && carried === 0 && !wanted;
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
