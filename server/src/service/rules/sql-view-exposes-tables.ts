import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

export const rule = defineConfRule<'off'>({
  id: 'sql-view-exposes-tables',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'SQL views may read protected tables', fr: 'Vues SQL autorisées à lire des tables protégées' },
  what: {
    en: '`system.sql_view_table_protection` is off. By default it is on.',
    fr: '`system.sql_view_table_protection` est désactivé. Il est activé par défaut.',
  },
  source: 'dhis2-core DefaultSqlViewService, all tags; dhis2-docs sysadmin/reference/dhis.conf.md',
  messages: {
    off: {
      en: 'SQL views may read every table, also those with password hashes and records of patients. Write `on`, or delete the line.',
      fr: 'Les vues SQL peuvent lire toutes les tables, même celles des empreintes de mots de passe et des dossiers de patients. Écrivez `on`, ou supprimez la ligne.',
    },
  },
  check(conf, report) {
    const entry = written(conf, 'system.sql_view_table_protection', 'off');
    if (entry === undefined) return;
    report({ message: 'off', span: placeInValue(conf.text, entry), fixes: [replaceValueFix(conf.text, entry, 'on', false)] });
  },
});

export const page = {
  why: {
    en: 'Whoever may write SQL views can then read every table, also those with password hashes, tokens and the records of patients, past all sharing settings.',
    fr: 'Qui peut écrire des vues SQL lit alors toutes les tables, y compris celles des empreintes de mots de passe, des jetons et des dossiers de patients, sans égard aux partages.',
  },
  todo: {
    en: 'Delete the line or write `on`. For reports on protected tables, use a database login of its own outside DHIS2.',
    fr: 'Supprimez la ligne ou écrivez `on`. Pour des rapports sur des tables protégées, prenez un compte de base de données à part, hors de DHIS2.',
  },
  good: [
    { text: 'system.sql_view_table_protection = on\n' },
    { text: 'system.sql_view_table_protection = ${PROTECT}\n' },
    { text: 'system.sql_view_table_protection = of\n' },
  ],
  bad: [
    { text: 'system.sql_view_table_protection = off\n#                                  ^^^ off\n' },
    { text: 'system.sql_view_table_protection = off\n#                                  ^^^ off\n', dhis2Version: '2.36' },
  ],
} satisfies RulePage;
