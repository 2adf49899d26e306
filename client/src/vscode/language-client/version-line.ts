/** Writes the `# dhis2-version: 2.41` line of a `dhis.conf`. The server reads it in conf/resolve-version.ts. */
import type { Span } from '@dhis2-hosting/server/service';

export type TextEdit = { readonly span: Span; readonly newText: string };

/** Blanks before the comment mark are allowed, as java.util.Properties does. */
const versionLine = /^[ \t\f]*[#!][ \t\f]*dhis2-version[ \t\f]*[:=][ \t\f]*(\S+)/m;

export function versionLineEdit(text: string, version: string): TextEdit {
  const match = versionLine.exec(text);
  const written = match?.[1];
  if (match !== null && written !== undefined) {
    const end = match.index + match[0].length;
    return { span: { start: end - written.length, end }, newText: version };
  }
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  return { span: { start, end: start }, newText: `# dhis2-version: ${version}${lineEnd}` };
}
