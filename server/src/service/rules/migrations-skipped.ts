import { isOn } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

const key = 'flyway.skip_migration';

export const rule = defineConfRule<'skipped'>({
  id: 'migrations-skipped',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Migrations of the database are skipped', fr: 'Les migrations de la base sont omises' },
  what: {
    en: '`flyway.skip_migration` is on: DHIS2 does not bring the schema of its database up to date.',
    fr: '`flyway.skip_migration` est activé : DHIS2 ne met pas à jour le schéma de sa base de données.',
  },
  source: 'dhis2-core HibernateConfig, FlywayConfig @ 2.42 and later',
  messages: {
    skipped: {
      en: 'With migrations skipped, DHIS2 does not start after the next upgrade, because it checks the schema all the same. Delete this line once it has served.',
      fr: 'Sans migrations, DHIS2 ne démarre pas après la prochaine mise à niveau, car il vérifie quand même le schéma. Supprimez cette ligne une fois utilisée.',
    },
  },
  check(conf, report) {
    const entry = conf.winners().get(key)?.entry;
    if (entry === undefined || !isOn(conf, key)) return;
    report({ message: 'skipped', span: entry.key.span, fixes: [removeEntryFix(entry, conf.lines, false)] });
  },
});

export const page = {
  why: {
    en: 'DHIS2 still compares the schema with its classes. After the next upgrade a migration is missing and the server does not start.',
    fr: 'DHIS2 compare tout de même le schéma à ses classes. Après la prochaine mise à niveau, une migration manque et le serveur ne démarre pas.',
  },
  todo: {
    en: 'Leave it on for no longer than the start that needs it; in a cluster, let exactly one node migrate.',
    fr: 'Ne la laissez activée que pour le démarrage qui en a besoin ; dans une grappe, laissez un seul nœud faire les migrations.',
  },
  good: [
    { text: 'flyway.skip_migration = off\n' },
    { text: 'flyway.skip_migration = ${SKIP}\n' },
    { text: 'flyway.skip_migration = on\n', dhis2Version: '2.41' },
  ],
  bad: [{ text: 'flyway.skip_migration = on\n#^^^^^^^^^^^^^^^^^^^^ skipped\n' }],
} satisfies RulePage;
