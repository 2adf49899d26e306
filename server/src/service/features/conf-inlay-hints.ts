/** Bare numbers in words behind the value: `3600` is 1 h, `10000000` is 10 MB. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { InlayHint } from 'vscode-languageserver-types';
import { humanValue } from '../catalogue/durations.ts';
import { unitText } from '../catalogue/units.ts';
import { isWithin } from '../catalogue/versions.ts';
import { entriesWithin } from '../conf/entries-within.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { mayHoldSecret } from '../conf/secrets.ts';
import type { Span } from '../findings.ts';
import { type Locale, message, render } from '../messages.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';

/** What zero means takes a sentence for some keys; that is for the hover to say. */
const longestLabel = 24;

export function confInlayHints(document: TextDocument, conf: ConfContext, range: Span, locale: Locale): InlayHint[] {
  return entriesWithin(conf.entries, range).flatMap((entry) => {
    const label = labelOf(conf, entry, locale);
    if (label === undefined) return [];
    const written = placeInValue(conf.text, entry);
    // A value over several lines may begin before the range and end behind it.
    if (written.end < range.start || written.end > range.end) return [];
    return [{ position: document.positionAt(written.end), label, paddingLeft: true, tooltip: tooltipOf(entry, locale) }];
  });
}

function labelOf(conf: ConfContext, entry: ConfEntry, locale: Locale): string | undefined {
  const row = entry.match?.row;
  if (row?.unit === undefined || mayHoldSecret(entry)) return undefined;
  // A key that this version does not read has no meaning in it.
  if (conf.catalogue.availability(row, conf.version).kind !== 'available') return undefined;
  if (row.ineffective?.some((span) => isWithin(conf.version, span)) === true) return undefined;
  const decoded = humanValue(row, entry.value);
  const label = decoded && render(decoded, locale);
  return label === undefined || label.length > longestLabel ? undefined : label;
}

function tooltipOf({ value, match }: ConfEntry, locale: Locale): string {
  const unit = match?.row.unit;
  return unit === undefined ? value : `${value} ${render(message(unitText(unit)), locale)}`;
}
