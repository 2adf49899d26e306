/** Hover on a key or a value of a `dhis.conf`, or on a key in a comment. A secret is never repeated. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hover } from 'vscode-languageserver-types';
import { keyInComment } from '../conf/comment-key.ts';
import { keyDocumentation } from '../conf/key-documentation.ts';
import { placeAt } from '../conf/place-at.ts';
import type { Span } from '../findings.ts';
import type { Locale } from '../messages.ts';
import type { ConfContext } from '../rules/context.ts';
import { inForceText } from './in-force-text.ts';

export function confHover(document: TextDocument, conf: ConfContext, offset: number, locale: Locale): Hover | undefined {
  const found = keyAt(conf, offset);
  const match = found && conf.catalogue.lookup(found.key);
  if (found === undefined || match === undefined) return undefined;
  const { key, span } = found;
  return {
    contents: {
      kind: 'markdown',
      value: [`### \`${key}\``, inForceText(conf, key, offset, locale), keyDocumentation(match.row, conf.version, locale)].join('\n\n'),
    },
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
  };
}

function keyAt(conf: ConfContext, offset: number): { readonly key: string; readonly span: Span } | undefined {
  const place = placeAt(conf, offset);
  if (place.kind === 'comment') return commentedOut(conf, offset);
  if (place.entry === undefined) return undefined;
  const { entry, key } = place.entry;
  return { key, span: place.kind === 'value' ? entry.value.span : entry.key.span };
}

/** Sample files hold most keys commented out, which is where people ask what they are. */
function commentedOut({ text, file }: ConfContext, offset: number): { readonly key: string; readonly span: Span } | undefined {
  const comment = file.comments.find(({ span }) => span.start <= offset && offset <= span.end);
  if (comment === undefined) return undefined;
  const { start } = comment.span;
  const found = keyInComment(text.slice(start, comment.span.end));
  if (found === undefined) return undefined;
  const span = { start: start + found.start, end: start + found.end };
  return span.start <= offset && offset <= span.end ? { key: found.key, span } : undefined;
}
