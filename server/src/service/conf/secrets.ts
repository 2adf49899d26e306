/** Which entries may hold a secret. When in doubt, yes: a hidden harmless value costs little. */
import type { Catalogue, KeyMatch } from '../catalogue/catalogue.ts';
import type { ConfEntry } from '../rules/context.ts';
import { keyInComment } from './comment-key.ts';

const secretLikeKey = /passw|secret|token|credential|private|api[._-]?key/i;

/** `scheme://user:password@host` and `?password=...`, as people write them into JDBC URLs. */
const passwordInUrl = /:\/\/[^/\s:@]*:[^/\s@]+@|[?&;](?:password|pwd|secret|token)=/i;

export function mayHoldSecret({ key, value, match }: ConfEntry): boolean {
  return isSecretKey(key, match) || hasPasswordInUrl(value);
}

/** Asked of every line: most values have neither of the two signs. */
function hasPasswordInUrl(value: string): boolean {
  return (value.includes('=') || value.includes('@')) && passwordInUrl.test(value);
}

/** Whether the value of the key is a secret as a whole. */
export function isSecretKey(key: string, match: KeyMatch | undefined): boolean {
  return match === undefined ? secretLikeKey.test(key) : match.row.secret === true || match.row.type === 'secret';
}

/** A commented-out entry keeps its secret; so may a note that begins like one. */
export function isSecretInComment(comment: string, catalogue: Catalogue): boolean {
  const key = keyInComment(comment)?.key;
  return passwordInUrl.test(comment) || (key !== undefined && isSecretKey(key, catalogue.lookup(key)));
}

/** Data in the database is encrypted with it: whatever text the server sees now must stay, however it came about. */
export function isEncryptionPassword({ key }: ConfEntry): boolean {
  return key === 'encryption.password';
}
