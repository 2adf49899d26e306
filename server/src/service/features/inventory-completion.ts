/** Completion in an inventory of dhis2-server-tools: variables that belong where the cursor is, their values, groups. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionItem, CompletionItemKind, type CompletionList, type Range } from 'vscode-languageserver-types';
import type { Span } from '../findings.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { type PlaceInHosts, placeInHosts } from '../inventory/place-in-hosts.ts';
import { suggestedValues } from '../inventory/suggested-values.ts';
import { shortVariable, variableDocumentation } from '../inventory/variable-documentation.ts';
import { activeVariables, type OwnerPlace, stockGroups, suits, type Variable, variableNamed } from '../inventory/variables.ts';
import type { Locale } from '../messages.ts';
import type { InventoryContext } from '../rules/context.ts';
import { withNewlines } from '../yaml/document.ts';
import { placeByIndent } from '../yaml/place-by-indent.ts';
import { scalarText } from '../yaml/scalar-text.ts';

type Asked = { readonly document: TextDocument; readonly context: InventoryContext; readonly offset: number; readonly locale: Locale };

export function inventoryCompletion(asked: Asked): CompletionList {
  const items = asked.context.ini === undefined ? inVars(asked) : inHosts(asked);
  return { isIncomplete: false, items: [...items] };
}

/** Documentation is added when an item is looked at. */
export function resolveVariable(item: CompletionItem, locale: Locale): CompletionItem {
  const name = (item.data as { readonly variable?: unknown } | undefined)?.variable;
  const row = typeof name === 'string' ? variableNamed(name) : undefined;
  return row === undefined ? item : { ...item, documentation: { kind: 'markdown', value: variableDocumentation(row, locale) } };
}

function inHosts({ document, context, offset, locale }: Asked): readonly CompletionItem[] {
  const { ini, inventory } = context;
  const place = ini && placeInHosts(ini, offset);
  if (place === undefined) return [];
  const range = rangeOf(document, place.span);
  switch (place.kind) {
    case 'name': {
      const owner = ownerOf(place, inventory);
      return nameItems(owner, place.siblings, { range, locale, suffix: place.hasEquals ? '' : '=' });
    }
    case 'value': {
      const row = variableNamed(place.name);
      return row === undefined ? [] : valueItems(row, inventory, { range, locale, write: (value) => iniText(value, place.onHostLine) });
    }
    case 'header':
      return headerItems(place, inventory, range);
    case 'child':
      return groupNames(inventory).map((name) => ({ label: name, kind: CompletionItemKind.Module, textEdit: { range, newText: name } }));
  }
}

function inVars({ document, context, offset, locale }: Asked): readonly CompletionItem[] {
  const { vars, inventory } = context;
  const place = placeByIndent(withNewlines(document.getText()), offset);
  if (vars === undefined || place === undefined) return [];
  const range = rangeOf(document, place.span);
  if (place.kind === 'value') {
    const [name, ...deeper] = place.path;
    const row = deeper.length === 0 && typeof name === 'string' ? variableNamed(name) : undefined;
    const lead = place.needsBlank ? ' ' : '';
    return row === undefined ? [] : valueItems(row, inventory, { range, locale, write: (value) => lead + yamlText(row, value) });
  }
  if (place.path.length > 0 || place.column > 0) return [];
  const { kind, name } = vars.owner;
  const owner: OwnerPlace =
    kind === 'host'
      ? { kind, groups: inventory.hosts.get(name)?.groups ?? [] }
      : { kind: name === 'all' ? 'all' : 'group', groups: [name] };
  return nameItems(owner, place.siblings, { range, locale, suffix: place.kind === 'key' ? '' : ': ' });
}

function ownerOf({ section: { group }, host }: Extract<PlaceInHosts, { kind: 'name' }>, { hosts }: Inventory): OwnerPlace {
  if (host !== undefined) return { kind: 'host', groups: [...new Set([group, ...(hosts.get(host)?.groups ?? [])])] };
  return { kind: group === 'all' ? 'all' : 'group', groups: [group] };
}

type Names = { readonly range: Range; readonly locale: Locale; readonly suffix: string };

function nameItems(owner: OwnerPlace, siblings: ReadonlySet<string>, { range, locale, suffix }: Names): readonly CompletionItem[] {
  return activeVariables
    .filter((row) => !siblings.has(row.name) && suits(row, owner))
    .map((row, i) => ({
      label: row.name,
      kind: CompletionItemKind.Variable,
      detail: shortVariable(row, locale),
      sortText: `${row.required === true ? 0 : 1}${String(i).padStart(3, '0')}`,
      textEdit: { range, newText: `${row.name}${suffix}` },
      ...(suffix === '' ? {} : { command: { command: 'editor.action.triggerSuggest', title: '' } }),
      data: { variable: row.name },
    }));
}

type Values = { readonly range: Range; readonly locale: Locale; readonly write: (value: string) => string };

function valueItems(row: Variable, inventory: Inventory, { range, locale, write }: Values): readonly CompletionItem[] {
  const isName = row.type === 'database-host' || row.type === 'inventory-host';
  return suggestedValues(row, inventory).map((value, i) => ({
    label: value,
    kind: isName ? CompletionItemKind.Reference : CompletionItemKind.Value,
    detail: shortVariable(row, locale),
    // What is replaced may begin with a quote or a blank, which the editor compares with.
    filterText: write(value),
    sortText: String(i).padStart(4, '0'),
    textEdit: { range, newText: write(value) },
    ...(value === row.default ? { preselect: true } : {}),
    data: { variable: row.name },
  }));
}

/** On the line of a host a value with blanks, quotes or `#` would end early. */
function iniText(value: string, onHostLine: boolean): string {
  return onHostLine && !/^[\w./:+@,-]+$/.test(value) ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value;
}

/** A list is written as YAML already; a release without quotes would be the number 2.4 for other readers. */
function yamlText({ type }: Variable, value: string): string {
  if (type === 'dhis2-version') return JSON.stringify(value);
  return type === 'list' || type === 'boolean' || type === 'true-only' || /^\d+$/.test(value) ? value : scalarText(value);
}

function headerItems({ isSuffix, isClosed }: Extract<PlaceInHosts, { kind: 'header' }>, inventory: Inventory, range: Range) {
  const close = isClosed ? '' : ']';
  const names = isSuffix ? ['vars', 'children'] : [...groupNames(inventory), 'all:vars', 'instances:vars', 'databases:vars'];
  return names.map((name, i) => ({
    label: name,
    kind: CompletionItemKind.Module,
    sortText: String(i).padStart(3, '0'),
    textEdit: { range, newText: `${name}${close}` },
  }));
}

const groupNames = ({ groups }: Inventory): readonly string[] => [
  ...new Set([...stockGroups, ...[...groups.keys()].filter((name) => name !== 'all' && name !== 'ungrouped')]),
];

function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
