/**
 * Which keys a server shows. The handshake is given up as soon as the key is seen, so neither a name nor a secret is sent.
 */
import type { Duplex } from 'node:stream';
import type { ConnectConfig } from 'ssh2';
import { OperationError } from '../errors.ts';
import { fingerprintOf, type HostKeyAlgorithm, hostKeyAlgorithms, keyTypeOf } from './host-key.ts';
import { createPatience } from './patience.ts';
import { isHandshakeFailure, sshFailure, timedOut } from './ssh-failure.ts';
import { ciphers, startClient } from './ssh-login.ts';
import type { HostAddress, OfferedKey } from './transport.ts';

type AskOptions = {
  /** Types to ask for first. */
  readonly knownTypes: readonly string[];
  /** Milliseconds of silence borne on each connection. */
  readonly silenceMs: number;
};

export async function* offeredKeys(
  host: HostAddress,
  openSocket: () => Promise<Duplex>,
  { knownTypes, silenceMs }: AskOptions,
  signal: AbortSignal,
): AsyncGenerator<OfferedKey, void, undefined> {
  const seen: string[] = [];
  for (;;) {
    const algorithms = hostKeyAlgorithms(knownTypes, seen);
    if (algorithms.length === 0) return;
    let key: Uint8Array;
    try {
      key = await keyShown(host, await openSocket(), { algorithms, silenceMs }, signal);
    } catch (error) {
      // It has no key of the types that are left.
      if (seen.length > 0 && isHandshakeFailure(error instanceof OperationError ? error.cause : error)) return;
      throw error;
    }
    const keyType = keyTypeOf(key);
    if (keyType === undefined || seen.includes(keyType)) return;
    seen.push(keyType);
    yield { keyType, fingerprint: fingerprintOf(key), key };
  }
}

function keyShown(
  host: HostAddress,
  socket: Duplex,
  { algorithms, silenceMs }: { readonly algorithms: HostKeyAlgorithm[]; readonly silenceMs: number },
  signal: AbortSignal,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      patience.end();
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
    };
    const fail = (error: unknown): void => {
      finish();
      reject(sshFailure(error, host, 'connecting', socket.readableEnded));
    };
    const onAbort = (): void => fail(new OperationError('cancelled', host.name));
    const patience = createPatience(silenceMs, () => fail(timedOut(host, 'connecting')));
    const client = startClient(
      {
        username: host.user,
        algorithms: { serverHostKey: algorithms, cipher: [...ciphers] },
        readyTimeout: 0,
        hostVerifier: (key: Buffer, verify: (ok: boolean) => void) => {
          // Before the refusal, which is an error to the client.
          resolve(Uint8Array.from(key));
          verify(false);
          finish();
        },
        sock: socket as NonNullable<ConnectConfig['sock']>,
      },
      fail,
    );
    socket.on('error', () => undefined);
    client?.on('error', fail);
    client?.on('close', () => fail(new OperationError('connection-lost', host.name, { address: host.address })));
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
}
