import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'on'>({
  id: 'hibernate-monitoring',
  category: 'correctness',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Hibernate statistics on a production server', fr: 'Statistiques Hibernate sur un serveur de production' },
  what: {
    en: '`monitoring.hibernate.enabled` is on: Hibernate counts every query, session and cache access.',
    fr: '`monitoring.hibernate.enabled` est activé : Hibernate compte chaque requête, session et accès au cache.',
  },
  source: 'dhis2-docs src/sysadmin/reference/dhis.conf.md; dhis2-core HibernateMetricsConfig',
  messages: {
    on: {
      en: 'Hibernate statistics slow every request down and are not meant for production. Delete this line after your measurements.',
      fr: 'Les statistiques Hibernate ralentissent chaque requête et ne sont pas faites pour la production. Supprimez cette ligne après vos mesures.',
    },
  },
  check(conf, report) {
    const on = written(conf, 'monitoring.hibernate.enabled', 'on');
    if (on === undefined) return;
    report({ message: 'on', span: on.entry.key.span, fixes: [removeEntryFix(on.entry, conf.lines, false)] });
  },
});

export const page = {
  why: {
    en: 'The counting slows every request down. The documentation says not to use it in production; the other metrics cost little.',
    fr: "Ce comptage ralentit chaque requête. La documentation dit de ne pas l'employer en production ; les autres métriques coûtent peu.",
  },
  todo: {
    en: 'Delete the line once you have measured what you wanted.',
    fr: 'Supprimez la ligne une fois vos mesures faites.',
  },
  good: [
    { text: 'monitoring.hibernate.enabled = off\n' },
    { text: 'monitoring.hibernate.enabled = ${STATISTICS}\n' },
    { text: 'monitoring.api.enabled = on\nmonitoring.jvm.enabled = on\nmonitoring.dbpool.enabled = on\n' },
  ],
  bad: [{ text: 'monitoring.hibernate.enabled = on\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^ on\n' }],
} satisfies RulePage;
