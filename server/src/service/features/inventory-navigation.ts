/** Definition, references, highlights and rename of hosts and groups of an inventory; of variables all but rename. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentHighlight, DocumentHighlightKind, type Location, type Range } from 'vscode-languageserver-types';
import type { Span } from '../findings.ts';
import { type NamePlace, namedAt, placesOf } from '../inventory/name-places.ts';
import { stockGroups } from '../inventory/variables.ts';
import { inventoryPath } from '../inventory/vars-path.ts';
import type { AtOffset, RenamedFile, RenamePlace, RenameResult } from '../languages/language-file.ts';
import { type Message, message, type Text } from '../messages.ts';
import type { InventoryContext } from '../rules/context.ts';

type Navigation = {
  definition(): Location[];
  references(withDeclaration: boolean): Location[];
  highlights(): DocumentHighlight[];
  prepareRename(): RenamePlace | undefined;
  rename(newName: string): RenameResult;
};

type Here = NonNullable<ReturnType<typeof namedAt>>;
type Placed = NamePlace & { readonly document: TextDocument };

export function navigateInventory(at: AtOffset, context: InventoryContext): Navigation | undefined {
  const here = namedAt(context, at.offset);
  if (here === undefined) return undefined;
  const documents = new Map([...(at.around.beside() ?? []).map((one) => [one.uri, one.document] as const), [at.document.uri, at.document]]);
  const places = placesOf(here, context.inventory).flatMap((place): readonly Placed[] => {
    const document = documents.get(place.uri);
    return document === undefined ? [] : [{ ...place, span: withoutQuotes(document, place), document }];
  });
  const locations = (wanted: readonly Placed[]) =>
    wanted.map(({ document, span }) => ({ uri: document.uri, range: rangeOf(document, span) }));
  const declared = places.filter(({ role }) => role === 'declaration' || role === 'range');
  return {
    definition: () => locations(here.kind === 'variable' ? winnersOf(here, places, context) : declared),
    references: (withDeclaration) =>
      locations(places.filter((place) => withDeclaration || !declared.includes(place) || here.kind === 'variable')),
    highlights: () =>
      places
        .filter(({ document }) => document === at.document)
        .map(({ document, span, role }) => ({
          range: rangeOf(document, span),
          kind: role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
        })),
    prepareRename() {
      const place = places.find(({ document, span, role }) => document === at.document && role !== 'range' && holds(span, at.offset));
      return place === undefined || isFixed(here) ? undefined : { range: rangeOf(at.document, place.span), placeholder: here.name };
    },
    rename(newName) {
      const name = newName.trim();
      const refusal = name === here.name ? undefined : refusalOf(here, name, places, context);
      if (refusal !== undefined) return { refusal };
      const changes: { [uri: string]: { range: Range; newText: string }[] } = {};
      for (const { document, span } of places) {
        changes[document.uri] = [...(changes[document.uri] ?? []), { range: rangeOf(document, span), newText: name }];
      }
      return { edit: { changes }, files: name === here.name ? [] : filesOf(here, name, documents.keys(), context) };
    },
  };
}

/** What is in force somewhere; where nothing is, all of it. */
function winnersOf({ name }: Here, places: readonly Placed[], { inventory }: InventoryContext): readonly Placed[] {
  const winners = new Set([...inventory.hosts.values()].map(({ variables }) => variables.get(name)?.assignment.nameSpan));
  const found = places.filter(({ span }) => winners.has(span));
  return found.length > 0 ? found : places;
}

function withoutQuotes(document: TextDocument, { span, role }: NamePlace): Span {
  if (role !== 'value') return span;
  const text = document.getText().slice(span.start, span.end);
  const inner = /^(["'])(.*)\1$/.exec(text)?.[2];
  return inner === undefined ? span : { start: span.start + 1, end: span.end - 1 };
}

/** The playbooks look these up by their names. */
function isFixed({ kind, name }: Here): boolean {
  if (kind === 'variable') return true;
  return kind === 'group' ? [...stockGroups, 'all', 'ungrouped'].includes(name) : name === '127.0.0.1' || name === 'localhost';
}

const refusals = {
  fixed: {
    en: '`{name}` has to keep its name: the playbooks look it up by it.',
    fr: '`{name}` doit garder son nom : les playbooks le cherchent ainsi.',
  },
  wrongForm: {
    en: '`{name}` cannot be such a name. Write letters, digits and `{more}`, a letter first.',
    fr: '`{name}` ne peut pas être un tel nom. Écrivez des lettres, des chiffres et `{more}`, une lettre en premier.',
  },
  taken: {
    en: '`{name}` is there already, and both would become one. Choose another name.',
    fr: "`{name}` existe déjà, et les deux n'en feraient plus qu'un. Choisissez un autre nom.",
  },
  range: {
    en: 'The name comes out of a range such as `web[01:03]`. Write the hosts out one by one first.',
    fr: "Le nom vient d'une plage comme `web[01:03]`. Écrivez d'abord les hôtes un par un.",
  },
  unreadable: {
    en: 'Not every file of the inventory is known or can be read, so that a place of the name might be missed.',
    fr: "Tous les fichiers de l'inventaire ne sont pas connus ou lisibles : un emplacement du nom pourrait être oublié.",
  },
} as const satisfies Record<string, Text>;

function refusalOf(here: Here, name: string, places: readonly Placed[], { inventory }: InventoryContext): Message | undefined {
  if (isFixed(here)) return message(refusals.fixed, { name: here.name });
  const isHost = here.kind === 'host';
  if (!(isHost ? /^[a-z](?:[a-z\d.-]{0,61}[a-z\d])?$/i : /^[a-z_]\w*$/i).test(name))
    return message(refusals.wrongForm, { name, more: isHost ? '-' : '_' });
  if (isHost ? inventory.hosts.has(name) : inventory.groups.has(name)) return message(refusals.taken, { name });
  if (places.some(({ role }) => role === 'range')) return message(refusals.range);
  return inventory.complete ? undefined : message(refusals.unreadable);
}

/** `host_vars/<name>`, with or without an extension, or the whole folder of that name. */
function filesOf({ kind, name: old }: Here, name: string, uris: Iterable<string>, { uri }: InventoryContext): readonly RenamedFile[] {
  const folder = inventoryPath(uri)?.folder;
  const files = new Map<string, string>();
  for (const one of uris) {
    const path = inventoryPath(one);
    if (path === undefined || !('owner' in path) || path.folder !== folder || path.owner.kind !== kind || path.owner.name !== old) continue;
    const match = /^(.*\/(?:host|group)_vars\/)([^/]+)(?:\/.*)?$/.exec(one);
    const [, before = '', last = ''] = match ?? [];
    if (last.startsWith(old)) files.set(before + last, before + name + last.slice(old.length));
  }
  return [...files].map(([from, to]) => ({ from, to }));
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
