/** Host keys as blobs of the SSH wire format (RFC 4253, 6.6). */
import { createHash } from 'node:crypto';

/** `SHA256:...` as OpenSSH prints it: base64 without padding. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The first string of the blob, or undefined when this is no key. */
export function keyTypeOf(key: Uint8Array): string | undefined {
  const blob = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  if (blob.length < 8) return undefined;
  const length = blob.readUInt32BE(0);
  if (length === 0 || length > 64 || blob.length <= 4 + length) return undefined;
  const type = blob.toString('latin1', 4, 4 + length);
  return /^[a-z0-9@.-]+$/i.test(type) ? type : undefined;
}

/** Key types in the order we prefer, each with its signature algorithms. SHA-1 signatures (`ssh-rsa`) are not accepted. */
const signatureAlgorithms = [
  ['ssh-ed25519', ['ssh-ed25519']],
  ['ecdsa-sha2-nistp256', ['ecdsa-sha2-nistp256']],
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384']],
  ['ecdsa-sha2-nistp521', ['ecdsa-sha2-nistp521']],
  ['ssh-rsa', ['rsa-sha2-512', 'rsa-sha2-256']],
] as const;

export type HostKeyAlgorithm = (typeof signatureAlgorithms)[number][1][number];

/**
 * What to ask the server for: types already known for this host first, as OpenSSH does, so that a known key is not
 * taken for a changed one because the server would rather show another of its keys.
 */
export function hostKeyAlgorithms(knownTypes: readonly string[], without: readonly string[] = []): HostKeyAlgorithm[] {
  const usable = signatureAlgorithms.filter(([type]) => !without.includes(type));
  const known = usable.filter(([type]) => knownTypes.includes(type));
  return [...known, ...usable.filter((row) => !known.includes(row))].flatMap(([, algorithms]) => algorithms);
}
