/** Makes an address of PostgreSQL insist on an encrypted connection. */
import { placeInValue } from '../conf/place-in-value.ts';
import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import type { ConfEntry } from './context.ts';

/** The address itself is left alone: it may hold a password. `mode` is the `sslmode` it has. */
export function requireTlsFix(text: string, entry: ConfEntry, mode: string | undefined): Fix {
  const title = message({ en: 'Write `sslmode=require`', fr: 'Écrire `sslmode=require`' });
  const { value } = entry;
  if (mode !== undefined) {
    const start = value.lastIndexOf(`sslmode=${mode}`);
    const span = placeInValue(text, entry, start, start + `sslmode=${mode}`.length);
    return { title, edits: [{ span, newText: 'sslmode=require' }], preferred: false };
  }
  const mark = value.includes('?') ? (/[?&]$/.test(value) ? '' : '&') : '?';
  const { end } = placeInValue(text, entry);
  return { title, edits: [{ span: { start: end, end }, newText: `${mark}sslmode=require` }], preferred: false };
}
