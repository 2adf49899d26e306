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
import { rules } from '../generated/rule-list.ts';
import type { ServiceHost } from '../host.ts';
import type { ConfContext } from '../rules/context.ts';
import { maySuppress, readSuppressions } from '../text/suppressions.ts';

/** More than anybody follows, and little enough for any editor. */
const most = 2000;

/** Up to what cannot stand in an address, or to the next item of a list. */
const address = /https?:\/\/(?:(?![,;]\s*https?:)[^\s"'`<>{}|\\^])+/gi;

type Host = Pick<ServiceHost, 'localFile' | 'rulePage'>;

type Link = { readonly span: Span; readonly target: string };

export function confLinks(document: TextDocument, conf: ConfContext, host: Host): DocumentLink[] {
  const links = [...linksInValues(conf, host), ...addressesInComments(conf), ...pagesOfRules(conf, host)];
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
    for (const { start, target } of isAddress ? addressesIn(entry.value) : []) {
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
    for (const { start, target } of addressesIn(comment)) {
      links.push({ span: { start: span.start + start, end: span.start + start + target.length }, target });
    }
  }
  return links;
}

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

function pagesOfRules(conf: ConfContext, { rulePage }: Host): readonly Link[] {
  if (!maySuppress(conf.text)) return [];
  return readSuppressions(conf.text, confComments(conf))
    .flatMap(({ names }) => names)
    .flatMap(({ id, span }) => {
      const target = ruleIds.has(id) ? rulePage(id) : undefined;
      return target === undefined ? [] : [{ span, target }];
    })
    .slice(0, most);
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
