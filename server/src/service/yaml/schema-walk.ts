/** Finds the schema of a place, one step of the path at a time; `$ref` into `$defs` is followed. */

/** The words of JSON Schema our schemas use, and our own annotations. */
export type SchemaNode = {
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: SchemaNode };
  readonly title?: string;
  readonly 'x-title-fr'?: string;
  readonly description?: string;
  readonly 'x-description-fr'?: string;
  /** What a value must look like, in words, where a pattern says it to machines. */
  readonly 'x-expected'?: string;
  readonly 'x-expected-fr'?: string;
  /** The value is the name of an item of that list of the manifest. */
  readonly 'x-reference'?: string;
  /** What kind of value it is, where proposals and readings of it are made by code. */
  readonly 'x-values'?: ValueKind;
  /** What each value of `enum` means. */
  readonly 'x-enum'?: { readonly [value: string]: string };
  readonly 'x-enum-fr'?: { readonly [value: string]: string };
  readonly type?: SchemaType;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: { readonly [name: string]: SchemaNode };
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly pattern?: string;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  /** Fields that a kind of object must or cannot have: `if` names the field that tells the kind, `then` what follows. */
  readonly allOf?: readonly { readonly if: SchemaNode; readonly then: SchemaNode | false }[];
  readonly dependentSchemas?: { readonly [field: string]: unknown };
  readonly minimum?: number;
  readonly maximum?: number;
};

export type ValueKind =
  | 'country'
  | 'date'
  | 'dhis2-release'
  | 'duration'
  | 'java-version'
  | 'operating-system'
  | 'postgresql-version'
  | 'schedule'
  | 'size'
  | 'tomcat-version';

export type SchemaType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/** Keys of maps as text, items of lists by number. */
export type Path = readonly (string | number)[];

/** `$ref` chains in our schemas have one link; a longer chain than this is a loop. */
const longestChain = 8;

export function schemaAt(root: SchemaNode, path: Path): SchemaNode | undefined {
  let node = resolve(root, root);
  for (const step of path) {
    if (node === undefined) return undefined;
    node = resolve(root, child(node, step));
  }
  return node;
}

function child(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === 'number') return node.items;
  return node.properties !== undefined && Object.hasOwn(node.properties, step) ? node.properties[step] : undefined;
}

/** Words beside a `$ref` win over those it leads to. */
function resolve(root: SchemaNode, start: SchemaNode | undefined): SchemaNode | undefined {
  let node = start;
  for (let i = 0; i < longestChain && node?.$ref !== undefined; i++) {
    const { $ref, ...own } = node;
    const target = root.$defs?.[$ref.replace('#/$defs/', '')];
    if (target === undefined) return undefined;
    node = { ...target, ...own };
  }
  return node;
}
