/** One TCP connection to one logged-in SSH connection. The client comes from node-ssh; all its events are ours. */
import type { Duplex } from 'node:stream';
import { type Config, NodeSSH } from 'node-ssh';
import type { Client, ConnectConfig, VerifyCallback } from 'ssh2';
import { OperationError } from '../errors.ts';
import { type HostKeyAlgorithm, hostKeyAlgorithms, keyTypeOf } from './host-key.ts';
import { judgeHostKey } from './host-key-check.ts';
import { type KnownHostEntry, knownKeyTypes } from './known-hosts.ts';
import { appendKnownHost, readKnownHosts } from './known-hosts-file.ts';
import { collectLoginKeys } from './login-keys.ts';
import { createPatience } from './patience.ts';
import { asOperationError, createAuthHandler, type Login } from './ssh-auth.ts';
import { watchClient } from './ssh-events.ts';
import { isHandshakeFailure, type Phase, sshFailure, timedOut } from './ssh-failure.ts';
import type { HostAddress, Prompter } from './transport.ts';

export type SshTiming = {
  /** Silence before a ping; the connection is given up after `keepAliveCount` unanswered ones. */
  readonly keepAliveMs: number;
  readonly keepAliveCount: number;
  /** Silence borne while connecting and logging in. */
  readonly connectMs: number;
};

export type LoginContext = {
  readonly prompter: Prompter;
  /** The first one is written. */
  readonly knownHostsFiles: readonly string[];
  readonly timing: SshTiming;
  /** Lets one question through at a time; rejects when the signal aborts, whatever becomes of the question. */
  asking<T>(question: () => Promise<T>, signal: AbortSignal): Promise<T>;
  log(line: string): void;
};

/** `detail` is for the log: the words of ssh2. */
type LinkEnd = { readonly reason: 'closed' | 'lost'; readonly detail: string };

export type Link = {
  readonly client: Client;
  readonly ended: Promise<LinkEnd>;
  /** `lost` when it ends because the host before it on the way is gone. */
  end(reason?: 'closed' | 'lost'): Promise<void>;
};

/** GCM first: the fastest ciphers of Node's crypto, by a factor of 1.05 to 1.4 over the others. */
export const ciphers = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
  'chacha20-poly1305@openssh.com',
] as const;

/** After the login only, as OpenSSH has it: what a stranger sends is not decompressed. */
const compressions = { wanted: ['zlib@openssh.com', 'none'], none: ['none'] } as const;

/**
 * Logs in. A manifest's pin does not say of which of the server's keys it is, so a key that differs from the pin is
 * not the last word: the server is asked for its keys of other types, each on a fresh connection.
 */
export async function logIn(
  host: HostAddress,
  openSocket: () => Promise<Duplex>,
  context: LoginContext,
  signal: AbortSignal,
): Promise<Link> {
  const entries = await readKnownHosts(context.knownHostsFiles, host.name);
  const without: string[] = [];
  let pinError: OperationError | undefined;
  for (;;) {
    const algorithms = hostKeyAlgorithms(knownKeyTypes(entries, host.address, host.port), without);
    const socket = await openSocket();
    try {
      return await attempt(host, socket, { entries, algorithms }, context, signal);
    } catch (error) {
      if (pinError && isHandshakeFailure(error instanceof OperationError ? error.cause : error)) throw pinError;
      if (!(error instanceof OperationError) || error.code !== 'host-key-pin-differs') throw error;
      pinError ??= error;
      without.push(String(error.args['keyType']));
      if (hostKeyAlgorithms([], without).length === 0) throw pinError;
    }
  }
}

type Trust = { readonly entries: readonly KnownHostEntry[]; readonly algorithms: HostKeyAlgorithm[] };

