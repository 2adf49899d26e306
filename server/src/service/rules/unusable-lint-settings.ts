import type { Span } from '../findings.ts';
import { type UnknownRule, unknownRules } from '../lint-settings/unknown-rules.ts';
import { message } from '../messages.ts';
import { firstLine } from '../yaml/document.ts';
import { problemTexts } from '../yaml/problem-texts.ts';
import type { SchemaPart } from '../yaml/schema-document.ts';
import { schemaFindings } from '../yaml/schema-errors.ts';
import { defineLintSettingsRule, type Report, type RulePage } from './define-rule.ts';
import { changeToFixes } from './fixes.ts';
import { type CheckedFile, type SchemaMessageId, schemaReport, schemaTexts } from './schema-reports.ts';

/** How the schema of the file can be broken. */
const possible = [
  ...(['empty', 'similarField', 'unknownField', 'unquoted', 'unquotedVersion', 'wrongFile'] as const),
  ...(['wrongForm', 'wrongType', 'noneOf'] as const),
] as const satisfies readonly SchemaMessageId[];

type MessageId = (typeof possible)[number] | 'notYaml' | 'secondDocument' | 'similarRule' | 'unknownRule';

const isPossible = (id: SchemaMessageId): id is (typeof possible)[number] => (possible as readonly SchemaMessageId[]).includes(id);

const name: CheckedFile['name'] = { start: { en: 'This file', fr: 'Ce fichier' }, inside: { en: 'this file', fr: 'ce fichier' } };

export const rule = defineLintSettingsRule<MessageId>({
  id: 'unusable-lint-settings',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Settings of the checks that cannot be used', fr: 'Réglages des vérifications inutilisables' },
  what: {
    en: 'A part of `.dhis2-lint.yaml` cannot be read, is unknown, or has a value that is not understood.',
    fr: "Une partie de `.dhis2-lint.yaml` est illisible, inconnue, ou porte une valeur qui n'est pas comprise.",
  },
  source: 'schemas/lint-settings.schema.json',
  messages: {
    empty: schemaTexts.empty,
    similarField: schemaTexts.similarField,
    unknownField: schemaTexts.unknownField,
    unquoted: schemaTexts.unquoted,
    unquotedVersion: schemaTexts.unquotedVersion,
    wrongForm: schemaTexts.wrongForm,
    wrongType: schemaTexts.wrongType,
    noneOf: schemaTexts.noneOf,
    wrongFile: {
      en: 'These are no settings: the file has the fields `dhis2Version`, `rules` and `allowedKeys`, each on a line `field: value`.',
      fr: 'Ce ne sont pas des réglages : le fichier contient les champs `dhis2Version`, `rules` et `allowedKeys`, sur des lignes `champ: valeur`.',
    },
    notYaml: { en: '{problem}', fr: '{problem}' },
    secondDocument: {
      en: 'Only what stands above the first `---` is read. Put all settings into one document.',
      fr: 'Seul ce qui précède le premier `---` est lu. Réunissez tous les réglages en un seul document.',
    },
    similarRule: {
      en: 'There is no rule `{rule}`. Did you mean `{suggestion}`?',
      fr: "La règle `{rule}` n'existe pas. Vouliez-vous dire `{suggestion}` ?",
    },
    unknownRule: {
      en: 'There is no rule `{rule}`. Write the name that stands beside a finding; `dhis2-hosting rules` lists them all.',
      fr: "La règle `{rule}` n'existe pas. Écrivez le nom qui figure à côté d'un constat ; `dhis2-hosting rules` les donne tous.",
    },
  },
  check({ text, document }, report) {
    if (document.templated) return;
    const file = { text, schema: document.schema, name };
    for (const [index, part] of document.parts.entries()) {
      for (const { kind, span, args } of part.problems) {
        report({ message: 'notYaml', args: { problem: message(problemTexts[kind], args) }, span });
      }
      if (index > 0) {
        report({ message: 'secondDocument', span: startOf(text, part) });
        continue;
      }
      if (!part.readable) continue;
      for (const finding of schemaFindings(text, part, part.violations, document.schema)) {
        const told = schemaReport(file, finding);
        report({ ...told, message: isPossible(told.message) ? told.message : 'wrongFile' });
      }
      for (const unknown of unknownRules(document, part)) report(unknownRule(unknown));
    }
  },
});

export const page = {
  why: {
    en: 'It is left aside, so files are checked otherwise than you think: a rule that you turned off goes on reporting, or one that you made an error does not fail the pipeline.',
    fr: "Elle est laissée de côté : les fichiers sont vérifiés autrement que prévu. Une règle désactivée continue de signaler, ou une règle élevée au rang d'erreur n'arrête pas la chaîne d'intégration.",
  },
  todo: {
    en: 'Correct it as the message says. Completion (Ctrl+Space) lists fields, rules and levels, and hover explains them.',
    fr: "Corrigez-la comme l'indique le message. La complétion (Ctrl+Espace) liste les champs, les règles et les niveaux, et le survol les explique.",
  },
  good: [
    { text: '# to be written\n' },
    {
      text: [
        'dhis2Version: "2.41"',
        'rules:',
        '  unknown-key: hint',
        '  duplicate-name: off',
        'allowedKeys:',
        '  - ministry.*',
        '  - backup.target',
        '',
      ].join('\n'),
    },
    { text: 'dhis2Version: 2.41.3\nallowedKeys: []\nrules: {}\n' },
  ],
  bad: [
    { text: 'rules:\n#^^^^ empty\n' },
    { text: 'rule:\n#^^^ similarField\n  unknown-key: off\n', fixed: 'rules:\n  unknown-key: off\n' },
    { text: 'exclude: [a]\n#^^^^^^ unknownField\n' },
    { text: 'allowedKeys: [12]\n#             ^^ unquoted\n', fixed: 'allowedKeys: ["12"]\n' },
    { text: 'dhis2Version: 2.40\n#             ^^^^ unquotedVersion\n', fixed: 'dhis2Version: "2.40"\n' },
    { text: 'dhis2Version: latest\n#             ^^^^^^ wrongForm\n' },
    { text: 'allowedKeys: ministry.*\n#            ^^^^^^^^^^ wrongType\n' },
    { text: 'rules: { unknown-key: false }\n#                     ^^^^^ noneOf\n' },
    { text: 'rules: { unknown-key: fatal }\n#                     ^^^^^ noneOf\n' },
    { text: '- unknown-key\n#^^^^^^^^^^^^ wrongFile\n' },
    { text: 'rules: [\n#      ^ notYaml\n' },
    { text: 'dhis2Version: "2.41"\n---\nrules: {}\n#^^^^^^^^ secondDocument\n' },
    { text: 'rules:\n  unknwon-key: off\n# ^^^^^^^^^^^ similarRule\n', fixed: 'rules:\n  unknown-key: off\n' },
    { text: 'rules:\n  everything: off\n# ^^^^^^^^^^ unknownRule\n' },
  ],
} satisfies RulePage;

function unknownRule({ name: id, near, span }: UnknownRule): Report<MessageId> {
  const [suggestion] = near;
  if (suggestion === undefined) return { message: 'unknownRule', args: { rule: id }, span };
  return { message: 'similarRule', args: { rule: id, suggestion }, span, fixes: changeToFixes(span, near) };
}

function startOf(text: string, { yaml }: SchemaPart): Span {
  const start = yaml.contents?.range?.[0] ?? yaml.start;
  return firstLine(text, { start, end: yaml.contents?.range?.[1] ?? start });
}
