/** A `containers.json` of dhis2-tools-ng with the place of every part; made once for each text version. */
import { isScalar } from 'yaml';
import type { Span } from '../findings.ts';
import { toolsNgContainersSchema } from '../generated/tools-ng-containers.schema.ts';
import { validate } from '../generated/tools-ng-containers.validate.js';
import type { JsonFile } from '../json/json-file.ts';
import { parseJson } from '../json/json-parser.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import type { SchemaDocument, SchemaPart } from '../yaml/schema-document.ts';
import type { Path } from '../yaml/schema-walk.ts';

export type ContainersDocument = SchemaDocument & { readonly json: JsonFile };

/** A text with the place of what it says, quotes left out; or a number or truth value, which scripts read as text too. */
export type TextValue = { readonly value: string; readonly span: Span };

/** Of a container; undefined where one is missing or no text. */
type ContainerField = 'name' | 'ip' | 'type';

export type Container = {
  readonly index: number;
  readonly name: TextValue | undefined;
  readonly ip: TextValue | undefined;
  readonly type: TextValue | undefined;
};

export function parseContainers(text: string): ContainersDocument {
  const json = parseJson(text);
  const { tree: yaml, data, readable } = json;
  const isEmpty = data === undefined || data === null;
  const violations = !readable || isEmpty || validate(data) ? [] : (validate.errors ?? []);
  const part: SchemaPart = { yaml, data, problems: [], readable, violations };
  return { text, json, schema: toolsNgContainersSchema, parts: [part], templated: false };
}

export function textAt({ text, json: { tree } }: ContainersDocument, path: Path): TextValue | undefined {
  const node = locate(tree, path)?.value;
  if (!isScalar(node) || node.value === null) return undefined;
  const { start, end } = spanOf(node);
  if (typeof node.value !== 'string') return { value: text.slice(start, end), span: { start, end } };
  // An empty text is seen by its quotes.
  return { value: node.value, span: end - start > 2 ? { start: start + 1, end: end - 1 } : { start, end } };
}

export function containersOf(document: ContainersDocument): readonly Container[] {
  const { data } = document.json;
  const list: unknown =
    typeof data === 'object' && data !== null ? (data as { readonly [name: string]: unknown })['containers'] : undefined;
  if (!Array.isArray(list)) return [];
  return list.map((_, index) => {
    const field = (name: ContainerField) => textAt(document, ['containers', index, name]);
    return { index, name: field('name'), ip: field('ip'), type: field('type') };
  });
}