function attempt(host: HostAddress, socket: Duplex, trust: Trust, context: LoginContext, signal: AbortSignal): Promise<Link> {
  return new Promise((resolve, reject) => {
    let phase: Phase = 'connecting';
    let ours = false;
    let settleEnded: (end: LinkEnd) => void = () => undefined;
    const ended = new Promise<LinkEnd>((settle) => {
      settleEnded = settle;
    });
    const asked = new AbortController();
    const release = (): void => {
      patience.end();
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown): void => {
      release();
      asked.abort();
      reject(sshFailure(error, host, phase, socket.readableEnded));
      socket.destroy();
    };
    const onAbort = (): void => fail(new OperationError('cancelled', host.name));
    const patience = createPatience(context.timing.connectMs, () => fail(timedOut(host, phase)));
    const asking: Login['asking'] = (question) => patience.resting(() => context.asking(question, asked.signal));
    const log = (line: string): void => context.log(`${host.name}: ${line}`);
    const login = { host, prompter: context.prompter, signal: asked.signal, asking, fail, log };
    const onHostKey = (): void => {
      phase = 'login';
      patience.renew();
    };
    const client = startClient({ ...configOf(login, trust, context, onHostKey), sock: socket as NonNullable<ConnectConfig['sock']> }, fail);
    if (client === null) return;
    watchClient(client, {
      log,
      isOpen: () => phase === 'open',
      failed: (error) => fail(error ?? new OperationError('connection-lost', host.name, { address: host.address })),
      expired: () => fail(new OperationError('password-expired', host.name, { user: host.user })),
      ended: (detail) => {
        settleEnded({ reason: ours ? 'closed' : 'lost', detail });
        socket.destroy();
      },
      ready: () => {
        release();
        phase = 'open';
        log('logged in');
        const end: Link['end'] = (reason = 'closed') => {
          ours = reason === 'closed';
          return endOf(client, socket, ended);
        };
        resolve({ client, ended, end });
      },
    });
    socket.on('error', () => undefined);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}

/** Null when the configuration was refused, which `fail` was told. */
export function startClient(config: Config, fail: (error: unknown) => void): Client | null {
  const ssh = new NodeSSH();
  const started = ssh.connect(config);
  const client = ssh.connection;
  // The promise of node-ssh rejects on errors that ssh2 itself passes over, so the events decide instead.
  started.catch((error: unknown) => {
    if (client === null) fail(error);
  });
  return client;
}

function configOf(login: LoginParts, { entries, algorithms }: Trust, context: LoginContext, onHostKey: () => void): ConnectConfig & Config {
  return {
    username: login.host.user,
    algorithms: {
      serverHostKey: algorithms,
      cipher: [...ciphers],
      compress: [...compressions[login.host.compression === true ? 'wanted' : 'none']],
    },
    keepaliveInterval: context.timing.keepAliveMs,
    keepaliveCountMax: context.timing.keepAliveCount,
    // Our own clock stops while a person is asked; ssh2's does not.
    readyTimeout: 0,
    hostVerifier: createHostVerifier({ ...login, entries, knownHostsFile: context.knownHostsFiles[0] }, onHostKey),
    authHandler: lazyAuthHandler(login),
  };
}

/** Says goodbye, and does not wait long for a peer that may be gone. */
async function endOf(client: Client, socket: Duplex, ended: Link['ended']): Promise<void> {
  client.end();
  const grace = setTimeout(() => {
    socket.destroy();
    client.destroy();
    client.emit('close');
  }, 500);
  await ended;
  clearTimeout(grace);
}

type LoginParts = Omit<Login, 'keys'>;

/** Keys are read and the agent is asked only after the host key was accepted. */
function lazyAuthHandler(login: LoginParts): ReturnType<typeof createAuthHandler> {
  let handler: ReturnType<typeof createAuthHandler> | undefined;
  const askPassphrase = async (identityFile: string, again: boolean): Promise<string | undefined> => {
    const question = { host: login.host.name, identityFile, again, signal: login.signal };
    const passphrase = await login.asking(() => login.prompter.passphrase(question));
    if (passphrase === undefined) login.fail(new OperationError('cancelled', login.host.name));
    return passphrase;
  };
  return (offered, partial, next) => {
    if (handler) {
      handler(offered, partial, next);
      return;
    }
    collectLoginKeys(login.host, askPassphrase, login.log)
      .then((keys) => {
        handler = createAuthHandler({ ...login, keys });
        handler(offered, partial, next);
      })
      .catch((error: unknown) => login.fail(asOperationError(error, login.host.name)));
  };
}

type VerifierParts = LoginParts & { readonly entries: readonly KnownHostEntry[]; readonly knownHostsFile: string | undefined };

function createHostVerifier(parts: VerifierParts, onAccepted: () => void): (key: Buffer, verify: VerifyCallback) => void {
  const { host, log } = parts;
  let accepted: Buffer | undefined;
  return (key, verify) => {
    // Called again at each new key exchange: only the key that was accepted will do.
    if (accepted) {
      verify(accepted.equals(key));
      return;
    }
    verifyHostKey(key, parts)
      .then(() => {
        accepted = Buffer.from(key);
        log(`host key accepted: ${keyTypeOf(key)}`);
        onAccepted();
        verify(true);
      })
      .catch((error: unknown) => {
        parts.fail(asOperationError(error, host.name));
        verify(false);
      });
  };
}

async function verifyHostKey(key: Buffer, { host, entries, prompter, asking, signal, knownHostsFile }: VerifierParts): Promise<void> {
  const verdict = judgeHostKey(host, key, entries);
  if (verdict.kind === 'trusted') return;
  const { keyType, fingerprint } = verdict;
  const question = { host: host.name, address: host.address, keyType, fingerprint, signal };
  const trusted = await asking(() => prompter.trustNewHostKey(question));
  if (!trusted || signal.aborted)
    throw new OperationError('host-key-not-trusted', host.name, { keyType, fingerprint, address: host.address });
  if (knownHostsFile !== undefined) await appendKnownHost(knownHostsFile, host, key);
}
