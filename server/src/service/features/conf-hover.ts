/** Hover on a key or a value of a `dhis.conf`. A secret is never repeated. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hover } from 'vscode-languageserver-types';
import { humanValue } from '../catalogue/durations.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import type { ConfDocument } from '../conf/conf-document.ts';
import { keyDocumentation } from '../conf/key-documentation.ts';
import { placeAt } from '../conf/place-at.ts';
import { mayHoldSecret } from '../conf/secrets.ts';
import { type Locale, render } from '../messages.ts';

export function confHover(
  document: TextDocument,
  conf: ConfDocument,
  version: Dhis2Version,
  offset: number,
  locale: Locale,
): Hover | undefined {
  const place = placeAt(conf, offset);
  if (place.kind === 'comment' || place.entry?.match === undefined) return undefined;
  const { entry, key, value, match } = place.entry;
  const onValue = place.kind === 'value';
  const span = onValue ? entry.value.span : entry.key.span;
  const decoded = onValue && !mayHoldSecret(place.entry) ? humanValue(match.row, value) : undefined;
  return {
    contents: {
      kind: 'markdown',
      value: [
        `### \`${key}\``,
        ...(decoded === undefined ? [] : [`\`${value}\` = **${render(decoded, locale)}**`]),
        keyDocumentation(match.row, version, locale),
      ].join('\n\n'),
    },
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
  };
}
