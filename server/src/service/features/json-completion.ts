/** Completion in a JSON file of ours: fields that are not there yet, and values the schema knows. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, CompletionItemKind, type CompletionList, InsertTextFormat, type Range } from 'vscode-languageserver-types';
import { type JsonPlace, jsonPlaceAt } from '../json/json-place.ts';
import type { Locale } from '../messages.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';
import { type SchemaNode, schemaAt } from '../yaml/schema-walk.ts';
import { markdownOf, titleOf } from './yaml-words.ts';

export function jsonCompletion(document: TextDocument, { schema }: SchemaDocument, offset: number, locale: Locale): CompletionList {
  const place = jsonPlaceAt(document.getText(), offset);
  const node = place && schemaAt(schema, place.path);
  if (place === undefined || node === undefined) return { isIncomplete: false, items: [] };
  const range = { start: document.positionAt(place.span.start), end: document.positionAt(place.span.end) };
  const items = place.kind === 'name' ? fieldItems(schema, node, place, range, locale) : valueItems(node, range, locale);
  return { isIncomplete: false, items };
}

function fieldItems(root: SchemaNode, node: SchemaNode, place: JsonPlace, range: Range, locale: Locale): CompletionItem[] {
  const names = Object.keys(node.properties ?? {});
  return names
    .filter((name) => !place.siblings.has(name))
    .map((name) => {
      const field = schemaAt(root, [...place.path, name]) ?? {};
      const isRequired = node.required?.includes(name) ?? false;
      const quoted = JSON.stringify(name);
      return {
        label: name,
        kind: CompletionItemKind.Property,
        detail: titleOf(field, locale),
        documentation: { kind: 'markdown' as const, value: markdownOf(field, isRequired, locale) },
        // What is replaced may begin with a quote, which the editor compares with.
        filterText: quoted,
        sortText: `${isRequired ? 0 : 1}${String(names.indexOf(name)).padStart(3, '0')}`,
        insertTextFormat: InsertTextFormat.Snippet,
        textEdit: { range, newText: place.hasColon ? quoted : `${quoted}: ${bodyOf(field)}${place.needsComma ? ',' : ''}` },
      };
    });
}

function bodyOf(field: SchemaNode): string {
  if (field.type === 'array') return '[$0]';
  if (field.properties !== undefined) return '{$0}';
  const [only, ...others] = field.enum ?? [];
  return only !== undefined && others.length === 0 ? JSON.stringify(only) : '"$0"';
}

function valueItems(node: SchemaNode, range: Range, locale: Locale): CompletionItem[] {
  if (node.type === 'array' || node.properties !== undefined) return node.properties === undefined ? [] : newItem(node, range, locale);
  const values = node.enum ?? (node.examples ?? []).filter((value) => typeof value === 'string');
  return values.map((value, i) => {
    const newText = JSON.stringify(value);
    return {
      label: String(value),
      kind: CompletionItemKind.Value,
      detail: titleOf(node, locale),
      filterText: newText,
      sortText: String(i).padStart(4, '0'),
      insertTextFormat: InsertTextFormat.PlainText,
      textEdit: { range, newText },
    };
  });
}

/** An object with its required fields. */
function newItem(node: SchemaNode, range: Range, locale: Locale): CompletionItem[] {
  const fields = (node.required ?? []).map((name, i) => `${JSON.stringify(name)}: "$${i + 1}"`);
  if (fields.length === 0) return [];
  return [
    {
      label: `{ ${(node.required ?? []).join(', ')} }`,
      kind: CompletionItemKind.Struct,
      detail: titleOf(node, locale),
      documentation: { kind: 'markdown', value: markdownOf(node, false, locale) },
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: { range, newText: `{ ${fields.join(', ')} }` },
    },
  ];
}
