/** Through a jump host: its connection carries the next one as a forwarded TCP channel, so it sees only cipher text. */
import type { Duplex } from 'node:stream';
import { OperationError } from '../errors.ts';
import { type ReasonId, reason } from '../texts.ts';
import type { Link } from './ssh-login.ts';
import type { HostAddress } from './transport.ts';

/** The host to pass last, with the way to it; undefined for a host that is reached straight. */
export function lastJumpOf(host: HostAddress): HostAddress | undefined {
  const last = host.jumps.at(-1);
  return last && { ...last, jumps: host.jumps.slice(0, -1) };
}

/** RFC 4254, 5.1: why a server does not open a channel. */
const refusals: { readonly [code: number]: ReasonId } = { 1: 'forwardingProhibited', 2: 'jumpCannotConnect', 4: 'jumpIsFull' };

export function openThrough(link: Link, jump: HostAddress, host: HostAddress, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const failed = (why: ReasonId, cause?: unknown): void =>
      reject(new OperationError('jump-host-failed', host.name, { jump: jump.name, detail: reason(why) }, cause));
    const onAbort = (): void => reject(new OperationError('cancelled', host.name));
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    void link.ended.then(() => failed('jumpLost'));
    try {
      link.client.forwardOut('127.0.0.1', 0, host.address, host.port, (error, channel) => {
        signal.removeEventListener('abort', onAbort);
        if (error) {
          failed(refusals[codeOfRefusal(error)] ?? 'jumpRefused', error);
          return;
        }
        channel.on('error', () => undefined);
        if (signal.aborted) channel.destroy();
        resolve(channel);
      });
    } catch (error) {
      failed('jumpLost', error);
    }
  });
}

function codeOfRefusal(error: Error): number {
  return 'reason' in error && typeof error.reason === 'number' ? error.reason : 0;
}
