/** Hover on a field of a YAML file of ours, or on its value. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hover } from 'vscode-languageserver-types';
import { type Locale, type Message, render } from '../messages.ts';
import { nodeAt, partAt } from '../yaml/path-at.ts';
import type { SchemaDocument } from '../yaml/schema-document.ts';
import { schemaAt } from '../yaml/schema-walk.ts';
import { markdownOf } from './yaml-words.ts';

/** `facts` of the place go before what holds for every such field. */
export function yamlHover(
  document: TextDocument,
  { parts, schema }: SchemaDocument,
  offset: number,
  locale: Locale,
  facts: readonly Message[] = [],
): Hover | undefined {
  const part = partAt(parts, offset);
  const place = part === undefined ? undefined : nodeAt(part.yaml, offset);
  const node = place === undefined ? undefined : schemaAt(schema, place.path);
  if (place === undefined || node === undefined) return undefined;
  const name = place.path.at(-1);
  const isRequired = schemaAt(schema, place.path.slice(0, -1))?.required?.includes(String(name)) ?? false;
  const lead = facts.map((fact) => `- ${render(fact, locale)}\n`).join('');
  const text = `### \`${typeof name === 'number' ? '-' : name}\`\n\n${markdownOf(node, isRequired, locale)}`;
  return {
    contents: { kind: 'markdown', value: lead === '' ? text : `${lead}\n---\n\n${text}` },
    range: { start: document.positionAt(place.span.start), end: document.positionAt(place.span.end) },
  };
}
