/** What ajv says of data, as findings in the text: the right place, one finding a place, a near name where there is one. */
import { isMap, isScalar, type Node, type Pair } from 'yaml';
import type { Span } from '../findings.ts';
import { near } from '../text/similarity.ts';
import { firstLine, type YamlPart } from './document.ts';
import { locate } from './path-at.ts';
import { spanOf } from './plain-data.ts';
import type { SchemaViolation } from './schema-document.ts';
import { type Path, type SchemaNode, type SchemaType, schemaAt } from './schema-walk.ts';

export type SchemaFinding = { readonly span: Span; readonly path: Path } & (
  | { readonly kind: 'unknownField'; readonly field: string; readonly near: readonly string[] }
  | { readonly kind: 'missing'; readonly fields: readonly string[] }
  /** YAML took a number or a boolean where text is meant. */
  | { readonly kind: 'unquoted'; readonly source: string; readonly value: string; readonly schema: SchemaNode }
  | { readonly kind: 'wrongType' | 'empty'; readonly type: SchemaType }
  | { readonly kind: 'wrongValue'; readonly allowed: readonly unknown[]; readonly value: unknown }
  | { readonly kind: 'wrongForm'; readonly schema: SchemaNode; readonly value: unknown }
  | { readonly kind: 'outOfRange'; readonly schema: SchemaNode }
  | { readonly kind: 'tooLong'; readonly limit: number }
  | { readonly kind: 'emptyObject'; readonly fields: readonly string[] }
  | { readonly kind: 'exclusive'; readonly other: string }
  /** The field belongs to objects of another kind: `discriminator` tells the kind, and says `value` here. */
  | { readonly kind: 'misplaced'; readonly discriminator: string; readonly value: string }
  | { readonly kind: 'tooFew' | 'repeated'; readonly limit: number }
  | { readonly kind: 'other' }
);

type Place = { readonly text: string; readonly part: YamlPart; readonly root: SchemaNode };

/** Of two findings at one place the one named first here says more. */
const order: readonly SchemaFinding['kind'][] = [
  'unknownField',
  'exclusive',
  'misplaced',
  'unquoted',
  'empty',
  'wrongType',
  'wrongValue',
  'wrongForm',
  'outOfRange',
  'tooLong',
  'tooFew',
  'repeated',
  'emptyObject',
  'missing',
  'other',
];

export function schemaFindings(
  text: string,
  part: YamlPart,
  violations: readonly SchemaViolation[],
  root: SchemaNode,
): readonly SchemaFinding[] {
  const place: Place = { text, part, root };
  const findings = byObject(violations).flatMap((group) => findingsOfObject(place, group));
  const best = new Map<number, SchemaFinding>();
  for (const finding of findings) {
    const other = best.get(finding.span.start);
    if (other === undefined || order.indexOf(finding.kind) < order.indexOf(other.kind)) best.set(finding.span.start, finding);
  }
  return [...best.values()].sort((a, b) => a.span.start - b.span.start);
}

/** Each unknown field is looked for in its map; a file with more of them is no manifest. */
const mostUnknown = 100;

type Group = { readonly path: Path; readonly violations: SchemaViolation[] };

function byObject(violations: readonly SchemaViolation[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const violation of violations) {
    const group = groups.get(violation.instancePath) ?? { path: pathOf(violation.instancePath), violations: [] };
    group.violations.push(violation);
    groups.set(violation.instancePath, group);
  }
  return [...groups.values()];
}

/** A number in a JSON pointer may be an index or a field; fields of our schemas are never numbers. */
function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));
}

function findingsOfObject(place: Place, { path, violations }: Group): readonly SchemaFinding[] {
  const params = (keyword: string, name: string) =>
    violations.filter((violation) => violation.keyword === keyword).map((violation) => String(violation.params[name]));
  const missing = new Set(params('required', 'missingProperty'));
  const present = Object.keys((valueAt(place.part.data, path) as object | undefined) ?? {});
  const free = Object.keys(schemaAt(place.root, path)?.properties ?? {}).filter((name) => !present.includes(name));
  const findings: SchemaFinding[] = [];
  for (const field of params('additionalProperties', 'additionalProperty').slice(0, mostUnknown)) {
    const names = [...near(field, free)].sort((a, b) => Number(missing.has(b)) - Number(missing.has(a)));
    // A mistyped required field is one mistake and not two.
    if (names[0] !== undefined) missing.delete(names[0]);
    findings.push({ kind: 'unknownField', field, near: names, path: [...path, field], span: keySpan(place, [...path, field]) });
  }
  if (missing.size > 0) findings.push({ kind: 'missing', fields: [...missing], path, span: startOfObject(place, path) });
  for (const violation of violations) {
    if (toldByOthers.has(violation.keyword)) continue;
    findings.push(findingOfValue(place, path, violation));
  }
  return findings;
}

