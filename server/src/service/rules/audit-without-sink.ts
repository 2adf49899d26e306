import { auditingSwitchedOff, usesEmbeddedBroker } from '../conf/audit-matrix.ts';
import { isWholeConfiguration } from '../conf/effective.ts';
import { isOff } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'nowhere'>({
  id: 'audit-without-sink',
  category: 'security',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Audits that are kept nowhere', fr: 'Audits qui ne sont gardés nulle part' },
  what: {
    en: 'Neither the log nor the database takes audits: `audit.logger` and `audit.database` are both off, and the message broker is the built-in one.',
    fr: "Ni le journal ni la base ne reçoivent d'audits : `audit.logger` et `audit.database` sont tous deux désactivés, et le courtier de messages est celui qui est intégré.",
  },
  source: 'dhis2-core AuditMatrixConfigurer @ 2.41.9, 2.42.5, 2.43.1',
  messages: {
    nowhere: {
      en: 'With `audit.logger` and `audit.database` both off, DHIS2 keeps no audits at all. Switch one of them on.',
      fr: "Avec `audit.logger` et `audit.database` désactivés tous deux, DHIS2 ne garde aucun audit. Activez l'un des deux.",
    },
  },
  check(conf, report) {
    const logger = conf.winners().get('audit.logger');
    const database = conf.winners().get('audit.database');
    const entry = logger ?? database;
    if (entry === undefined || !isOff(conf, 'audit.logger') || !isOff(conf, 'audit.database')) return;
    const isSaid = logger !== undefined && database !== undefined;
    if (auditingSwitchedOff(conf) !== undefined) return;
    if ((isSaid || isWholeConfiguration(conf)) && usesEmbeddedBroker(conf)) report({ message: 'nowhere', span: entry.entry.key.span });
  },
});

export const page = {
  why: {
    en: 'Whatever the scopes of audits say, nothing is recorded. Newer patches switch the scopes off entirely. After an incident nobody can tell who changed what.',
    fr: "Quoi que disent les domaines d'audit, rien n'est enregistré. Les correctifs récents désactivent même ces domaines. Après un incident, personne ne peut dire qui a changé quoi.",
  },
  todo: {
    en: 'Write `audit.logger = on`, and keep the log of audits apart and long enough.',
    fr: "Écrivez `audit.logger = on`, et conservez le journal d'audit à part et assez longtemps.",
  },
  good: [
    { text: 'connection.url = ${URL}\naudit.logger = on\naudit.database = off\n' },
    { text: 'connection.url = ${URL}\naudit.database = off\n' },
    { text: 'connection.url = ${URL}\naudit.logger = off\n', dhis2Version: '2.37' },
    { text: 'audit.logger = off\n' },
    { text: 'audit.database = off\naudit.logger = off\nsystem.audit.enabled = off\n' },
    { text: 'connection.url = ${URL}\naudit.logger = off\nartemis.mode = NATIVE\n' },
    { text: 'connection.url = ${URL}\naudit.logger = off\naudit.database = ${AUDIT_DB}\n' },
  ],
  bad: [
    { text: 'connection.url = ${URL}\naudit.logger = off\n#^^^^^^^^^^^ nowhere\n' },
    { text: 'audit.database = off\naudit.logger = off\n#^^^^^^^^^^^ nowhere\n', dhis2Version: '2.40' },
    { text: 'connection.url = ${URL}\naudit.database = off\n#^^^^^^^^^^^^^ nowhere\n', dhis2Version: '2.37' },
  ],
} satisfies RulePage;
