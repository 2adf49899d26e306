/** `a, b and c` of several texts; a dash of none. */
import { type Message, message } from '../messages.ts';

export function listed(items: readonly Message[]): Message {
  const [first, ...rest] = items;
  if (first === undefined) return message({ en: '-', fr: '-' });
  const last = rest.pop();
  if (last === undefined) return first;
  const start = rest.reduce((before, item) => message({ en: '{before}, {item}', fr: '{before}, {item}' }, { before, item }), first);
  return message({ en: '{start} and {last}', fr: '{start} et {last}' }, { start, last });
}
