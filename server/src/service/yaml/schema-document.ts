/** A YAML text read against a schema, with the place of every part: a hosting manifest or a settings file. */
import type { YamlPart } from './document.ts';
import { createItemwise } from './itemwise-validation.ts';
import { parseYaml, type ReadPart, reparseYaml, type YamlStream } from './parse.ts';
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
export type SchemaPart = ReadPart & { readonly violations: readonly SchemaViolation[] };

export type SchemaDocument = {
  readonly text: string;
  readonly schema: SchemaNode;
  readonly parts: readonly SchemaPart[];
  /** The text is a Jinja or Helm template: what it will say is not known, so nothing is reported. */
  readonly templated: boolean;
  /** What the next text can be read from; absent where the text is no YAML. */
  readonly stream?: YamlStream;
};

/** `{{ ... }}` or `{% ... %}` outside a comment. */
const templateMark = /^[^#\r\n]*(?:\{\{|\{%)/m;

const isTemplated = (text: string): boolean => (text.includes('{{') || text.includes('{%')) && templateMark.test(text);

/** Reads texts against one schema. The document of an earlier text, when there is one, must not be used again. */
export type SchemaReader = (text: string, before?: SchemaDocument) => SchemaDocument;

export function createSchemaReader(schema: SchemaNode, validate: Validate): SchemaReader {
  const violationsOf = createItemwise(validate);
  return (text, before) => {
    const stream = before?.stream === undefined ? parseYaml(text) : reparseYaml(before.stream, text);
    const parts = stream.parts.map((part) => ({ ...part, violations: isEmpty(part) ? [] : violationsOf(part) }));
    return { text, schema, parts, templated: isTemplated(text), stream };
  };
}

/** A document of comments alone says nothing yet, so it breaks no rule. */
function isEmpty(part: YamlPart): boolean {
  return part.data === null || part.data === undefined;
}
