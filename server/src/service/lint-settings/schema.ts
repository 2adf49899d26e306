/**
 * The schema of `.dhis2-lint.yaml`. Its rules are those of the rule list, which this module must not import: rules
 * about the file are among them. schemas/lint-settings.schema.json is made of it for editors without our server.
 */
import { knownReleases } from '../catalogue/versions.ts';
import { severities } from '../findings.ts';
import type { Text } from '../messages.ts';
import type { SchemaNode } from '../yaml/schema-walk.ts';

const ruleLevels = [...severities, 'off'] as const;

type RuleInSchema = { readonly id: string; readonly severity: string; readonly title: Text; readonly what: Text };
/** Enough to read settings by; what is said of a rule is for whoever edits them. */
type NameInSchema = { readonly id: string };

/** Without rules, any name is taken for one: what the validator is made of. */
export function lintSettingsSchema(rules: readonly (RuleInSchema | NameInSchema)[]): SchemaNode {
  // Without a type: for an unquoted `false`, quotes would be proposed instead of a level.
  const level: SchemaNode = { enum: ruleLevels };
  return {
    ...words(
      { en: 'Settings of the checks', fr: 'Réglages des vérifications' },
      {
        en: 'Settings for every `dhis.conf` and hosting manifest in this folder and below, for editors and the command line alike.',
        fr: "Réglages pour chaque `dhis.conf` et manifeste d'hébergement de ce dossier et de ses sous-dossiers, dans l'éditeur comme en ligne de commande.",
      },
    ),
    type: 'object',
    additionalProperties: false,
    properties: {
      dhis2Version: {
        ...words(
          { en: 'DHIS2 version', fr: 'Version de DHIS2' },
          {
            en: 'DHIS2 version that `dhis.conf` files are checked for. A line `# dhis2-version: 2.41` in the file, or a hosting manifest that names the file, wins over it.',
            fr: "Version de DHIS2 pour laquelle les fichiers `dhis.conf` sont vérifiés. Une ligne `# dhis2-version: 2.41` dans le fichier, ou un manifeste d'hébergement qui désigne le fichier, l'emporte.",
          },
        ),
        type: 'string',
        pattern: '^2\\.\\d{2}(\\.\\d+){0,2}$',
        'x-expected': 'a version such as `"2.41"` or `"2.41.3"`',
        'x-expected-fr': 'une version comme `"2.41"` ou `"2.41.3"`',
        'x-values': 'dhis2-release',
        examples: [...knownReleases],
      },
      rules: {
        ...words(
          { en: 'Rules', fr: 'Règles' },
          {
            en: 'Severity of single rules, by name; `off` turns a rule off. A rule that is not named keeps its own.',
            fr: 'Gravité de règles particulières, par nom ; `off` désactive une règle. Une règle non nommée garde la sienne.',
          },
        ),
        type: 'object',
        ...(rules.length === 0
          ? { additionalProperties: level }
          : {
              additionalProperties: false,
              properties: Object.fromEntries(
                rules.map((rule) => [
                  rule.id,
                  'title' in rule ? { ...words(rule.title, rule.what), ...level, default: rule.severity } : level,
                ]),
              ),
            }),
      },
      allowedKeys: {
        ...words(
          { en: 'Keys of your own', fr: 'Vos propres clés' },
          {
            en: 'Keys in `dhis.conf` that DHIS2 does not know and that are right all the same, because tools of yours read them. `*` stands for any text: `ministry.*`.',
            fr: "Clés de `dhis.conf` que DHIS2 ne connaît pas et qui sont justes malgré tout, car vos propres outils les lisent. `*` remplace n'importe quel texte : `ministry.*`.",
          },
        ),
        type: 'array',
        items: {
          ...words({ en: 'Key', fr: 'Clé' }, { en: 'A key, or a pattern with `*`.', fr: 'Une clé, ou un motif avec `*`.' }),
          type: 'string',
          pattern: '^\\S+$',
          'x-expected': 'a key without blanks, such as `ministry.*`',
          'x-expected-fr': 'une clé sans espaces, comme `ministry.*`',
        },
      },
    },
  };
}

function words(title: Text, description: Text): SchemaNode {
  return { title: title.en, 'x-title-fr': title.fr, description: description.en, 'x-description-fr': description.fr };
}