/** `if` only says that something in its `then` is wrong, which has a violation of its own. */
const toldByOthers: ReadonlySet<string> = new Set(['required', 'additionalProperties', 'if']);

function findingOfValue(place: Place, path: Path, { keyword, params, schemaPath }: SchemaViolation): SchemaFinding {
  const schema = schemaAt(place.root, path) ?? {};
  const span = valueSpan(place, path);
  switch (keyword) {
    case 'type':
      return wrongType(place, path, params['type'] as SchemaType, schema);
    case 'const':
    case 'enum': {
      const allowed = keyword === 'const' ? [params['allowedValue']] : (params['allowedValues'] as readonly unknown[]);
      return valueAt(place.part.data, path) === null
        ? { kind: 'empty', type: typeof allowed[0] === 'number' ? 'number' : 'string', path, span: keySpan(place, path) }
        : { kind: 'wrongValue', allowed, value: valueAt(place.part.data, path), path, span };
    }
    case 'pattern':
      return { kind: 'wrongForm', schema, value: valueAt(place.part.data, path), path, span };
    case 'minimum':
    case 'maximum':
      return { kind: 'outOfRange', schema, path, span };
    case 'maxLength':
      return { kind: 'tooLong', limit: Number(params['limit']), path, span };
    case 'minProperties':
      return { kind: 'emptyObject', fields: Object.keys(schema.properties ?? {}), path, span };
    case 'minItems':
      return { kind: 'tooFew', limit: Number(params['limit']), path, span };
    case 'uniqueItems':
      return repeated(place, path, Number(params['i']));
    case 'false schema':
      return unwelcome(place, path, schemaPath);
    default:
      return { kind: 'other', path, span };
  }
}

/** The second of two equal items; ajv names the later one `i`. */
function repeated(place: Place, path: Path, index: number): SchemaFinding {
  return { kind: 'repeated', limit: index, path, span: valueSpan(place, [...path, index]) };
}

/** A field that what stands beside it rules out. */
function unwelcome(place: Place, path: Path, schemaPath: string): SchemaFinding {
  const span = keySpan(place, path);
  const other = /dependentSchemas\/([^/]+)/.exec(schemaPath)?.[1];
  if (other !== undefined) return { kind: 'exclusive', other, path, span };
  const condition = /\/allOf\/(\d+)\/then\//.exec(schemaPath)?.[1];
  const [discriminator, only] =
    Object.entries(schemaAt(place.root, path.slice(0, -1))?.allOf?.[Number(condition)]?.if.properties ?? {})[0] ?? [];
  if (discriminator === undefined) return { kind: 'other', path, span };
  return { kind: 'misplaced', discriminator, value: String(only?.const), path, span };
}

function wrongType(place: Place, path: Path, type: SchemaType, schema: SchemaNode): SchemaFinding {
  const value = valueAt(place.part.data, path);
  const node = locate(place.part.yaml, path)?.value;
  if (value === null && path.length > 0) return { kind: 'empty', type, path, span: keySpan(place, path) };
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  if (type === 'string' && scalar && isScalar(node) && node.type === 'PLAIN') {
    const span = spanOf(node);
    return { kind: 'unquoted', source: place.text.slice(span.start, span.end), value: String(value), schema, path, span };
  }
  return { kind: 'wrongType', type, path, span: valueSpan(place, path) };
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
  return value;
}

/** The nearest part of the path that stands in the text: what an alias or merge key brings has no place of its own. */
function nearest(place: Place, path: Path): { readonly key: Node | undefined; readonly value: Node | undefined } {
  for (let length = path.length; length > 0; length--) {
    const found = locate(place.part.yaml, path.slice(0, length));
    if (found !== undefined) return found;
  }
  return { key: undefined, value: place.part.yaml.contents ?? undefined };
}

function keySpan(place: Place, path: Path): Span {
  const { key, value } = nearest(place, path);
  return shown(place, key ?? value);
}

function valueSpan(place: Place, path: Path): Span {
  const { key, value } = nearest(place, path);
  const span = shown(place, value ?? key);
  return span.end > span.start ? span : shown(place, key ?? value);
}

/** A missing field is told where its object begins: at the object's key, else at its first field. */
function startOfObject(place: Place, path: Path): Span {
  const { key, value } = nearest(place, path);
  const first: unknown = isMap(value) ? (value.items as Pair[])[0]?.key : undefined;
  return shown(place, key ?? (isScalar(first) ? first : value));
}

function shown({ text, part }: Place, node: Node | undefined): Span {
  const span = node === undefined ? { start: part.yaml.start, end: part.yaml.start } : spanOf(node);
  if (span.end > span.start) return firstLine(text, span);
  // An empty item (`-`) has no text: its dash is what can be seen.
  const dash = text.lastIndexOf('-', span.start);
  return dash >= 0 && text.slice(dash + 1, span.start).trim() === '' ? { start: dash, end: dash + 1 } : span;
}
