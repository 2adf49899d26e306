import { written } from '../conf/switches.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'repair' | 'outOfOrder'>({
  id: 'migration-repair-left-on',
  category: 'correctness',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Repair of migrations left on', fr: 'Réparation des migrations restée activée' },
  what: {
    en: '`flyway.repair_before_migration` or `flyway.migrate_out_of_order` is on. Both are meant for one start that needs help.',
    fr: "`flyway.repair_before_migration` ou `flyway.migrate_out_of_order` est activé. Tous deux sont faits pour un seul démarrage qui a besoin d'aide.",
  },
  source: 'dhis2-core FlywayConfig',
  messages: {
    repair: {
      en: 'Left on, this makes DHIS2 forget failed migrations at each start. Delete the line after the start that needs it.',
      fr: 'Restée activée, cette clé fait oublier à DHIS2 les migrations échouées à chaque démarrage. Supprimez la ligne après le démarrage qui en a besoin.',
    },
    outOfOrder: {
      en: 'Left on, this lets migrations run in the wrong order unnoticed. Delete the line after the start that needs it.',
      fr: "Restée activée, cette clé laisse passer des migrations dans le désordre sans qu'on le voie. Supprimez la ligne après le démarrage qui en a besoin.",
    },
  },
  check(conf, report) {
    const repair = written(conf, 'flyway.repair_before_migration', 'on');
    const outOfOrder = written(conf, 'flyway.migrate_out_of_order', 'on');
    for (const [name, found] of [['repair', repair] as const, ['outOfOrder', outOfOrder] as const]) {
      if (found === undefined) continue;
      report({ message: name, span: found.entry.key.span, fixes: [removeEntryFix(found.entry, conf.lines, false)] });
    }
  },
});

export const page = {
  why: {
    en: 'Left on, DHIS2 forgets failed migrations at each start and takes changed or late ones without a word. What is wrong with the database comes to light much later.',
    fr: 'Laissés activés, ils font que DHIS2 oublie à chaque démarrage les migrations échouées et accepte sans un mot celles modifiées ou tardives. Le défaut de la base apparaît bien plus tard.',
  },
  todo: { en: 'Delete the line after the start that needed it.', fr: 'Supprimez la ligne après le démarrage qui en avait besoin.' },
  good: [
    { text: 'flyway.repair_before_migration = off\nflyway.migrate_out_of_order = off\n' },
    { text: 'flyway.repair_before_migration = ${REPAIR}\n' },
    { text: 'flyway.repair_before_migration = on\n', dhis2Version: '2.36' },
  ],
  bad: [
    {
      text: 'flyway.repair_before_migration = on\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ repair\nflyway.migrate_out_of_order = true\n#^^^^^^^^^^^^^^^^^^^^^^^^^^ outOfOrder\n',
    },
  ],
} satisfies RulePage;
