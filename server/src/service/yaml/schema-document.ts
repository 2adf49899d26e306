/** A YAML text read against a schema, with the place of every part: a hosting manifest or a settings file. */
import type { YamlPart } from './document.ts';
import { parseYaml } from './parse.ts';
import type { SchemaNode } from './schema-walk.ts';

/** What ajv says of one place; without a text, because texts are ours. */
export type SchemaViolation = {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: { readonly [name: string]: unknown };
};

/** True when the value fits the schema; otherwise `errors` holds the violations until the next call. */
export type Validate = {
  (data: unknown): boolean;
  errors?: readonly SchemaViolation[] | null;
};

/** One document of the stream (`---`). */
export type SchemaPart = YamlPart & { readonly violations: readonly SchemaViolation[] };

export type SchemaDocument = {
  readonly text: string;
  readonly schema: SchemaNode;
  readonly parts: readonly SchemaPart[];
  /** The text is a Jinja or Helm template: what it will say is not known, so nothing is reported. */
  readonly templated: boolean;
};

/** `{{ ... }}` or `{% ... %}` outside a comment. */
const templateMark = /^[^#\r\n]*(?:\{\{|\{%)/m;

export function parseWithSchema(text: string, schema: SchemaNode, validate: Validate): SchemaDocument {
  const violationsOf = (part: YamlPart) => (isEmpty(part) || validate(part.data) ? [] : (validate.errors ?? []));
  return {
    text,
    schema,
    parts: parseYaml(text).parts.map((part) => ({ ...part, violations: violationsOf(part) })),
    templated: templateMark.test(text),
  };
}

/** A document of comments alone says nothing yet, so it breaks no rule. */
export function isEmpty(part: YamlPart): boolean {
  return part.data === null || part.data === undefined;
}
