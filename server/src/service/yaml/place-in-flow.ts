/** Where in `{...}` or `[...]` a cursor is. Columns mean nothing there, but the tree has what is in even half-typed ones. */
import { isMap, isScalar, type Node, type Pair } from 'yaml';
import { type FlowPlace, flowAt, partAt } from './path-at.ts';
import type { PlaceByIndent } from './place-by-indent.ts';
import type { SchemaDocument } from './schema-document.ts';

export type PlaceInFlow = PlaceByIndent & {
  readonly inFlow: true;
  /** Quotes stand around the place already. */
  readonly isQuoted: boolean;
};

/** The brackets around an offset, if it is in any. */
export function flowAround(text: string, { parts }: SchemaDocument, offset: number): FlowPlace | undefined {
  const part = partAt(parts, offset);
  return part === undefined ? undefined : flowAt(text, part.yaml, offset);
}

/** Undefined in a comment, and behind a quoted text. */
export function placeInFlow(text: string, { path, around, inner }: FlowPlace, offset: number): PlaceInFlow | undefined {
  if (/(?:^|\s)#/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))) return undefined;
  const quoted = inner !== undefined && touches(inner.range, offset) && /^QUOTE_/.test(inner.type ?? '') ? inner.range : undefined;
  if (quoted && (offset <= quoted[0] || offset >= quoted[1])) return undefined;
  let start = offset;
  while (start > 0 && partOfWord.test(text[start - 1] ?? '')) start--;
  let end = offset;
  while (end < text.length && partOfWord.test(text[end] ?? '')) end++;
  const before = text.slice(Math.max(0, start - longestBefore), start);
  const others = (isMap(around) ? (around.items as Pair[]).map(({ key }) => key) : around.items) as readonly (Node | null)[];
  const siblings = new Set(others.flatMap((node) => (isScalar(node) && !touches(node.range, offset) ? [String(node.value)] : [])));
  const common = { span: { start, end }, column: 0, inset: 0, siblings, inFlow: true, isQuoted: quoted !== undefined } as const;
  if (!isMap(around)) return { ...common, kind: 'value', path: [...path, 0], needsBlank: before.endsWith(',') };
  const field = /([\w-]+)["']?\s*:\s*["']?$/.exec(before)?.[1];
  if (field !== undefined)
    return { ...common, kind: 'value', path: [...path, field], siblings: new Set(), needsBlank: before.endsWith(':') };
  const hasColon = /^["']?\s*:/.test(text.slice(end, end + 20));
  return { ...common, kind: hasColon ? 'key' : 'open', path, needsBlank: false };
}

const partOfWord = /[^\s,:{}[\]"']/;

/** How far back a field's name and colon are looked for. */
const longestBefore = 100;

const touches = (range: readonly number[] | null | undefined, offset: number): boolean =>
  offset >= (range?.[0] ?? 0) && offset <= (range?.[1] ?? 0);
