/** Other places of what is under the cursor: a provider's id, a variable, a key that is set more than once. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver-types';
import { placeAt } from '../conf/place-at.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { readPlaceholders } from '../conf/placeholders.ts';
import { idAt, placesOfId } from '../conf/provider-places.ts';
import type { Span } from '../findings.ts';
import type { ConfContext } from '../rules/context.ts';

export function confHighlights(document: TextDocument, conf: ConfContext, offset: number): DocumentHighlight[] {
  return placesLike(conf, offset).map(({ start, end }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    kind: DocumentHighlightKind.Text,
  }));
}

function placesLike(conf: ConfContext, offset: number): readonly Span[] {
  const provider = idAt(conf, offset);
  if (provider !== undefined) return placesOfId(conf, provider.id);
  const place = placeAt(conf, offset);
  if (place.kind === 'comment' || place.entry === undefined) return [];
  if (place.kind === 'key') {
    const { key } = place.entry;
    return key === '' ? [] : conf.entries.filter((other) => other.key === key).map(({ entry }) => entry.key.span);
  }
  const variables = variablesOf(conf);
  const here = variables.find(({ span }) => span.start <= offset && offset <= span.end);
  return here === undefined ? [] : variables.filter(({ name }) => name === here.name).map(({ span }) => span);
}

/** Of one value; finding the place of each reads the value anew. */
const mostVariables = 100;

function variablesOf({ text, entries }: ConfContext): readonly { readonly name: string; readonly span: Span }[] {
  return entries.flatMap((entry) =>
    entry.value.includes('${')
      ? readPlaceholders(entry.value)
          .closed.slice(0, mostVariables)
          .map(({ start, end, name }) => ({ name, span: placeInValue(text, entry, start, end) }))
      : [],
  );
}
