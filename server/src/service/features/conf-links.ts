/**
 * What can be opened: web addresses in values and comments as they stand, files that values name, and the pages of the
 * rules that a comment ignores. A value that may hold a secret has none.
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentLink } from 'vscode-languageserver-types';
import { confComments } from '../conf/conf-comments.ts';
import { filePathsIn } from '../conf/file-paths.ts';
import { placesInValue } from '../conf/place-in-value.ts';
import { isSecretInComment, mayHoldSecret } from '../conf/secrets.ts';
import type { Span } from '../findings.ts';
import type { ServiceHost } from '../host.ts';
import type { ConfContext } from '../rules/context.ts';
import { webAddressesIn } from '../text/web-addresses.ts';
import { rulePageLinks } from './rule-page-links.ts';

/** More than anybody follows, and little enough for any editor. */
const most = 2000;

type Host = Pick<ServiceHost, 'localFile' | 'rulePage'>;

type Link = { readonly span: Span; readonly target: string };

export function confLinks(document: TextDocument, conf: ConfContext, host: Host): DocumentLink[] {
  const links = [
    ...linksInValues(conf, host),
    ...addressesInComments(conf),
    ...rulePageLinks(conf.text, () => confComments(conf), host.rulePage).slice(0, most),
  ];
  return links
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span: { start, end }, target }) => ({ range: { start: document.positionAt(start), end: document.positionAt(end) }, target }));
}

function linksInValues({ text, entries }: ConfContext, host: Host): readonly Link[] {
  const links: Link[] = [];
  const hasAddresses = text.includes('://');
  for (const entry of entries) {
    if (links.length >= most) break;
    const isAddress = hasAddresses && entry.value.includes('://');
    const paths = host.localFile === undefined ? [] : filePathsIn(entry);
    if ((!isAddress && paths.length === 0) || mayHoldSecret(entry)) continue;
    const place = placesInValue(text, entry);
    for (const { start, target } of isAddress ? webAddressesIn(entry.value) : []) {
      links.push({ span: place(start, start + target.length), target });
    }
    for (const { start, end, path } of paths) {
      const target = host.localFile?.(path);
      if (target !== undefined) links.push({ span: place(start, end), target });
    }
  }
  return links;
}

function addressesInComments({ text, file, catalogue }: ConfContext): readonly Link[] {
  if (!text.includes('://')) return [];
  const links: Link[] = [];
  for (const { span } of file.comments) {
    if (links.length >= most) break;
    const comment = text.slice(span.start, span.end);
    if (!comment.includes('://') || isSecretInComment(comment, catalogue)) continue;
    for (const { start, target } of webAddressesIn(comment)) {
      links.push({ span: { start: span.start + start, end: span.start + start + target.length }, target });
    }
  }
  return links;
}
