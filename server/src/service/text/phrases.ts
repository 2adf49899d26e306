/** Short phrases made of parts, some of which may not be there. */
import { type Message, message } from '../messages.ts';

/** A text that is the same in every language. */
export function verbatim(text: string | number): Message {
  return message({ en: '{text}', fr: '{text}' }, { text });
}

/** `nginx · hmis.example.org`; undefined without any part. */
export function dotted(parts: readonly (string | number | Message | undefined)[]): Message | undefined {
  const [first, ...rest] = parts.flatMap((part) => (part === undefined || part === '' ? [] : [asMessage(part)]));
  return rest.reduce<Message | undefined>(
    (before, part) => before && message({ en: '{before} · {part}', fr: '{before} · {part}' }, { before, part }),
    first,
  );
}

const asMessage = (part: string | number | Message): Message => (typeof part === 'object' ? part : verbatim(part));
