/** Findings of a schema as reports with their texts and fixes, for every rule about a YAML file of ours. */
import type { Fix, Span } from '../findings.ts';
import { type Message, message, type Text } from '../messages.ts';
import { near } from '../text/similarity.ts';
import { mendedForm } from '../yaml/mended-form.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import type { SchemaFinding } from '../yaml/schema-errors.ts';
import { type Path, type SchemaNode, type SchemaType, schemaAt } from '../yaml/schema-walk.ts';
import type { Report } from './define-rule.ts';

export type CheckedFile = {
  readonly text: string;
  readonly schema: SchemaNode;
  /** What the file is called at the start of a sentence and inside of one. */
  readonly name: { readonly start: Text; readonly inside: Text };
};

export type SchemaMessageId =
  | 'empty'
  | 'emptyObject'
  | 'exclusive'
  | 'misplaced'
  | 'missing'
  | 'noneOf'
  | 'wrongFile'
  | 'outOfRange'
  | 'repeated'
  | 'similarField'
  | 'tooFew'
  | 'tooLong'
  | 'unknownField'
  | 'unquoted'
  | 'unquotedVersion'
  | 'wrongForm'
  | 'wrongType'
  | 'wrongValue';

const typeNames: { readonly [T in SchemaType]: Text } = {
  array: { en: 'a list (lines that begin with `- `)', fr: 'une liste (lignes commençant par `- `)' },
  boolean: { en: '`true` or `false`', fr: '`true` ou `false`' },
  integer: { en: 'a whole number', fr: 'un nombre entier' },
  null: { en: 'nothing', fr: 'rien' },
  number: { en: 'a number', fr: 'un nombre' },
  object: { en: 'a group of `field: value` lines', fr: 'un groupe de lignes `champ: valeur`' },
  string: { en: 'text', fr: 'du texte' },
};

/** `wrongFile` is said by each rule in its own words. */
export const schemaTexts: { readonly [M in Exclude<SchemaMessageId, 'wrongFile'>]: Text } = {
  empty: {
    en: '`{field}` has no value. It takes {type}; add it or delete the field.',
    fr: "`{field}` n'a pas de valeur. Il attend {type} ; complétez-le ou supprimez le champ.",
  },
  emptyObject: {
    en: '`{field}` is empty. Add one of {fields}.',
    fr: '`{field}` est vide. Ajoutez un des champs {fields}.',
  },
  exclusive: {
    en: '`{field}` cannot stand beside `{other}`: only one of the two can be followed. Delete one of them.',
    fr: "`{field}` ne peut pas accompagner `{other}` : un seul des deux peut être suivi. Supprimez l'un des deux.",
  },
  misplaced: {
    en: '`{field}` has no meaning where `{discriminator}` is `{value}`, and would be ignored. Delete it, or change `{discriminator}`.',
    fr: "`{field}` n'a pas de sens quand `{discriminator}` vaut `{value}`, et serait ignoré. Supprimez-le, ou changez `{discriminator}`.",
  },
  missing: {
    en: '{owner} lacks {fields}, without which it cannot be used. Add what is missing.',
    fr: '{owner} : il manque {fields}, sans quoi rien ne peut en être fait. Ajoutez ce qui manque.',
  },
  noneOf: {
    en: '`{field}` must be one of {values}; no other value is understood.',
    fr: "`{field}` doit valoir l'une de ces valeurs : {values} ; aucune autre n'est comprise.",
  },
  outOfRange: {
    en: '`{field}` must be a number from {minimum} to {maximum}.',
    fr: '`{field}` doit être un nombre de {minimum} à {maximum}.',
  },
  repeated: {
    en: '`{field}` has this item twice. Delete one of the two.',
    fr: "`{field}` contient deux fois cet élément. Supprimez l'un des deux.",
  },
  similarField: {
    en: '`{field}` is not a field of {owner}. Did you mean `{suggestion}`?',
    fr: "`{field}` n'est pas un champ de {owner}. Vouliez-vous dire `{suggestion}` ?",
  },
  tooFew: {
    en: '`{field}` is an empty list. Add an item, or delete the field.',
    fr: '`{field}` est une liste vide. Ajoutez un élément, ou supprimez le champ.',
  },
  tooLong: {
    en: '`{field}` is too long: {limit} characters at most.',
    fr: '`{field}` est trop long : {limit} caractères au plus.',
  },
  unknownField: {
    en: '`{field}` is not a field of {owner}. Known here: {fields}.',
    fr: "`{field}` n'est pas un champ de {owner}. Champs connus ici : {fields}.",
  },
  unquoted: {
    en: '`{field}` must be text, but YAML reads {source} as a number or a truth value. Put it in quotes.',
    fr: '`{field}` doit être du texte, mais YAML lit {source} comme un nombre ou un booléen. Mettez-le entre guillemets.',
  },
  unquotedVersion: {
    en: 'YAML reads {source} without quotes as the number {value}, so that 2.40 and 2.4 are one. Put the version in quotes.',
    fr: 'YAML lit {source} sans guillemets comme le nombre {value} : 2.40 et 2.4 ne font alors qu’un. Mettez la version entre guillemets.',
  },
  wrongForm: {
    en: '`{field}` must be {expected}.',
    fr: '`{field}` doit être {expected}.',
  },
  wrongType: {
    en: '`{field}` must be {type}.',
    fr: '`{field}` doit être {type}.',
  },
  wrongValue: {
    en: '`{field}` must be {values}; no other value is understood.',
    fr: "`{field}` doit valoir {values} ; aucune autre valeur n'est comprise.",
  },
};

