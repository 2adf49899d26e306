/**
 * What a server says before it has loaded the service: names and texts, none of the tables. The second public face, for
 * the answer to `initialize` (docs/decisions/0010-the-service-is-loaded-behind-the-answer.md).
 */

export { productVersion } from './generated/product.ts';
export { type Locale, localeOf, type Message, message, render, type Text } from './messages.ts';
export { serviceFiles } from './parts.ts';

/** Kinds of code actions, below those of LSP. Editors run the first at each save where their user says so. */
export const fixAllKind = 'source.fixAll.dhis2';
export const sortSectionsKind = 'source.sortSections.dhis2';
export const addMissingKind = 'source.addMissing.dhis2';

/** Semantic tokens in the order of the numbers that stand for them; the first six are LSP's own. */
export const semanticTokenTypes = ['property', 'parameter', 'number', 'enumMember', 'string', 'variable'] as const;

/** Bit by bit; only `deprecated` is LSP's own. */
export const semanticTokenModifiers = ['known', 'unknown', 'deprecated', 'secret'] as const;
