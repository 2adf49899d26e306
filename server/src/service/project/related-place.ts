/** A place that a finding points at, which may stand in another document than the finding. */
import type { RelatedPlace, Span } from '../findings.ts';
import type { Message } from '../messages.ts';

export function relatedPlace(
  from: string,
  { uri, text }: { readonly uri: string; readonly text: string },
  span: Span,
  message: Message,
): RelatedPlace {
  return uri === from ? { span, message } : { span, message, elsewhere: { uri, text } };
}
