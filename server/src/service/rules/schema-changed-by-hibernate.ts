import { formatVersion, isWithin } from '../catalogue/versions.ts';
import { knownValue, setEntry } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

const key = 'connection.schema';

export const rule = defineConfRule<'alters' | 'drops'>({
  id: 'schema-changed-by-hibernate',
  category: 'security',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Hibernate changes or drops the schema of the database', fr: 'Hibernate modifie ou supprime le schéma de la base' },
  what: {
    en: 'Some patches of DHIS2 2.39, 2.40 and 2.41 hand `connection.schema` to Hibernate, and the value lets it change the database.',
    fr: "Certains correctifs de DHIS2 2.39, 2.40 et 2.41 remettent `connection.schema` à Hibernate, et la valeur l'autorise à modifier la base.",
  },
  source: 'dhis2-core DefaultHibernateConfigurationProvider @ 2.39.8, HibernateConfig @ 2.41.3.1; dhis2-docs branches 2.29, 2.30',
  messages: {
    alters: {
      en: 'In DHIS2 {version} Hibernate then changes the schema behind the back of the migrations, and the next one may fail. Delete the line.',
      fr: "En DHIS2 {version}, Hibernate modifie alors le schéma à l'insu des migrations, et la suivante peut échouer. Supprimez la ligne.",
    },
    drops: {
      en: 'In DHIS2 {version} Hibernate then drops the tables with all data. Delete the line before the next start.',
      fr: 'En DHIS2 {version}, Hibernate supprime alors les tables avec toutes les données. Supprimez la ligne avant le prochain démarrage.',
    },
  },
  check(conf, report) {
    const mode = knownValue(conf, key);
    const entry = setEntry(conf, key);
    if (mode === undefined || entry === undefined || !reachesHibernate(conf, mode)) return;
    const drops = droppingModes.has(mode);
    if (!drops && mode !== 'update' && mode !== 'create-only') return;
    report({
      message: drops ? 'drops' : 'alters',
      args: { version: formatVersion(conf.version) },
      span: placeInValue(conf.text, entry),
      ...(!drops && { severity: 'warning' }),
      fixes: [removeEntryFix(entry.entry, conf.lines, true)],
    });
  },
});

export const page = {
  why: {
    en: 'DHIS2 changes its schema by migrations. Hibernate adds to it what it thinks is missing, and the next migration fails; with `create`, `create-drop` and `drop` the tables go, data and all. Instructions up to 2.30 told people to write `update`, which had no effect for long.',
    fr: "DHIS2 modifie son schéma par des migrations. Hibernate y ajoute ce qu'il croit manquer, et la migration suivante échoue ; avec `create`, `create-drop` et `drop`, les tables disparaissent avec les données. Les instructions jusqu'à 2.30 disaient d'écrire `update`, longtemps sans effet.",
  },
  todo: {
    en: 'Delete the line before the next start, and make sure of a backup.',
    fr: "Supprimez la ligne avant le prochain démarrage, et assurez-vous d'une sauvegarde.",
  },
  good: [
    { text: 'connection.schema = update\n', dhis2Version: '2.38' },
    { text: 'connection.schema = update\n', dhis2Version: '2.39.9' },
    { text: 'connection.schema = update\n', dhis2Version: '2.40' },
    { text: 'connection.schema = create\n', dhis2Version: '2.41.2' },
    { text: 'connection.schema = create\n', dhis2Version: '2.41.4' },
    { text: 'connection.schema = validate\n', dhis2Version: '2.40.7' },
    { text: 'connection.schema = none\n', dhis2Version: '2.40.7' },
    { text: 'connection.schema = ${SCHEMA}\n', dhis2Version: '2.40.7' },
  ],
  bad: [
    { text: 'connection.schema = update\n#                   ^^^^^^ alters\n', dhis2Version: '2.39.8', fixed: '' },
    { text: 'connection.schema = create-drop\n#                   ^^^^^^^^^^^ drops\n', dhis2Version: '2.40.7.1', fixed: '' },
    { text: 'connection.schema = update\n#                   ^^^^^^ alters\n', dhis2Version: '2.41.0', fixed: '' },
    { text: 'connection.schema = create\n#                   ^^^^^^ drops\n', dhis2Version: '2.41.3.1', fixed: '' },
  ],
} satisfies RulePage;

const droppingModes: ReadonlySet<string> = new Set(['create', 'create-drop', 'drop']);

/** The patches that still have the key and act on it; 2.41 up to its second patch knew `update` only. */
function reachesHibernate({ version }: ConfContext, mode: string): boolean {
  if (!isWithin(version, { since: '2.39', until: '2.41.4' })) return false;
  return mode === 'update' || !isWithin(version, { since: '2.41', until: '2.41.3' });
}
