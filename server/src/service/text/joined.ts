/** Several texts with a mark between them that both languages share, as the terms of a sum. */
import { type Message, message } from '../messages.ts';

export function joined(items: readonly Message[], mark: ' + ' | ', '): Message {
  const [first = message({ en: '-', fr: '-' }), ...rest] = items;
  return rest.reduce((before, item) => message({ en: `{before}${mark}{item}`, fr: `{before}${mark}{item}` }, { before, item }), first);
}
