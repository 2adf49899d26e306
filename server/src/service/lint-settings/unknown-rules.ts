/** Names below `rules` that no rule has. The validator lets them pass: it does not know the list of rules. */

import type { Span } from '../findings.ts';
import { near } from '../text/similarity.ts';
import { firstLine } from '../yaml/document.ts';
import { locate } from '../yaml/path-at.ts';
import { spanOf } from '../yaml/plain-data.ts';
import type { SchemaDocument, SchemaPart } from '../yaml/schema-document.ts';

export type UnknownRule = { readonly name: string; readonly near: readonly string[]; readonly span: Span };

/** Each is compared with all rules; a file with more of them is something else. */
const most = 100;

export function unknownRules({ text, schema }: SchemaDocument, { yaml, data }: SchemaPart): readonly UnknownRule[] {
  const known = Object.keys(schema.properties?.['rules']?.properties ?? {});
  const given = isGroup(data) && isGroup(data['rules']) ? Object.keys(data['rules']) : [];
  return given
    .filter((name) => !known.includes(name))
    .slice(0, most)
    .map((name) => {
      const key = locate(yaml, ['rules', name])?.key ?? locate(yaml, ['rules'])?.key;
      const span = key === undefined ? { start: yaml.start, end: yaml.start } : spanOf(key);
      return { name, near: near(name, known), span: firstLine(text, span) };
    });
}

function isGroup(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
