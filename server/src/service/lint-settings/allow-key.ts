/** Adds a key to the `allowedKeys` of a `.dhis2-lint.yaml`, and leaves the rest of the text as it is. */
import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { SpanEdit } from '../findings.ts';
import { lineBreakOf, lineEnd, lineStart } from '../text/lines.ts';
import { spanOf } from '../yaml/plain-data.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import { parseLintSettings } from './read-lint-settings.ts';

const field = 'allowedKeys';

/** Undefined when the text is built in a way that is better changed by hand; the key is then proved to be in place. */
export function allowKey(text: string, key: string): SpanEdit | undefined {
  const { parts, templated } = parseLintSettings(text);
  const [part, ...others] = parts;
  if (templated || others.length > 0) return undefined;
  const edit = part === undefined ? appended(text, key) : editIn(text, part, key);
  if (edit === undefined) return undefined;
  const after = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
  const [result] = parseLintSettings(after).parts;
  return result?.readable === true && result.problems.length === 0 && keysOf(result.data).at(-1) === key ? edit : undefined;
}

function editIn(text: string, { yaml, readable, problems, data }: SchemaPart, key: string): SpanEdit | undefined {
  if (!readable || problems.length > 0) return undefined;
  if (data === null || data === undefined) return appended(text, key);
  if (!isMap(yaml.contents) || yaml.contents.flow) return undefined;
  const pair = fieldOf(yaml.contents);
  if (pair === undefined) return appended(text, key);
  const list = pair.value as Node | null;
  if (isSeq(list)) return list.flow ? inFlow(list, key) : inBlock(text, list, key);
  if (list !== null && !(isScalar(list) && list.value === null && list.source === '')) return undefined;
  return insert(lineEnd(text, spanOf(pair.key as Node).end), `${lineBreakOf(text)}  - ${scalarText(key)}`);
}

function fieldOf(map: YAMLMap): Pair | undefined {
  return (map.items as Pair[]).find(({ key }) => isScalar(key) && key.value === field);
}

function appended(text: string, key: string): SpanEdit {
  const lineBreak = lineBreakOf(text);
  const lead = text === '' || /[\r\n]$/.test(text) ? '' : lineBreak;
  return insert(text.length, `${lead}${field}:${lineBreak}  - ${scalarText(key)}${lineBreak}`);
}

function inBlock(text: string, list: YAMLSeq, key: string): SpanEdit | undefined {
  const last = list.items.at(-1) as Node | null | undefined;
  if (!last) return undefined;
  const { start, end } = spanOf(last);
  const dashes = text.slice(lineStart(text, start), start);
  return /^[ \t]*-[ \t]+$/.test(dashes) ? insert(lineEnd(text, end), `${lineBreakOf(text)}${dashes}${scalarText(key)}`) : undefined;
}

function inFlow(list: YAMLSeq, key: string): SpanEdit | undefined {
  const last = list.items.at(-1) as Node | null | undefined;
  if (last === undefined) return insert(spanOf(list).end - 1, scalarText(key));
  return last === null ? undefined : insert(spanOf(last).end, `, ${scalarText(key)}`);
}

function insert(at: number, newText: string): SpanEdit {
  return { span: { start: at, end: at }, newText };
}

function keysOf(data: unknown): readonly unknown[] {
  const keys: unknown = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[field] : undefined;
  return Array.isArray(keys) ? keys : [];
}
