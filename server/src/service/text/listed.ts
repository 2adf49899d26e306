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

/** More names than these would be a list of their own. */
const mostNames = 20;

/** `web-1, db-1, …` as they are written. */
export function named(items: readonly { readonly name: string }[]): string {
  const names = items.slice(0, mostNames).map(({ name }) => `\`${name}\``);
  return [...names, ...(items.length > mostNames ? ['\u2026'] : [])].join(', ');
}
