/** A place that a finding points at, which may stand in another document than the finding. */
import type { RelatedPlace, Span } from '../findings.ts';
import { fieldSpan, type ManifestItem } from '../manifest/items.ts';
import { type Message, message } from '../messages.ts';
import type { Path } from '../yaml/schema-walk.ts';

export function relatedPlace(
  from: string,
  { uri, text }: { readonly uri: string; readonly text: string },
  span: Span,
  message: Message,
): RelatedPlace {
  return uri === from ? { span, message } : { span, message, elsewhere: { uri, text } };
}

/** A field of the manifest, from a `dhis.conf`. */
export function placeInPlan(item: Pick<ManifestItem, 'text' | 'part' | 'path'> & { readonly uri: string }, ...field: Path): RelatedPlace {
  const { uri, text } = item;
  return { span: fieldSpan(item, ...field), message: message({ en: 'In the plan', fr: 'Dans le plan' }), elsewhere: { uri, text } };
}
