/** Definition, references, highlights and rename of what an installation calls by one name. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentHighlight, DocumentHighlightKind, type Location, type Range } from 'vscode-languageserver-types';
import type { Span } from '../findings.ts';
import type { InEditor, RenamePlace, RenameResult } from '../languages/language-file.ts';
import { sameFileKey } from '../manifest/conf-addresses.ts';
import { type ItemList, itemLists } from '../manifest/item-lists.ts';
import { allKnown, itemsOf } from '../manifest/items.ts';
import { listNames } from '../manifest/list-names.ts';
import { manifestSchema } from '../manifest/manifest-schema.ts';
import { message, type Text } from '../messages.ts';
import type { Installation } from '../project/installation.ts';
import { placesOf, type ThingPlace } from '../project/thing-places.ts';
import type { Thing, ThingAt } from '../project/things.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { schemaAt } from '../yaml/schema-walk.ts';

export type Navigation = {
  definition(): Location[];
  references(withDeclaration: boolean): Location[];
  highlights(): DocumentHighlight[];
  prepareRename(): RenamePlace | undefined;
  rename(newName: string): RenameResult;
};

export function navigateTo(asked: InEditor, installation: Installation, here: ThingAt): Navigation {
  const documents = documentsByKey(asked);
  const { thing } = here;
  const places = placesOf(installation, thing).flatMap((place) => {
    const document = documents.get(sameFileKey(place.uri));
    return document === undefined ? [] : [{ ...place, document }];
  });
  const locations = (wanted: (place: ThingPlace) => boolean) =>
    places.filter(wanted).map(({ document, span }) => ({ uri: document.uri, range: rangeOf(document, span) }));
  const renamed = places.filter(({ role }) => role === 'declaration' || role === 'reference');

  return {
    definition: () => locations(({ role }) => role === 'declaration' || role === 'implied'),
    references: (withDeclaration) => locations(({ role }) => withDeclaration || role === 'reference' || role === 'related'),
    highlights: () =>
      places
        .filter(({ document }) => document === asked.document)
        .map(({ document, span, role }) => ({
          range: rangeOf(document, span),
          kind: role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        })),
    prepareRename() {
      const isThere = renamed.some(({ document, span }) => document === asked.document && span.start === here.span.start);
      return isThere ? { range: rangeOf(asked.document, here.span), placeholder: here.written } : undefined;
    },
    rename(newName) {
      const name = newName.trim();
      const refusal = name === thing.name ? undefined : refusalOf(installation, thing, name, places);
      if (refusal !== undefined) return { refusal };
      const manifests = new Set(installation.manifests.map(({ uri }) => uri));
      const changes: { [uri: string]: { range: Range; newText: string }[] } = {};
      for (const { document, span } of renamed) {
        const newText = manifests.has(document.uri) ? asYaml(document.getText().slice(span.start, span.end), name) : name;
        changes[document.uri] = [...(changes[document.uri] ?? []), { range: rangeOf(document, span), newText }];
      }
      return { edit: { changes } };
    },
  };
}

/** Every document of the installation, the asking one as the editor holds it. */
function documentsByKey({ document, around }: InEditor): ReadonlyMap<string, TextDocument> {
  const others = around.beside() ?? [];
  return new Map([...others.map((other) => [sameFileKey(other.uri), other.document] as const), [sameFileKey(document.uri), document]]);
}

/** Quotes stay where they were. */
function asYaml(written: string, name: string): string {
  const quote = written.charAt(0);
  return quote === '"' || quote === "'" ? quote + name + quote : scalarText(name);
}

const refusals = {
  wrongForm: {
    en: '`{name}` cannot be such a name: write {expected}.',
    fr: '`{name}` ne peut pas être un tel nom : écrivez {expected}.',
  },
  taken: {
    en: '`{name}` is the name of {item} already; both would become one. Choose another name.',
    fr: "`{name}` désigne déjà {item} ; les deux n'en feraient plus qu'un. Choisissez un autre nom.",
  },
  unreadable: {
    en: '{file} cannot be read as it is, so that a place of the name might be missed. Mend it first.',
    fr: "{file} ne peut pas être lu en l'état : un emplacement du nom pourrait être oublié. Corrigez-le d'abord.",
  },
  implied: {
    en: 'The name of the database is not written: without `databaseName` it is the name of the instance. Write `databaseName` first.',
    fr: "Le nom de la base n'est pas écrit : sans `databaseName`, c'est celui de l'instance. Écrivez d'abord `databaseName`.",
  },
} as const satisfies Record<string, Text>;

/** Where the schema says what each kind of name looks like. */
const fieldOf = {
  item: ['hosts', 0, 'name'],
  database: ['instances', 0, 'databaseName'],
  'server-name': ['instances', 0, 'serverName'],
} as const;

function refusalOf({ manifests, ...installation }: Installation, thing: Thing, name: string, places: readonly ThingPlace[]) {
  const field = schemaAt(manifestSchema(), fieldOf[thing.kind]);
  if (field?.pattern === undefined || !new RegExp(field.pattern, 'u').test(name)) {
    const expected = { en: field?.['x-expected'] ?? '', fr: field?.['x-expected-fr'] ?? '' };
    return message(refusals.wrongForm, { name, expected: message(expected) });
  }
  const broken = manifests.find(({ document }) => !itemLists.every((list) => allKnown(document, list)));
  if (broken !== undefined) return message(refusals.unreadable, { file: fileName(broken.uri) });
  if (places.some(({ role }) => role === 'implied')) return message(refusals.implied);
  if (thing.kind !== 'item' || !isTaken({ manifests, ...installation }, thing.list, name)) return undefined;
  return message(refusals.taken, { name, item: message(listNames[thing.list].one) });
}

function isTaken({ manifests }: Installation, list: ItemList, name: string): boolean {
  return manifests.some(({ document }) => itemsOf(document, list).some((item) => item.name === name));
}

const fileName = (uri: string): string => sameFileKey(uri.slice(uri.lastIndexOf('/') + 1));

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
