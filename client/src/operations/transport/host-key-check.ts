/** Strict host keys, for a target and for each host on the way. Nothing is sent to a server before this says yes. */
import { OperationError } from '../errors.ts';
import { fingerprintOf, keyTypeOf } from './host-key.ts';
import { type KnownHostEntry, type KnownKey, lookUpHostKey } from './known-hosts.ts';
import type { HostAddress } from './transport.ts';

export type HostKeyVerdict =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'ask'; readonly keyType: string; readonly fingerprint: string };

/** Throws OperationError for every key that must not be used. A pin that fits is an answer by itself: nothing is asked or written. */
export function judgeHostKey(host: HostAddress, key: Uint8Array, entries: readonly KnownHostEntry[]): HostKeyVerdict {
  const offered = { keyType: keyTypeOf(key) ?? '?', fingerprint: fingerprintOf(key), address: host.address };
  const answer = lookUpHostKey(entries, host.address, host.port, key);
  const pin = host.hostKeyPin;
  if (answer.kind === 'revoked') throw new OperationError('host-key-revoked', host.name, { ...offered, ...placeOf([answer.by]) });
  if (pin !== undefined && pin !== offered.fingerprint) throw new OperationError('host-key-pin-differs', host.name, { ...offered, pin });
  if (answer.kind === 'changed') {
    const code = pin === undefined ? 'host-key-changed' : 'host-key-pin-conflict';
    throw new OperationError(code, host.name, { ...offered, ...placeOf(answer.known), pin: pin ?? '' });
  }
  if (pin !== undefined || answer.kind === 'trusted') return { kind: 'trusted' };
  return { kind: 'ask', keyType: offered.keyType, fingerprint: offered.fingerprint };
}

function placeOf(known: readonly KnownKey[]): { readonly known: string; readonly file: string; readonly line: number } {
  const first = known[0];
  return {
    known: known.map(({ keyType, fingerprint }) => `${fingerprint} (${keyType})`).join(', '),
    file: first?.file ?? '',
    line: first?.line ?? 0,
  };
}
