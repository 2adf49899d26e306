/** Completion in a YAML file of ours: fields that are not there yet, and values the schema or the file knows. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  type Range,
} from 'vscode-languageserver-types';
import { type ItemList, isItemList } from '../manifest/item-lists.ts';
import { itemsOf, type ManifestItem } from '../manifest/items.ts';
import { type Locale, type Message, render } from '../messages.ts';
import { versionsOf } from '../platform/offered-versions.ts';
import { withNewlines } from '../yaml/document.ts';
import { locate, partAt } from '../yaml/path-at.ts';
import { type PlaceByIndent, placeByIndent } from '../yaml/place-by-indent.ts';
import { flowAround, type PlaceInFlow, placeInFlow } from '../yaml/place-in-flow.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';
import { type SchemaNode, schemaAt } from '../yaml/schema-walk.ts';
import { markdownOf, meaningOf, titleOf } from './yaml-words.ts';

/** What stands for a host name in a list: more would only slow the editor down. */
const mostNames = 500;

/** Names that a reference to an item of the list may take. */
type NamesOf = (list: ItemList) => Iterable<string>;

/** What a file knows beyond its schema. */
export type KnownValues = {
  readonly namesOf: NamesOf;
  /** Said beside a value, in place of the title of its field. */
  readonly detailOf: (node: SchemaNode, value: unknown) => Message | undefined;
};

type Asked = { readonly parsed: SchemaDocument; readonly range: Range; readonly locale: Locale } & KnownValues;

const nothingKnown: KnownValues = { namesOf: () => [], detailOf: () => undefined };

export function yamlCompletion(
  document: TextDocument,
  parsed: SchemaDocument,
  offset: number,
  locale: Locale,
  known: KnownValues = nothingKnown,
): CompletionList {
  const text = withNewlines(document.getText());
  const flow = flowAround(text, parsed, offset);
  const place = flow === undefined ? placeByIndent(text, offset) : placeInFlow(text, flow, offset);
  if (place === undefined) return { isIncomplete: false, items: [] };
  const range = { start: document.positionAt(place.span.start), end: document.positionAt(place.span.end) };
  return { isIncomplete: false, items: itemsAt(place, { parsed, range, locale, ...known }) };
}

type Place = PlaceByIndent & Partial<PlaceInFlow>;

function itemsAt(place: Place, asked: Asked): CompletionItem[] {
  const { schema } = asked.parsed;
  const node = schemaAt(schema, place.path);
  if (node === undefined) return [];
  if (place.kind === 'key') return fieldItems(node, place, asked, false);
  if (place.kind === 'value') return valueItems(node, place, asked);
  if (node.type === 'array') {
    const item = schemaAt(schema, [...place.path, 0]);
    return item?.properties === undefined ? [] : [newItem(item, place, asked)];
  }
  return node.properties === undefined ? valueItems(node, place, asked) : fieldItems(node, place, asked, true);
}

/** A list item with its required fields. */
function newItem(node: SchemaNode, { inset }: Place, { range, locale }: Asked): CompletionItem {
  const names = node.required ?? Object.keys(node.properties ?? {}).slice(0, 1);
  const lines = names.map((name, i) => `${i === 0 ? '- ' : ' '.repeat(inset + 2)}${name}: $${i + 1}`);
  return {
    label: `- ${names[0] ?? ''}`,
    kind: CompletionItemKind.Struct,
    detail: titleOf(node, locale),
    documentation: { kind: 'markdown', value: markdownOf(node, false, locale) },
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText: lines.join('\n') },
  };
}

