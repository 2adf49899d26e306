/** Web addresses in a text that can be opened as they stand. */

export type WebAddress = { readonly start: number; readonly target: string };

/** Up to what cannot stand in an address, or to the next item of a list. */
const address = /https?:\/\/(?:(?![,;]\s*https?:)[^\s"'`<>{}|\\^])+/gi;

/** An address with a wildcard, or one that goes on with a variable or a template, leads nowhere yet. */
export function webAddressesIn(text: string): readonly WebAddress[] {
  return [...text.matchAll(address)].flatMap(({ index, 0: written }) => {
    if ('{<'.includes(text.charAt(index + written.length) || ' ') || written.includes('*')) return [];
    const target = withoutPunctuation(written);
    return /:\/\/[^/]/.test(target) ? [{ start: index, target }] : [];
  });
}

/** What ends a sentence ends no address. */
function withoutPunctuation(text: string): string {
  let end = text.length;
  while (end > 0 && '.,;:!?)]'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
