/** Whether an address of PostgreSQL insists on an encrypted connection (pgjdbc documentation, Using SSL). */
import type { PostgresAddress } from './jdbc-url.ts';

/** Or it is decided by a socket of one's own, or in the file of services. */
export function isEncrypted({ parameters }: PostgresAddress): boolean {
  if (parameters.has('socketFactory') || parameters.has('service') || parameters.get('gssEncMode') === 'require') return true;
  const mode = parameters.get('sslmode');
  if (mode !== undefined) return !optionalModes.has(mode);
  const ssl = parameters.get('ssl');
  return ssl === '' || ssl === 'true';
}

const optionalModes: ReadonlySet<string> = new Set(['disable', 'allow', 'prefer']);
