/** A private key file: what can be known of it without its passphrase, and the key itself with it. */
import { readFile } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { codeOf } from './known-hosts-file.ts';

export type IdentityFile =
  | { readonly kind: 'ready'; readonly file: string; readonly key: ParsedKey }
  /** Encrypted. `publicKey` is undefined for old formats without a `.pub` file beside them. */
  | {
      readonly kind: 'locked';
      readonly file: string;
      readonly publicKey: ParsedKey | undefined;
      unlock(passphrase: string): ParsedKey | undefined;
    }
  /** Only the public half: it says which of the agent's keys is meant. */
  | { readonly kind: 'public'; readonly file: string; readonly key: ParsedKey }
  | { readonly kind: 'missing' | 'unreadable' | 'not-a-key'; readonly file: string };

export async function readIdentityFile(file: string): Promise<IdentityFile> {
  let text: Buffer;
  try {
    text = await readFile(file);
  } catch (error) {
    return { kind: codeOf(error) === 'ENOENT' ? 'missing' : 'unreadable', file };
  }
  const key = parsed(text);
  if (key) return { kind: key.isPrivateKey() ? 'ready' : 'public', file, key };
  if (!isEncrypted(text)) return { kind: 'not-a-key', file };
  const publicKey = publicHalf(text) ?? parsed(await readFile(`${file}.pub`).catch(() => Buffer.alloc(0)));
  return { kind: 'locked', file, publicKey, unlock: (passphrase) => parsed(text, passphrase) };
}

function parsed(text: Buffer, passphrase?: string): ParsedKey | undefined {
  const keys: ParsedKey | readonly ParsedKey[] | Error = ssh2.utils.parseKey(text, passphrase);
  if (keys instanceof Error) return undefined;
  return Array.isArray(keys) ? (keys as readonly ParsedKey[])[0] : (keys as ParsedKey);
}

const container = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*)-----END OPENSSH PRIVATE KEY-----/;

function containerOf(text: Buffer): Buffer | undefined {
  const base64 = container.exec(text.toString('latin1'))?.[1];
  const blob = base64 === undefined ? undefined : Buffer.from(base64, 'base64');
  return blob?.toString('latin1', 0, 15) === 'openssh-key-v1\0' ? blob : undefined;
}

function isEncrypted(text: Buffer): boolean {
  const blob = containerOf(text);
  if (blob) return stringAt(blob, 15)?.toString('latin1') !== 'none';
  const head = text.toString('latin1', 0, 2000);
  return /^Proc-Type: 4,ENCRYPTED/m.test(head) || head.includes('BEGIN ENCRYPTED PRIVATE KEY') || /^Encryption: (?!none)/m.test(head);
}

/** openssh/openssh-portable PROTOCOL.key: magic, cipher, kdf, kdf options, number of keys, then the public key in clear. */
function publicHalf(text: Buffer): ParsedKey | undefined {
  const blob = containerOf(text);
  let at = 15;
  for (let i = 0; i < 3 && blob; i++) at += 4 + (stringAt(blob, at)?.length ?? 0);
  const key = blob && stringAt(blob, at + 4);
  const type = key && stringAt(key, 0)?.toString('latin1');
  return key && type ? parsed(Buffer.from(`${type} ${key.toString('base64')}`)) : undefined;
}

function stringAt(blob: Buffer, at: number): Buffer | undefined {
  if (at + 4 > blob.length) return undefined;
  const length = blob.readUInt32BE(at);
  return at + 4 + length <= blob.length ? blob.subarray(at + 4, at + 4 + length) : undefined;
}
