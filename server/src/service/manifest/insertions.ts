/** Where a new section, item or field goes in a manifest, so that it is read as meant. */
import { isCollection, isMap, isPair, isSeq } from 'yaml';
import type { SpanEdit } from '../findings.ts';
import { lineBreakOf, lineStart, nextLineStart } from '../text/lines.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';

type Place = { readonly text: string; readonly part: SchemaPart };

/** Lines of a section of their own, at the end of the part. Undefined when the part is no block of lines. */
export function addSection({ text, part }: Place, lines: readonly string[]): SpanEdit | undefined {
  const { contents } = part.yaml;
  return isMap(contents) && !contents.flow && contents.items.length > 0
    ? insertLines(text, endOf(contents), columnOf(text, spanOf(contents).start), lines)
    : undefined;
}

/** An item at the end of a list, or the list with it when the part has none. The first line begins with `- `. */
export function addItem({ text, part }: Place, list: string, lines: readonly string[]): SpanEdit | undefined {
  const found = locate(part.yaml, [list]);
  if (found === undefined) return addSection({ text, part }, [`${list}:`, ...lines.map((line) => `  ${line}`)]);
  const { value } = found;
  const [first] = isSeq(value) && !value.flow ? value.items : [];
  if (first === undefined || value === undefined) return undefined;
  return insertLines(text, endOf(value), columnOf(text, spanOf(value).start), lines);
}

/** A field at the end of a group, in the way the group is written. */
export function addField({ text, part }: Place, path: Path, field: string): SpanEdit | undefined {
  const group = locate(part.yaml, path)?.value;
  if (!isMap(group) || group.items.length === 0) return undefined;
  if (!group.flow) return insertLines(text, endOf(group), columnOf(text, spanOf(group).start), [field]);
  const { end } = spanOf(group);
  if (text[end - 1] !== '}') return undefined;
  const last = endOf(group.items.at(-1));
  return { span: { start: last, end: last }, newText: `, ${field}` };
}

function insertLines(text: string, after: number, column: number, lines: readonly string[]): SpanEdit {
  const newLine = lineBreakOf(text);
  const place = text[after - 1] === '\n' ? after : nextLineStart(text, after);
  const block = lines.map((line) => `${' '.repeat(column)}${line}${newLine}`).join('');
  const onNewLine = place === 0 || /[\r\n]/.test(text.charAt(place - 1));
  return { span: { start: place, end: place }, newText: onNewLine ? block : newLine + block };
}

const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

/** Of the last thing inside: the parser lets a block reach over the comments that follow it. */
function endOf(node: unknown): number {
  if (isPair(node)) return endOf(node.value ?? node.key);
  if (isCollection(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1));
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return range?.[1] ?? 0;
}
