import { placeInValue } from '../conf/place-in-value.ts';
import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceValueFix } from './fixes.ts';

export const rule = defineConfRule<'on'>({
  id: 'sql-view-can-write',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'SQL views may change data', fr: 'Vues SQL autorisées à modifier des données' },
  what: {
    en: '`system.sql_view_write_enabled` is on. By default it is off.',
    fr: '`system.sql_view_write_enabled` est activé. Il est désactivé par défaut.',
  },
  source: 'dhis2-core SqlViewController @ 2.40.1 and later; dhis2-docs sysadmin/reference/dhis.conf.md',
  messages: {
    on: {
      en: 'SQL views may change and delete data past all checks of DHIS2 and without an audit. Write `off`, or delete the line.',
      fr: 'Les vues SQL peuvent modifier et supprimer des données sans les contrôles de DHIS2 ni audit. Écrivez `off`, ou supprimez la ligne.',
    },
  },
  check(conf, report) {
    const entry = written(conf, 'system.sql_view_write_enabled', 'on');
    if (entry === undefined) return;
    report({ message: 'on', span: placeInValue(conf.text, entry), fixes: [replaceValueFix(conf.text, entry, 'off', false)] });
  },
});

export const page = {
  why: {
    en: 'A SQL view can then delete or change rows past all checks of DHIS2, and nothing of it is in the audit.',
    fr: "Une vue SQL peut alors supprimer ou modifier des lignes sans passer par les contrôles de DHIS2, et rien n'en figure dans l'audit.",
  },
  todo: {
    en: 'Delete the line or write `off`. Do repairs in the database with a login of its own, after a backup.',
    fr: 'Supprimez la ligne ou écrivez `off`. Faites les réparations dans la base avec un compte à part, après une sauvegarde.',
  },
  good: [
    { text: 'system.sql_view_write_enabled = off\n' },
    { text: 'system.sql_view_write_enabled = ${WRITE}\n' },
    { text: 'system.sql_view_write_enabled = on\n', dhis2Version: '2.40.0' },
  ],
  bad: [{ text: 'system.sql_view_write_enabled = on\n#                               ^^ on\n', dhis2Version: '2.40' }],
} satisfies RulePage;
