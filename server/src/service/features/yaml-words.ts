/** What a schema says of a field, in the user's language. */
import { type Locale, type Message, message, render, type Text } from '../messages.ts';
import type { SchemaNode, SchemaType } from '../yaml/schema-walk.ts';

export function titleOf(node: SchemaNode, locale: Locale): string {
  return (locale === 'fr' ? node['x-title-fr'] : node.title) ?? node.title ?? '';
}

function descriptionOf(node: SchemaNode, locale: Locale): string {
  return (locale === 'fr' ? node['x-description-fr'] : node.description) ?? node.description ?? '';
}

/** What one value of the list of allowed ones means. */
export function meaningOf(node: SchemaNode, value: unknown): Message | undefined {
  const en = node['x-enum']?.[String(value)];
  return en === undefined ? undefined : message({ en, fr: node['x-enum-fr']?.[String(value)] ?? en });
}

const typeNames: { readonly [T in SchemaType]: Text } = {
  array: { en: 'list', fr: 'liste' },
  boolean: { en: '`true` or `false`', fr: '`true` ou `false`' },
  integer: { en: 'whole number', fr: 'nombre entier' },
  null: { en: 'nothing', fr: 'rien' },
  number: { en: 'number', fr: 'nombre' },
  object: { en: 'group of fields', fr: 'groupe de champs' },
  string: { en: 'text', fr: 'texte' },
};

/** Type, range, default, allowed values and examples: one line each, those that there are. */
function factsOf(node: SchemaNode, isRequired: boolean): readonly Message[] {
  const facts: Message[] = [];
  if (node.type !== undefined) facts.push(message({ en: 'Type: {type}', fr: 'Type : {type}' }, { type: message(typeNames[node.type]) }));
  if (isRequired) facts.push(message({ en: 'Required', fr: 'Obligatoire' }));
  const allowed = node.const === undefined ? node.enum : [node.const];
  if (allowed !== undefined) facts.push(message({ en: 'Allowed: {values}', fr: 'Valeurs admises : {values}' }, { values: code(allowed) }));
  if (node.minimum !== undefined && node.maximum !== undefined) {
    facts.push(
      message({ en: 'From {minimum} to {maximum}', fr: 'De {minimum} à {maximum}' }, { minimum: node.minimum, maximum: node.maximum }),
    );
  }
  const expected = node['x-expected'];
  if (expected !== undefined) {
    facts.push(
      message(
        { en: 'Form: {expected}', fr: 'Forme : {expected}' },
        { expected: message({ en: expected, fr: node['x-expected-fr'] ?? expected }) },
      ),
    );
  }
  if (node.default !== undefined)
    facts.push(message({ en: 'Default: {value}', fr: 'Par défaut : {value}' }, { value: code([node.default]) }));
  const examples = (node.examples ?? []).filter((value) => typeof value === 'string');
  if (examples.length > 0) facts.push(message({ en: 'Example: {values}', fr: 'Exemple : {values}' }, { values: code(examples) }));
  return facts;
}

export function markdownOf(node: SchemaNode, isRequired: boolean, locale: Locale): string {
  const meanings = (node.enum ?? []).flatMap((value) => {
    const meaning = meaningOf(node, value);
    const text = { en: '- `{value}`: {meaning}', fr: '- `{value}` : {meaning}' };
    return meaning === undefined ? [] : [render(message(text, { value: String(value), meaning }), locale)];
  });
  const facts = [...factsOf(node, isRequired).map((fact) => `- ${render(fact, locale)}`), ...meanings];
  return [`**${titleOf(node, locale)}**`, descriptionOf(node, locale), facts.join('\n')].filter((part) => part !== '').join('\n\n');
}

const code = (values: readonly unknown[]): string =>
  values.map((value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``).join(', ');
