/** Where secrets may stand in a `dhis.conf`, for edges that show parts of the text to others. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Span } from '../findings.ts';
import type { ConfDocument } from './conf-document.ts';
import { isSecretInComment, mayHoldSecret } from './secrets.ts';

/** In the order of the text, without line ends at their ends. */
export function secretSpans({ text, file, entries }: ConfDocument, catalogue: Catalogue): readonly Span[] {
  const values = entries.filter(mayHoldSecret).map(({ entry }) => entry.value.span);
  const comments = file.comments.map(({ span }) => span).filter(({ start, end }) => isSecretInComment(text.slice(start, end), catalogue));
  return [...values, ...comments].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
}
