/** Through a jump host: its connection carries the next one as a forwarded TCP channel, so it sees only cipher text. */
import type { Duplex } from 'node:stream';
import { OperationError } from '../errors.ts';
import type { Link } from './ssh-login.ts';
import type { HostAddress } from './transport.ts';

/** The host to pass last, with the way to it; undefined for a host that is reached straight. */
export function lastJumpOf(host: HostAddress): HostAddress | undefined {
  const last = host.jumps.at(-1);
  return last && { ...last, jumps: host.jumps.slice(0, -1) };
}

export function openThrough(link: Link, jump: HostAddress, host: HostAddress, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const failed = (detail: string, cause?: unknown): void =>
      reject(new OperationError('jump-host-failed', host.name, { jump: jump.name, address: host.address, port: host.port, detail }, cause));
    const onAbort = (): void => reject(new OperationError('cancelled', host.name));
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    void link.ended.then(({ detail }) => failed(detail));
    try {
      link.client.forwardOut('127.0.0.1', 0, host.address, host.port, (error, channel) => {
        signal.removeEventListener('abort', onAbort);
        if (error) {
          failed(error.message, error);
          return;
        }
        channel.on('error', () => undefined);
        if (signal.aborted) channel.destroy();
        resolve(channel);
      });
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error), error);
    }
  });
}
