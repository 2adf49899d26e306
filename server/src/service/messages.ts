/**
 * Texts a user sees. Every text carries both languages where it is declared, so that a missing translation
 * does not compile (docs/decisions/0002-texts-in-two-languages.md). Nothing in the core renders a text:
 * values carry a `Message`, and the edge (LSP, CLI, editor) renders it in the user's language.
 */

export const locales = ['en', 'fr'] as const;
export type Locale = (typeof locales)[number];

/** One text in every language of the product; `{name}` marks an argument. */
export type Text = { readonly [L in Locale]: string };

/** Named arguments of a text. A nested `Message` is rendered in the same language as the text around it. */
export type MessageArgs = { readonly [name: string]: string | number | Message };

export type Message = { readonly text: Text; readonly args: MessageArgs };

export function message(text: Text, args: MessageArgs = {}): Message {
  return { text, args };
}

/** Fills the arguments in, numbers as the language writes them. A name without an argument stays visible as `{name}` rather than vanish. */
export function render({ text, args }: Message, locale: Locale): string {
  return text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name];
    if (value === undefined) return whole;
    if (typeof value === 'object') return render(value, locale);
    return typeof value === 'number' && locale === 'fr' ? String(value).replace('.', ',') : String(value);
  });
}

/** The product's language nearest to a BCP 47 tag or a POSIX locale (`fr-CM`, `fr_FR.UTF-8`); English otherwise. */
export function localeOf(tag: string | undefined): Locale {
  const language = (tag ?? '').toLowerCase().split(/[-_.]/)[0];
  return locales.find((locale) => locale === language) ?? 'en';
}
