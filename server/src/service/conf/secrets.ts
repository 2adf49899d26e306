/** Which entries may hold a secret. When in doubt, yes: a hidden harmless value costs little. */
import type { ConfEntry } from '../rules/context.ts';

const secretLikeKey = /passw|secret|token|credential|private|api[._-]?key/i;

/** `scheme://user:password@host` and `?password=...`, as people write them into JDBC URLs. */
const passwordInUrl = /:\/\/[^/\s:@]*:[^/\s@]+@|[?&;](?:password|pwd|secret|token)=/i;

export function mayHoldSecret({ key, value, match }: ConfEntry): boolean {
  if (match?.row.secret === true || match?.row.type === 'secret') return true;
  return (match === undefined && secretLikeKey.test(key)) || passwordInUrl.test(value);
}

/** Data in the database is encrypted with it: whatever text the server sees now must stay, however it came about. */
export function isEncryptionPassword({ key }: ConfEntry): boolean {
  return key === 'encryption.password';
}
