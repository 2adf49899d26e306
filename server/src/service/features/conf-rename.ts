/** Gives an OpenID Connect provider another id in all of its keys at once. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { isReservedId } from '../conf/oidc-providers.ts';
import { idAt, isIdTaken, placesOfId } from '../conf/provider-places.ts';
import type { RenamePlace, RenameResult } from '../languages/language-file.ts';
import { message, type Text } from '../messages.ts';
import type { ConfContext } from '../rules/context.ts';

const refusals = {
  nothingHere: {
    en: 'Only the id of an OpenID Connect provider can be renamed, and not the ids that DHIS2 itself gives a meaning.',
    fr: "Seul l'identifiant d'un fournisseur OpenID Connect peut être renommé, et pas ceux auxquels DHIS2 donne lui-même un sens.",
  },
  notAnId: {
    en: '`{id}` cannot be a provider id: write letters, digits, `-` and `_`, without dots or blanks. The id is a part of the key and of the address that the provider calls back.',
    fr: "`{id}` ne peut pas être un identifiant de fournisseur : écrivez des lettres, des chiffres, `-` et `_`, sans points ni espaces. L'identifiant fait partie de la clé et de l'adresse que rappelle le fournisseur.",
  },
  reserved: {
    en: '`{id}` is reserved: DHIS2 reads the keys of this provider in another way. Choose another id.',
    fr: '`{id}` est réservé : DHIS2 lit autrement les clés de ce fournisseur. Choisissez un autre identifiant.',
  },
  taken: {
    en: 'There are keys of a provider `{id}` already; both would become one. Choose another id.',
    fr: "Il existe déjà des clés d'un fournisseur `{id}` ; les deux n'en feraient plus qu'un. Choisissez un autre identifiant.",
  },
} as const satisfies Record<string, Text>;

export function prepareConfRename(document: TextDocument, conf: ConfContext, offset: number): RenamePlace | undefined {
  const here = idAt(conf, offset);
  return here && { range: rangeOf(document, here.span), placeholder: here.id };
}

export function confRename(document: TextDocument, conf: ConfContext, offset: number, newId: string): RenameResult {
  const here = idAt(conf, offset);
  if (here === undefined) return { refusal: message(refusals.nothingHere) };
  const id = newId.trim();
  const refusal = id === here.id ? undefined : refusalOf(conf, id);
  if (refusal !== undefined) return { refusal: message(refusal, { id }) };
  const edits = placesOfId(conf, here.id).map((span) => ({ range: rangeOf(document, span), newText: id }));
  return { edit: { changes: { [document.uri]: edits } } };
}

/** Narrower than the server, which takes all but a dot: these letters need no escape in the key and none in an address. */
function refusalOf(conf: ConfContext, id: string): Text | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) return refusals.notAnId;
  // `dhis2` became reserved with 2.42.5: an id that the next update takes away is no good choice before it either.
  if (isReservedId(id, conf.version) || id === 'dhis2') return refusals.reserved;
  return isIdTaken(conf, id) ? refusals.taken : undefined;
}

function rangeOf(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
