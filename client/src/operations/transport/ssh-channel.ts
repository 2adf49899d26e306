/** Commands over one SSH connection: pulled streams, a queue in front of the server's session limit, every channel closed. */
import type { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { OperationError } from '../errors.ts';
import { sshFailure } from './ssh-failure.ts';
import type { Link } from './ssh-login.ts';
import type { Connection, ExecOptions, ExitStatus, HostAddress, RemoteProcess } from './transport.ts';
import { createTurnstile } from './turnstile.ts';

/** Below the server's usual MaxSessions of 10 (`man sshd_config`). */
const maxSessions = 8;

export function createExec(link: Link, host: HostAddress): Connection['exec'] {
  const turnstile = createTurnstile(maxSessions);
  return async (commandLine, options) => {
    const leave = await turnstile.enter(options.signal).catch(() => {
      throw new OperationError('cancelled', host.name);
    });
    try {
      return await openChannel(link, host, commandLine, options.signal, (channel) => processOf(channel, link, options, leave));
    } catch (error) {
      leave();
      throw error;
    }
  };
}

/** `opened` is called before anything else of the channel is read: a short command's exit status may be in the same packet. */
function openChannel(
  link: Link,
  host: HostAddress,
  commandLine: string,
  signal: AbortSignal,
  opened: (channel: ClientChannel) => RemoteProcess,
): Promise<RemoteProcess> {
  return new Promise((resolve, reject) => {
    const cancelled = (): void => reject(new OperationError('cancelled', host.name));
    const lost = (): void => reject(new OperationError('connection-lost', host.name, { address: host.address }));
    if (signal.aborted) {
      cancelled();
      return;
    }
    signal.addEventListener('abort', cancelled, { once: true });
    void link.ended.then(lost);
    try {
      link.client.exec(commandLine, (error, channel) => {
        signal.removeEventListener('abort', cancelled);
        if (error) {
          const refused = 'reason' in error;
          reject(refused ? new OperationError('session-refused', host.name, {}, error) : sshFailure(error, host, 'open'));
          return;
        }
        // An error event without a listener would end the whole extension host.
        channel.on('error', () => undefined);
        channel.stderr.on('error', () => undefined);
        if (signal.aborted) abandon(channel);
        else resolve(opened(channel));
      });
    } catch (error) {
      signal.removeEventListener('abort', cancelled);
      reject(sshFailure(error, host, 'open'));
    }
  });
}

/** Output that nobody reads any more is drained, or the close of the channel would never be seen. */
function abandon(channel: ClientChannel): void {
  channel.destroy();
  discard(channel);
  discard(channel.stderr);
}

/** By `readable`, as `pull` reads: a stream that had such a listener does not start to flow by itself. */
function discard(stream: Readable): void {
  const drain = (): void => {
    let chunk: unknown = stream.read();
    while (chunk !== null) chunk = stream.read();
  };
  stream.on('readable', drain);
  drain();
}

function processOf(channel: ClientChannel, link: Link, options: ExecOptions, leave: () => void): RemoteProcess {
  const { signal } = options;
  let status: ExitStatus = { kind: 'unknown' };
  const stopped = new AbortController();
  const stop = (): void => {
    stopped.abort();
    // sshd passes signals on to commands of ordinary users; others end by the end of their input.
    if (signal.aborted) channel.signal('TERM');
    abandon(channel);
  };
  channel.on('exit', (code: number | null, name?: string) => {
    status = code === null ? { kind: 'signalled', signal: name ?? '' } : { kind: 'exited', code };
  });
  const exit = new Promise<ExitStatus>((resolve) => {
    const finish = (): void => {
      signal.removeEventListener('abort', stop);
      leave();
      resolve(status);
    };
    channel.on('close', finish);
    void link.ended.then(finish);
  });
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  if (options.stdin) channel.write(options.stdin);
  if (options.keepStdinOpen !== true) channel.end();
  return {
    stdout: pull(channel, stopped.signal, stop),
    stderr: pull(channel.stderr, stopped.signal),
    input: { write: (bytes) => feed(channel, bytes, exit), end: () => void channel.end() },
    exit,
  };
}

async function feed(channel: ClientChannel, bytes: Uint8Array, exit: Promise<ExitStatus>): Promise<void> {
  if (!channel.writable) return;
  await Promise.race([exit, new Promise<void>((resolve) => channel.write(bytes, () => resolve()))]);
}

/**
 * Chunks on demand. What is not taken stays in the stream's buffer, which is as large as the SSH window; when it is
 * full the server is not given more window and the remote command blocks.
 */
function pull(stream: Readable, stopped: AbortSignal, onUnfinished?: () => void): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      let wake = (): void => undefined;
      let ended = stream.readableEnded;
      const onReadable = (): void => wake();
      const onEnd = (): void => {
        ended = true;
        wake();
      };
      stream.on('readable', onReadable).on('end', onEnd).on('close', onEnd);
      stopped.addEventListener('abort', onReadable);
      try {
        while (!stopped.aborted) {
          const chunk: Buffer | null = stream.read();
          if (chunk !== null) yield chunk;
          else if (ended) return;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        stream.off('readable', onReadable).off('end', onEnd).off('close', onEnd);
        stopped.removeEventListener('abort', onReadable);
        discard(stream);
        if (!ended && !stopped.aborted) onUnfinished?.();
      }
    },
  };
}
