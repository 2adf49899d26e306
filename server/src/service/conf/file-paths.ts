/** Paths of files that the server opens, in values as the server sees them. */
import type { ConfEntry } from '../rules/context.ts';
import { isDecidedLater } from './effective.ts';

/** Offsets in the value. */
export type FilePath = { readonly start: number; readonly end: number; readonly path: string };

/** Parameters of the PostgreSQL driver (pgjdbc documentation, Connecting to the Database, SSL). */
const certificates = /[?&](?:sslrootcert|sslcert|sslkey)=([^&]+)/g;

/** Only where the release or the driver opens a file: a picture of a login button is fetched by the browser. */
export function filePathsIn({ key, value, match }: ConfEntry): readonly FilePath[] {
  const type = match?.row.type;
  if (type === 'jdbc-url') return certificatesIn(value);
  if (type !== 'path' || key.endsWith('_image') || isDecidedLater(value)) return [];
  // As Spring writes resources; those of the class path lie within DHIS2.
  const scheme = /^file:(?:\/\/(?=\/))?/.exec(value)?.[0].length ?? 0;
  return value.startsWith('classpath:') ? [] : [{ start: scheme, end: value.length, path: value.slice(scheme) }];
}

function certificatesIn(url: string): readonly FilePath[] {
  if (!url.includes('ssl')) return [];
  return [...url.matchAll(certificates)].flatMap(({ index, 0: written, 1: path = '' }) => {
    const end = index + written.length;
    return isDecidedLater(path) ? [] : [{ start: end - path.length, end, path }];
  });
}
