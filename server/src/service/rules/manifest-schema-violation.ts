import type { Fix, Span } from '../findings.ts';
import { hostingManifestSchema as schema } from '../generated/hosting-manifest.schema.ts';
import { type Message, message, type Text } from '../messages.ts';
import { type SchemaFinding, schemaFindings } from '../yaml/schema-errors.ts';
import { type Path, type SchemaType, schemaAt } from '../yaml/schema-walk.ts';
import { defineManifestRule, type Report } from './define-rule.ts';

type MessageId =
  | 'empty'
  | 'emptyObject'
  | 'exclusive'
  | 'missing'
  | 'notAManifest'
  | 'outOfRange'
  | 'similarField'
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

export const rule = defineManifestRule<MessageId>({
  id: 'manifest-schema-violation',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Hosting manifest that does not fit its schema', fr: "Manifeste d'hébergement non conforme à son schéma" },
  what: {
    en: 'A field is unknown, missing, or has a value that cannot be used.',
    fr: 'Un champ est inconnu, manquant, ou porte une valeur inutilisable.',
  },
  why: {
    en: 'The host or instance with the mistake is left out of the tree, because connecting with half of the facts would be a guess.',
    fr: "L'hôte ou l'instance en erreur est écarté de l'arbre, car se connecter avec la moitié des informations serait deviner.",
  },
  todo: {
    en: 'Correct the field as the message says. Completion (Ctrl+Space) lists the fields that belong in a place and hover explains each of them.',
    fr: "Corrigez le champ comme l'indique le message. La complétion (Ctrl+Espace) liste les champs possibles à un endroit et le survol explique chacun d'eux.",
  },
  source: 'schemas/hosting-manifest.schema.json',
  messages: {
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
    missing: {
      en: '{owner} lacks {fields}, without which it cannot be used. Add what is missing.',
      fr: '{owner} : il manque {fields}, sans quoi rien ne peut en être fait. Ajoutez ce qui manque.',
    },
    notAManifest: {
      en: 'This is not a hosting manifest. It begins with `version: 1`, followed by `hosts:` and `instances:`.',
      fr: "Ceci n'est pas un manifeste d'hébergement. Il commence par `version: 1`, suivi de `hosts:` et `instances:`.",
    },
    outOfRange: {
      en: '`{field}` must be a number from {minimum} to {maximum}.',
      fr: '`{field}` doit être un nombre de {minimum} à {maximum}.',
    },
    similarField: {
      en: '`{field}` is not a field of {owner}. Did you mean `{suggestion}`?',
      fr: "`{field}` n'est pas un champ de {owner}. Vouliez-vous dire `{suggestion}` ?",
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
      en: 'YAML reads {source} without quotes as the number {value}, and 2.40 as 2.4. Put the version in quotes.',
      fr: 'YAML lit {source} sans guillemets comme le nombre {value}, et 2.40 comme 2.4. Mettez la version entre guillemets.',
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
  },
  good: [
    { text: '# to be written\n' },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - name: bastion',
        '    address: 2001:db8::10',
        '    port: 822',
        '  - name: web-1',
        '    address: web-1.example.org',
        '    user: admin',
        '    identityFile: ~/.ssh/id_ed25519',
        '    agent: false',
        '    hostKey: SHA256:uNiVztksCsDhcc0u9e8BrNVFdgdcS6dCUMMHSPFkOSc',
        '    jumpHost: bastion',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    dhis2Version: "2.41"',
        '    dhisConf: /opt/dhis2/dhis.conf',
        '    config: hmis/dhis.conf',
        '    log: { unit: tomcat9 }',
        '  - name: training',
        '    host: web-1',
        '    dhis2Version: 2.40.3.1',
        '    log:',
        '      file: /var/log/tomcat9/catalina.out',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    { text: 'version: 1\nhosts:\n#^^^^ empty\n' },
    { text: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    log: {}\n    #    ^^ emptyObject\n' },
    {
      text: [
        'version: 1',
        'instances:',
        '  - name: hmis',
        '    host: web-1',
        '    log:',
        '      unit: tomcat9',
        '      file: /var/log/tomcat9/catalina.out',
        '    # ^^^^ exclusive',
        '',
      ].join('\n'),
    },
    { text: 'version: 1\nhosts:\n  - name: web-1\n  # ^^^^ missing\n' },
    { text: 'hosts: []\n#^^^^ missing\n', fixed: 'version: 1\nhosts: []\n' },
    { text: '- web-1\n#^^^^^^ notAManifest\n' },
    { text: 'version: 1\nhosts:\n  - name: web-1\n    address: a.example.org\n    port: 70000\n    #     ^^^^^ outOfRange\n' },
    {
      text: 'version: 1\nhosts:\n  - name: web-1\n    adress: a.example.org\n  # ^^^^^^ similarField\n',
      fixed: 'version: 1\nhosts:\n  - name: web-1\n    address: a.example.org\n',
    },
    { text: `version: 1\nhosts:\n  - name: web-1\n    address: ${'a'.repeat(254)}\n    #        ${'^'.repeat(254)} tooLong\n` },
    { text: 'version: 1\nbackups: []\n#^^^^^^ unknownField\n' },
    {
      text: 'version: 1\ninstances:\n  - name: 2024\n    #     ^^^^ unquoted\n    host: web-1\n',
      fixed: 'version: 1\ninstances:\n  - name: "2024"\n    host: web-1\n',
    },
    {
      text: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    dhis2Version: 2.40\n    #             ^^^^ unquotedVersion\n',
      fixed: 'version: 1\ninstances:\n  - name: hmis\n    host: web-1\n    dhis2Version: "2.40"\n',
    },
    { text: 'version: 1\nhosts:\n  - name: web-1\n    address: -oProxyCommand=x\n    #        ^^^^^^^^^^^^^^^^ wrongForm\n' },
    { text: 'version: 1\nhosts:\n  - web-1\n  # ^^^^^ wrongType\n' },
    { text: 'version: 2\n#        ^ wrongValue\n' },
  ],
  check({ text, document }, report) {
    if (document.templated) return;
    for (const part of document.parts) {
      if (!part.readable) continue;
      for (const finding of schemaFindings(text, part, part.violations, schema)) report(reportOf(text, finding));
    }
  },
});

function reportOf(text: string, finding: SchemaFinding): Report<MessageId> {
  const { path, span } = finding;
  const field = labelOf(path);
  const plain = (id: MessageId, args: Report<MessageId>['args'] = {}): Report<MessageId> => ({
    message: id,
    args: { field, ...args },
    span,
  });
  switch (finding.kind) {
    case 'unknownField':
      return unknownField(finding);
    case 'missing':
      return { ...plain('missing', { owner: ownerOf(path, true), fields: code(finding.fields) }), fixes: missingFixes(text, finding) };
    case 'unquoted': {
      const version = finding.schema['x-values'] === 'dhis2-release';
      const title = message({ en: 'Put `{source}` in quotes', fr: 'Mettre `{source}` entre guillemets' }, { source: finding.source });
      const fixes: readonly Fix[] = [{ title, edits: [{ span, newText: `"${finding.source}"` }], preferred: true }];
      return { ...plain(version ? 'unquotedVersion' : 'unquoted', { source: finding.source, value: finding.value }), fixes };
    }
    case 'wrongType':
      return path.length === 0 ? plain('notAManifest') : plain('wrongType', { type: message(typeNames[finding.type]) });
    case 'empty':
      return plain('empty', { type: message(typeNames[finding.type]) });
    case 'wrongValue':
      return plain('wrongValue', { values: code(finding.allowed) });
    case 'wrongForm':
      return plain('wrongForm', { expected: expected(finding.schema) });
    case 'outOfRange':
      return plain('outOfRange', { minimum: finding.schema.minimum ?? '…', maximum: finding.schema.maximum ?? '…' });
    case 'tooLong':
      return plain('tooLong', { limit: finding.limit });
    case 'emptyObject':
      return plain('emptyObject', { fields: code(finding.fields) });
    case 'exclusive':
      return plain('exclusive', { other: finding.other });
    case 'other':
      return plain('wrongForm', { expected: expected({}) });
  }
}

function unknownField({ field, near, path, span }: SchemaFinding & { kind: 'unknownField' }): Report<MessageId> {
  const [suggestion] = near;
  const parent = path.slice(0, -1);
  const owner = ownerOf(parent, false);
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
function missingFixes(text: string, { fields, path, span }: SchemaFinding & { kind: 'missing' }): readonly Fix[] {
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

/** `address`, or `hosts[2]` for the second item of a list. */
function labelOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `${path.at(-2)}[${last + 1}]` : (last ?? 'version');
}

function ownerOf(path: Path, starts: boolean): Message {
  if (path.length === 0) {
    return message(starts ? { en: 'The manifest', fr: 'Le manifeste' } : { en: 'the manifest', fr: 'ce manifeste' });
  }
  return message({ en: '`{label}`', fr: '`{label}`' }, { label: labelOf(path) });
}

function expected(node: { readonly 'x-expected'?: string; readonly 'x-expected-fr'?: string }): Message {
  const en = node['x-expected'] ?? 'of the form that hovering over it shows';
  return message({ en, fr: node['x-expected-fr'] ?? 'de la forme que montre le survol' });
}

const code = (values: readonly unknown[]): string => values.map((value) => `\`${value}\``).join(', ');