export function schemaReport(file: CheckedFile, finding: SchemaFinding): Report<SchemaMessageId> {
  const { path, span } = finding;
  const field = labelOf(path);
  const plain = (id: SchemaMessageId, args: Report<SchemaMessageId>['args'] = {}): Report<SchemaMessageId> => ({
    message: id,
    args: { field, ...args },
    span,
  });
  switch (finding.kind) {
    case 'unknownField':
      return unknownField(file, finding);
    case 'missing':
      return {
        ...plain('missing', { owner: ownerOf(path, file.name.start), fields: code(finding.fields) }),
        fixes: missingFixes(file, finding),
      };
    case 'unquoted': {
      // Only with a dot is there something to lose: 16 stays 16.
      const version = isVersion(finding.schema) && finding.source.includes('.');
      const title = message({ en: 'Put `{source}` in quotes', fr: 'Mettre `{source}` entre guillemets' }, { source: finding.source });
      const fixes: readonly Fix[] = [{ title, edits: [{ span, newText: `"${finding.source}"` }], preferred: true }];
      return { ...plain(version ? 'unquotedVersion' : 'unquoted', { source: finding.source, value: finding.value }), fixes };
    }
    case 'wrongType':
      return path.length === 0 ? plain('wrongFile') : plain('wrongType', { type: message(typeNames[finding.type]) });
    case 'empty':
      return plain('empty', { type: message(typeNames[finding.type]) });
    case 'wrongValue':
      return {
        ...plain(finding.allowed.length === 1 ? 'wrongValue' : 'noneOf', { values: code(finding.allowed) }),
        fixes: nearValueFixes(finding),
      };
    case 'wrongForm':
      return { ...plain('wrongForm', { expected: expected(finding.schema) }), fixes: mendedFormFixes(finding) };
    case 'outOfRange':
      return plain('outOfRange', { minimum: finding.schema.minimum ?? '…', maximum: finding.schema.maximum ?? '…' });
    case 'tooLong':
      return plain('tooLong', { limit: finding.limit });
    case 'emptyObject':
      return plain('emptyObject', { fields: code(finding.fields) });
    case 'exclusive':
      return plain('exclusive', { other: finding.other });
    case 'misplaced':
      return plain('misplaced', { discriminator: finding.discriminator, value: finding.value });
    case 'tooFew':
    case 'repeated':
      return plain(finding.kind);
    case 'other':
      return plain('wrongForm', { expected: expected({}) });
  }
}

function unknownField(
  { schema, name: file }: CheckedFile,
  { field, near, path, span }: SchemaFinding & { kind: 'unknownField' },
): Report<SchemaMessageId> {
  const [suggestion] = near;
  const parent = path.slice(0, -1);
  const owner = ownerOf(parent, file.inside);
  const fields = code(Object.keys(schemaAt(schema, parent)?.properties ?? {}));
  if (suggestion === undefined) return { message: 'unknownField', args: { field, owner, fields }, span };
  const fixes = near.map((name, i) => ({
    title: message({ en: 'Change to `{name}`', fr: 'Remplacer par `{name}`' }, { name }),
    edits: [{ span, newText: name }],
    preferred: i === 0,
  }));
  return { message: 'similarField', args: { field, owner, suggestion }, span, fixes };
}

/** Only a field with one possible value can be added without asking. */
function missingFixes({ text, schema }: CheckedFile, { fields, path, span }: SchemaFinding & { kind: 'missing' }): readonly Fix[] {
  const [field] = fields;
  const only = schemaAt(schema, [...path, field ?? ''])?.const;
  const atStart = span.start === 0 || text[span.start - 1] === '\n';
  if (fields.length !== 1 || only === undefined || path.length > 0 || !atStart || text[span.start] === '{') return [];
  const at: Span = { start: span.start, end: span.start };
  return [
    {
      title: message({ en: 'Add `{line}`', fr: 'Ajouter `{line}`' }, { line: `${field}: ${only}` }),
      edits: [{ span: at, newText: `${field}: ${only}\n` }],
      preferred: true,
    },
  ];
}

function isVersion(schema: SchemaNode): boolean {
  return schema['x-values']?.endsWith('-version') === true || schema['x-values'] === 'dhis2-release';
}

/** A mistyped value may be any of them, so the user chooses. */
function nearValueFixes({ allowed, value, span }: SchemaFinding & { kind: 'wrongValue' }): readonly Fix[] {
  if (typeof value !== 'string') return [];
  return near(value, allowed.map(String)).map((name) => changeTo(span, name, false));
}

/** Another way to write the same value. */
function mendedFormFixes({ schema, value, span }: SchemaFinding & { kind: 'wrongForm' }): readonly Fix[] {
  const mended = typeof value === 'string' && schema['x-values'] !== undefined ? mendedForm(schema['x-values'], value) : undefined;
  return mended === undefined ? [] : [changeTo(span, mended.text, mended.isCertain)];
}

function changeTo(span: Span, value: string, preferred: boolean): Fix {
  const title = message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value });
  return { title, edits: [{ span, newText: scalarText(value) }], preferred };
}

/** `address`, or `hosts[2]` for the second item of a list. */
function labelOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `${path.at(-2)}[${last + 1}]` : (last ?? 'version');
}

function ownerOf(path: Path, file: Text): Message {
  return path.length === 0 ? message(file) : message({ en: '`{label}`', fr: '`{label}`' }, { label: labelOf(path) });
}

function expected(node: { readonly 'x-expected'?: string; readonly 'x-expected-fr'?: string }): Message {
  const en = node['x-expected'] ?? 'of the form that hovering over it shows';
  return message({ en, fr: node['x-expected-fr'] ?? 'de la forme que montre le survol' });
}

const code = (values: readonly unknown[]): string => values.map((value) => `\`${value}\``).join(', ');
