/** Outline of a YAML file of ours: its fields, below them those of a group, and the items of a list by name. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../findings.ts';
import type { YamlPart } from '../yaml/document.ts';
import { spanOf } from '../yaml/plain-data.ts';

/** Editors become slow beyond some thousands of symbols. */
const most = 5000;

/** What the outline shows of the items of a list; of other lists, their names alone. */
export type ListOutline = {
  readonly kind: SymbolKind;
  /** The first of these that an item has names it; `name` when left out. */
  readonly names?: readonly string[];
  /** Fields whose values tell the items apart, in this order. */
  readonly details: readonly string[];
};

const plainList: ListOutline = { kind: SymbolKind.Object, details: [] };

export function yamlSymbols(
  document: TextDocument,
  { parts }: { readonly parts: readonly YamlPart[] },
  outlines: { readonly [list: string]: ListOutline } = {},
): DocumentSymbol[] {
  const rangeOf = ({ start, end }: Span) => ({ start: document.positionAt(start), end: document.positionAt(end) });
  let left = most;

  const itemSymbol = (item: Node, index: number, { kind, names = ['name'], details }: ListOutline = plainList): DocumentSymbol => {
    const name = names.flatMap((field) => fieldText(item, field) ?? [])[0] ?? (isScalar(item) ? textOf(item) : undefined);
    const span = name?.span ?? { start: spanOf(item).start, end: spanOf(item).start };
    const detail = details.flatMap((field) => fieldText(item, field)?.text ?? []).join(' · ');
    return {
      name: name?.text.trim() || `[${index + 1}]`,
      ...(detail === '' ? {} : { detail }),
      kind,
      range: rangeOf(spanOf(item)),
      selectionRange: rangeOf(span),
    };
  };

  const fieldSymbol = (pair: Pair, isInGroup: boolean): readonly DocumentSymbol[] => {
    const { key, value } = pair;
    if (!isScalar(key) || left <= 0) return [];
    const name = String(key.value);
    const own = spanOf(key);
    const items = isSeq(value) ? (value.items as (Node | null)[]).filter((item) => item !== null).slice(0, left) : [];
    left -= items.length + 1;
    const inside = isMap(value) && !isInGroup ? (value.items as Pair[]).flatMap((field) => fieldSymbol(field, true)) : [];
    return [
      {
        name: name.trim() === '' ? '""' : name,
        kind: isSeq(value) ? SymbolKind.Array : isMap(value) ? SymbolKind.Struct : SymbolKind.Field,
        ...(isScalar(value) && value.value !== null ? { detail: firstLineOf(String(value.value)) } : {}),
        range: rangeOf({ start: own.start, end: Math.max(own.end, value === null ? 0 : spanOf(value as Node).end) }),
        selectionRange: rangeOf(own),
        children: [...items.map((item, i) => itemSymbol(item, i, Object.hasOwn(outlines, name) ? outlines[name] : plainList)), ...inside],
      },
    ];
  };

  return parts.flatMap(({ yaml }) =>
    isMap(yaml.contents) ? (yaml.contents.items as Pair[]).flatMap((pair) => fieldSymbol(pair, false)) : [],
  );
}

type FieldText = { readonly text: string; readonly span: Span };

function fieldText(item: Node, field: string): FieldText | undefined {
  const value = isMap(item) ? (item.items as Pair[]).find(({ key }) => isScalar(key) && key.value === field)?.value : undefined;
  // Of a list, such as the names that a proxy answers for, the first.
  const [first] = isSeq(value) ? value.items : [value];
  return isScalar(first) ? textOf(first) : undefined;
}

function textOf(node: Node & { readonly value: unknown }): FieldText | undefined {
  return node.value === null ? undefined : { text: firstLineOf(String(node.value)), span: spanOf(node) };
}

const firstLineOf = (text: string): string => /^.*/.exec(text.trim())?.[0].slice(0, 200) ?? '';
