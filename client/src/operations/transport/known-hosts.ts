/** The known_hosts format (`man sshd`, SSH_KNOWN_HOSTS FILE FORMAT) as values: parse, look up, write one line. */
import { createHmac, randomBytes } from 'node:crypto';
import { fingerprintOf, keyTypeOf } from './host-key.ts';
import { matchesPatternList } from './wildcard.ts';

export type KnownHostEntry = {
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** The field as written: patterns, or one hashed name. */
  readonly names: string;
  readonly keyType: string;
  readonly key: Buffer;
  readonly file: string;
  /** One-based. */
  readonly line: number;
};

export type KnownKey = { readonly keyType: string; readonly fingerprint: string; readonly file: string; readonly line: number };

export type KnownHostAnswer =
  | { readonly kind: 'trusted'; readonly by: KnownKey }
  | { readonly kind: 'unknown' }
  /** The host is known, and none of its keys is the one it shows now. */
  | { readonly kind: 'changed'; readonly known: readonly KnownKey[] }
  | { readonly kind: 'revoked'; readonly by: KnownKey };

const fieldPattern = /^(?:(@\S+)\s+)?(\S+)\s+(\S+)\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/** Lines that are not understood are skipped, as OpenSSH skips them. */
export function parseKnownHosts(text: string, file: string): readonly KnownHostEntry[] {
  return text.split('\n').flatMap((raw, index) => {
    const source = raw.trim();
    if (source === '' || source.startsWith('#')) return [];
    const match = fieldPattern.exec(source);
    const marker = markerOf(match?.[1]);
    const [, , names, keyType, base64] = match ?? [];
    if (marker === undefined || names === undefined || keyType === undefined || base64 === undefined) return [];
    const key = Buffer.from(base64, 'base64');
    return keyTypeOf(key) === keyType ? [{ marker, names, keyType, key, file, line: index + 1 }] : [];
  });
}

function markerOf(text: string | undefined): KnownHostEntry['marker'] | undefined {
  if (text === undefined) return 'none';
  if (text === '@revoked') return 'revoked';
  return text === '@cert-authority' ? 'cert-authority' : undefined;
}

/** How a host is named in known_hosts: alone at port 22, `[name]:port` elsewhere. */
function knownHostsName(address: string, port: number): string {
  const name = address.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

function entryNames(entry: KnownHostEntry, name: string): boolean {
  if (!entry.names.startsWith('|')) return matchesPatternList(name, entry.names.toLowerCase().split(','));
  const [, version, salt, hash] = entry.names.split('|');
  return version === '1' && salt !== undefined && hash !== undefined && hashName(name, Buffer.from(salt, 'base64')) === hash;
}

function hashName(name: string, salt: Uint8Array): string {
  return createHmac('sha1', salt).update(name).digest('base64');
}

function asKnownKey({ keyType, key, file, line }: KnownHostEntry): KnownKey {
  return { keyType, fingerprint: fingerprintOf(key), file, line };
}

export function lookUpHostKey(entries: readonly KnownHostEntry[], address: string, port: number, key: Uint8Array): KnownHostAnswer {
  const name = knownHostsName(address, port);
  const named = entries.filter((entry) => entryNames(entry, name));
  const sameKey = (entry: KnownHostEntry): boolean => entry.key.equals(key);

  const revoked = named.find((entry) => entry.marker === 'revoked' && sameKey(entry));
  if (revoked) return { kind: 'revoked', by: asKnownKey(revoked) };
  const plain = named.filter((entry) => entry.marker === 'none');
  const trusted = plain.find(sameKey);
  if (trusted) return { kind: 'trusted', by: asKnownKey(trusted) };
  if (plain.length > 0) return { kind: 'changed', known: plain.map(asKnownKey) };

  // A key recorded for the bare name counts on another port too, but only to say yes (ssh does the same).
  const bare = port === 22 ? undefined : lookUpHostKey(entries, address, 22, key);
  return bare?.kind === 'trusted' || bare?.kind === 'revoked' ? bare : { kind: 'unknown' };
}

/** Key types recorded for a host, in the order of the files. */
export function knownKeyTypes(entries: readonly KnownHostEntry[], address: string, port: number): readonly string[] {
  const named = (at: number): string[] =>
    entries.filter((entry) => entry.marker === 'none' && entryNames(entry, knownHostsName(address, at))).map((entry) => entry.keyType);
  const types = named(port);
  return [...new Set(types.length > 0 || port === 22 ? types : named(22))];
}

/** The line to append. Hashed when the file's own entries are, so that our line does not give away what the others hide. */
export function knownHostsLine(existing: readonly KnownHostEntry[], address: string, port: number, key: Uint8Array): string {
  const name = knownHostsName(address, port);
  const salt = randomBytes(20);
  const hashed = existing.some((entry) => entry.names.startsWith('|1|'));
  const field = hashed ? `|1|${salt.toString('base64')}|${hashName(name, salt)}` : name;
  return `${field} ${keyTypeOf(key) ?? ''} ${Buffer.from(key).toString('base64')}`;
}