function fieldItems(node: SchemaNode, place: Place, { parsed, range, locale }: Asked, withColon: boolean): CompletionItem[] {
  const names = Object.keys(node.properties ?? {});
  return names
    .filter((name) => !place.siblings.has(name))
    .map((name) => {
      const field = schemaAt(parsed.schema, [...place.path, name]) ?? {};
      const isRequired = node.required?.includes(name) ?? false;
      const body = withColon ? bodyOf(field, place.inFlow === true, ' '.repeat(place.inset + 2)) : '';
      return {
        label: name,
        kind: CompletionItemKind.Property,
        detail: titleOf(field, locale),
        documentation: { kind: 'markdown' as const, value: markdownOf(field, isRequired, locale) },
        sortText: `${isRequired ? 0 : 1}${String(names.indexOf(name)).padStart(3, '0')}`,
        insertTextFormat: InsertTextFormat.Snippet,
        insertTextMode: InsertTextMode.adjustIndentation,
        textEdit: { range, newText: `${name}${body}` },
        ...(withColon && field.properties === undefined && field.type !== 'array'
          ? { command: { command: 'editor.action.triggerSuggest', title: '' } }
          : {}),
      };
    });
}

/** The editor puts the line's own indentation before the lines that follow. */
function bodyOf(field: SchemaNode, inFlow: boolean, indent: string): string {
  if (field.const !== undefined) return `: ${scalarText(field.const)}`;
  if (inFlow) return ': $0';
  if (field.type === 'array') return `:\n${indent}- $0`;
  return field.properties === undefined ? ': $0' : `:\n${indent}$0`;
}

type Value = { readonly value: unknown; readonly quoted?: boolean };

function valueItems(node: SchemaNode, place: Place, asked: Asked): CompletionItem[] {
  const { range, locale, detailOf } = asked;
  const lead = place.needsBlank ? ' ' : '';
  const values = valuesOf(node, asked, place).filter(({ value }) => !place.siblings.has(String(value)));
  return values.map(({ value, quoted }, i) => {
    const newText = lead + (place.isQuoted ? String(value) : quoted ? JSON.stringify(value) : scalarText(value));
    const detail = detailOf(node, value);
    const meaning = meaningOf(node, value);
    return {
      label: String(value),
      kind: node['x-reference'] === undefined ? CompletionItemKind.Value : CompletionItemKind.Reference,
      detail: detail === undefined ? titleOf(node, locale) : render(detail, locale),
      ...(meaning === undefined ? {} : { documentation: render(meaning, locale) }),
      // What is replaced may begin with a quote or a blank, which the editor compares with.
      filterText: newText,
      sortText: String(i).padStart(4, '0'),
      insertTextFormat: InsertTextFormat.PlainText,
      textEdit: { range, newText },
      ...(value === node.default ? { preselect: true } : {}),
    };
  });
}

function valuesOf(node: SchemaNode, asked: Asked, place: Place): readonly Value[] {
  const list = node['x-reference'];
  if (isItemList(list)) return otherNames(list, asked, place).map((value) => ({ value }));
  // Unquoted, 2.40 would be the number 2.4.
  const versions = versionsOf(node['x-values']);
  if (versions !== undefined) return versions.map((value) => ({ value, quoted: true }));
  if (node.const !== undefined) return [{ value: node.const }];
  const listed = node.enum ?? (node.type === 'boolean' ? [true, false] : undefined);
  const values = listed ?? (node.examples ?? []).filter((value) => typeof value !== 'object');
  return [...new Set([...(node.default === undefined ? [] : [node.default]), ...values])].map((value) => ({ value }));
}

/** No host is its own jump host. */
function otherNames(list: ItemList, { parsed, namesOf }: Asked, { path, span }: Place): readonly string[] {
  const around = partAt(parsed.parts, span.start);
  const startOf = (index: number) => (around === undefined ? undefined : locate(around.yaml, [list, index])?.value?.range?.[0]) ?? Infinity;
  const isAround = ({ part, path: [, index] }: ManifestItem): boolean =>
    part === around && typeof index === 'number' && startOf(index) <= span.start && span.start < startOf(index + 1);
  const own = path[0] === list ? itemsOf(parsed, list).find(isAround)?.name : undefined;
  return [...namesOf(list)].filter((name) => name !== own).slice(0, mostNames);
}
