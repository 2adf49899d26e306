/**
 * The first trust in a host: what it shows is compared with what a person got of it another way. What nobody vouched for
 * is never trusted, and a key that changed is an error.
 */
import { OperationError } from './errors.ts';
import { fingerprintOf, keyTypeOf } from './transport/host-key.ts';
import { judgeHostKey } from './transport/host-key-check.ts';
import { type KnownKey, lookUpHostKey } from './transport/known-hosts.ts';
import { appendKnownHost, readKnownHosts } from './transport/known-hosts-file.ts';
import type { HostAddress, OfferedKey, Transport } from './transport/transport.ts';

export type TrustOptions = {
  readonly transport: Pick<Transport, 'hostKeys'>;
  readonly host: HostAddress;
  /** The first one is written. */
  readonly knownHostsFiles: readonly string[];
  readonly signal: AbortSignal;
};

export type HostTrust =
  /** The host shows the key that the manifest promises. */
  | { readonly kind: 'pinned'; readonly key: OfferedKey }
  /** This computer knows the key; the manifest promises none. */
  | { readonly kind: 'known'; readonly key: OfferedKey; readonly by: KnownKey }
  | { readonly kind: 'unknown'; readonly key: OfferedKey };

/** Throws OperationError for a key that must not be used: changed, revoked, or another one than the manifest promises. */
export async function lookAtHostKey({ transport, host, knownHostsFiles, signal }: TrustOptions): Promise<HostTrust> {
  const entries = await readKnownHosts(knownHostsFiles, host.name);
  let differs: unknown;
  for await (const key of transport.hostKeys(host, signal)) {
    try {
      const verdict = judgeHostKey(host, key.key, entries);
      if (host.hostKeyPin !== undefined) return { kind: 'pinned', key };
      const found = lookUpHostKey(entries, host.address, host.port, key.key);
      return verdict.kind === 'trusted' && found.kind === 'trusted' ? { kind: 'known', key, by: found.by } : { kind: 'unknown', key };
    } catch (error) {
      // The pin may be of another of the host's keys.
      if (!(error instanceof OperationError) || error.code !== 'host-key-pin-differs') throw error;
      differs ??= error;
    }
  }
  throw differs ?? new OperationError('protocol-error', host.name, { address: host.address });
}

/**
 * SHA-256 fingerprints in what a person pastes: the output of `ssh-keygen -lf`, the console of a provider, or public keys
 * as they stand in a file. MD5 fingerprints do not count: they can be forged.
 */
export function fingerprintsIn(text: string): readonly string[] {
  const written = [...text.matchAll(/SHA256:([A-Za-z0-9+/]{43})(?![A-Za-z0-9+/])/g)].map(([all]) => all);
  const keys = [...text.matchAll(/(?<![A-Za-z0-9+/])AAAA[A-Za-z0-9+/]{60,}={0,2}/g)].map(([base64]) => Buffer.from(base64, 'base64'));
  return [...new Set([...written, ...keys.filter((key) => keyTypeOf(key) !== undefined).map(fingerprintOf)])];
}

export type Compared =
  | { readonly kind: 'same'; readonly key: OfferedKey }
  | { readonly kind: 'differs'; readonly shown: readonly OfferedKey[] }
  /** There is no fingerprint in the text. */
  | { readonly kind: 'nothing' };

/** The host is asked anew, for its keys of other types too when the first is not the one. */
export async function compareHostKey(text: string, { transport, host, signal }: TrustOptions): Promise<Compared> {
  const wanted = fingerprintsIn(text);
  if (wanted.length === 0) return { kind: 'nothing' };
  const shown: OfferedKey[] = [];
  for await (const key of transport.hostKeys(host, signal)) {
    if (wanted.includes(key.fingerprint)) return { kind: 'same', key };
    shown.push(key);
  }
  return { kind: 'differs', shown };
}

/**
 * Writes a key that was compared into known_hosts, where ssh and Ansible look for it too, unless it is there. Throws
 * OperationError when known_hosts says otherwise.
 */
export async function rememberHostKey(
  { key }: OfferedKey,
  { host, knownHostsFiles }: Pick<TrustOptions, 'host' | 'knownHostsFiles'>,
): Promise<void> {
  const entries = await readKnownHosts(knownHostsFiles, host.name);
  const verdict = judgeHostKey({ ...host, hostKeyPin: undefined }, key, entries);
  const [file] = knownHostsFiles;
  if (verdict.kind === 'ask' && file !== undefined) await appendKnownHost(file, host, key);
}
