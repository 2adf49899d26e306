/** Web addresses to follow, in values and comments as they stand. A value that may hold a secret has none. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentLink } from 'vscode-languageserver-types';
import { placesInValue } from '../conf/place-in-value.ts';
import { isSecretInComment, mayHoldSecret } from '../conf/secrets.ts';
import type { Span } from '../findings.ts';
import type { ConfContext } from '../rules/context.ts';

/** More than anybody follows, and little enough for any editor. */
const most = 2000;

/** Up to what cannot stand in an address, or to the next item of a list. */
const address = /https?:\/\/(?:(?![,;]\s*https?:)[^\s"'`<>{}|\\^])+/gi;

export function confLinks(document: TextDocument, conf: ConfContext): DocumentLink[] {
  const { text, file, entries } = conf;
  if (!text.includes('://')) return [];
  const links: DocumentLink[] = [];
  const add = (span: Span, target: string) => {
    links.push({ range: { start: document.positionAt(span.start), end: document.positionAt(span.end) }, target });
  };
  for (const entry of entries) {
    if (links.length >= most) break;
    if (!entry.value.includes('://') || mayHoldSecret(entry)) continue;
    const place = placesInValue(text, entry);
    for (const { start, target } of addressesIn(entry.value)) add(place(start, start + target.length), target);
  }
  for (const { span } of file.comments) {
    if (links.length >= most) break;
    const comment = text.slice(span.start, span.end);
    if (!comment.includes('://') || isSecretInComment(comment, conf.catalogue)) continue;
    for (const { start, target } of addressesIn(comment)) {
      add({ start: span.start + start, end: span.start + start + target.length }, target);
    }
  }
  return links.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}

/** An address with a wildcard, or one that goes on with a variable or a template, leads nowhere yet. */
function addressesIn(text: string): readonly { readonly start: number; readonly target: string }[] {
  return [...text.matchAll(address)].flatMap(({ index, 0: written }) => {
    if ('{<'.includes(text.charAt(index + written.length) || ' ') || written.includes('*')) return [];
    const target = withoutPunctuation(written);
    return /:\/\/[^/]/.test(target) ? [{ start: index, target }] : [];
  });
}

/** What ends a sentence ends no address. */
function withoutPunctuation(text: string): string {
  let end = text.length;
  while (end > 0 && '.,;:!?)]'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
