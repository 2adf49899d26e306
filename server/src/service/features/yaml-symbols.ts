/** Outline of a YAML file of ours: its fields, and below the lists of a manifest the hosts and instances by name. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span } from '../findings.ts';
import type { YamlPart } from '../yaml/document.ts';
import { spanOf } from '../yaml/plain-data.ts';

/** Editors become slow beyond some thousands of symbols. */
const most = 5000;

const listKinds: { readonly [field: string]: SymbolKind } = { hosts: SymbolKind.Object, instances: SymbolKind.Package };

export function yamlSymbols(document: TextDocument, { parts }: { readonly parts: readonly YamlPart[] }): DocumentSymbol[] {
  const rangeOf = ({ start, end }: Span) => ({ start: document.positionAt(start), end: document.positionAt(end) });
  let left = most;

  const itemSymbol = (item: Node, index: number, kind: SymbolKind): DocumentSymbol => {
    const name = fieldText(item, 'name');
    const span = name?.span ?? { start: spanOf(item).start, end: spanOf(item).start };
    const detail = fieldText(item, 'address') ?? fieldText(item, 'host');
    return {
      name: name?.text || `[${index + 1}]`,
      ...(detail === undefined ? {} : { detail: detail.text }),
      kind,
      range: rangeOf(spanOf(item)),
      selectionRange: rangeOf(span),
    };
  };

  const fieldSymbol = ({ key, value }: Pair): readonly DocumentSymbol[] => {
    if (!isScalar(key) || left <= 0) return [];
    const name = String(key.value);
    const own = spanOf(key);
    const items = isSeq(value) ? (value.items as (Node | null)[]).filter((item) => item !== null).slice(0, left) : [];
    left -= items.length + 1;
    return [
      {
        name: name.trim() === '' ? '""' : name,
        kind: isSeq(value) ? SymbolKind.Array : SymbolKind.Field,
        range: rangeOf({ start: own.start, end: Math.max(own.end, value === null ? 0 : spanOf(value as Node).end) }),
        selectionRange: rangeOf(own),
        children: items.map((item, i) => itemSymbol(item, i, listKinds[name] ?? SymbolKind.Object)),
      },
    ];
  };

  return parts.flatMap(({ yaml }) => (isMap(yaml.contents) ? (yaml.contents.items as Pair[]).flatMap(fieldSymbol) : []));
}

function fieldText(item: Node, field: string): { readonly text: string; readonly span: Span } | undefined {
  const pair = isMap(item) ? (item.items as Pair[]).find(({ key }) => isScalar(key) && key.value === field) : undefined;
  if (!isScalar(pair?.value) || pair.value.value === null) return undefined;
  return { text: String(pair.value.value), span: spanOf(pair.value) };
}
