/** The transport over node-ssh: one live connection per host, shared by all who ask, jump hosts included. */
import { isOperationError } from '../errors.ts';
import { createPool, type Opened, type Pool } from './connection-pool.ts';
import { lastJumpOf, openThrough } from './jump.ts';
import { knownKeyTypes } from './known-hosts.ts';
import { readKnownHosts } from './known-hosts-file.ts';
import { offeredKeys } from './offered-keys.ts';
import { openTcp } from './socket.ts';
import { createExec } from './ssh-channel.ts';
import { messageOf } from './ssh-failure.ts';
import { type LoginContext, logIn, type SshTiming } from './ssh-login.ts';
import type { HostAddress, OfferedKey, Prompter, Transport } from './transport.ts';
import { createTurnstile } from './turnstile.ts';
import { untilAborted } from './until-aborted.ts';

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

export function createSshTransport({ prompter, knownHostsFiles, log = () => undefined, timing }: SshTransportOptions): Transport {
  const context: LoginContext = {
    prompter,
    knownHostsFiles,
    timing: { ...defaultTiming, ...timing },
    log,
    asking: createAsking(),
  };
  const pool = createPool((host, signal, lease) => open(host, context, lease, signal));
  return {
    connect: async (host, signal) => {
      const { connection, keep } = await pool.lease(host, signal);
      keep();
      return connection;
    },
    connectAnew: async (host, signal) => (await open(host, context, pool.lease, signal)).connection,
    hostKeys: (host, signal) => hostKeys(host, context, pool.lease, signal),
    dispose: () => pool.dispose(),
  };
}

function createAsking(): LoginContext['asking'] {
  const questions = createTurnstile(1);
  return async (question, signal) => {
    const leave = await questions.enter(signal);
    try {
      return await untilAborted(question(), signal, () => signal.reason);
    } finally {
      leave();
    }
  };
}

/** Logs in to the host, over its jump host when it has one. */
async function open(host: HostAddress, context: LoginContext, lease: Pool['lease'], signal: AbortSignal): Promise<Opened> {
  const { log, timing } = context;
  const jump = lastJumpOf(host);
  const via = jump && (await lease(jump, signal));
  const letGo = via?.carry();
  try {
    log(`${host.name}: connecting to ${host.user}@${host.address} port ${host.port}${jump ? ` through ${jump.name}` : ''}`);
    const openSocket = () => (via && jump ? openThrough(via.link, jump, host, signal) : openTcp(host, timing.connectMs, signal));
    const link = await logIn(host, openSocket, context, signal);
    const closed = link.ended.then((end) => {
      log(`${host.name}: ${end.reason} (${end.detail})`);
      letGo?.();
      return end;
    });
    // Closes the way with what it carried: a lost jump host must not leave us waiting for its passenger's own pings.
    void via?.link.ended.then(() => link.end('lost'));
    return { link, connection: { host, exec: createExec(link, host), closed, close: () => link.end() } };
  } catch (error) {
    log(`${host.name}: ${failureLine(error)}`);
    letGo?.();
    throw error;
  }
}

/** The way to the host is logged in to as ever; only the host itself is not. */
async function* hostKeys(
  host: HostAddress,
  { knownHostsFiles, timing, log }: LoginContext,
  lease: Pool['lease'],
  signal: AbortSignal,
): AsyncGenerator<OfferedKey, void, undefined> {
  const entries = await readKnownHosts(knownHostsFiles, host.name);
  const jump = lastJumpOf(host);
  const via = jump && (await lease(jump, signal));
  const letGo = via?.carry();
  const openSocket = () => (via && jump ? openThrough(via.link, jump, host, signal) : openTcp(host, timing.connectMs, signal));
  try {
    log(`${host.name}: asking ${host.address} port ${host.port} for its keys${jump ? ` through ${jump.name}` : ''}`);
    yield* offeredKeys(
      host,
      openSocket,
      { knownTypes: knownKeyTypes(entries, host.address, host.port), silenceMs: timing.connectMs },
      signal,
    );
  } finally {
    letGo?.();
  }
}

/** The words of the system and of ssh2, which are English only, stand in the log and never in a message. */
function failureLine(error: unknown): string {
  if (!isOperationError(error)) return messageOf(error);
  return error.cause === undefined ? error.code : `${error.code} (${messageOf(error.cause)})`;
}
