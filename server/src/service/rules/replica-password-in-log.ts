import { releaseOf } from '../catalogue/versions.ts';
import { setEntry } from '../conf/effective.ts';
import { readReplicas } from '../conf/read-replicas.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'printed'>({
  id: 'replica-password-in-log',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Release that logs the password of a read replica', fr: "Version qui journalise le mot de passe d'un réplica" },
  what: {
    en: 'DHIS2 2.35 tests each read replica at start and, when the test fails, writes the password of the replica into its log.',
    fr: 'DHIS2 2.35 teste chaque réplica de lecture au démarrage et, si le test échoue, écrit le mot de passe du réplica dans son journal.',
  },
  source: 'dhis2-core DefaultDataSourceManager @ 2.35.14',
  messages: {
    printed: {
      en: 'When this replica cannot be reached at start, DHIS2 2.35 writes its password into the log. Upgrade DHIS2.',
      fr: 'Quand ce réplica est injoignable au démarrage, DHIS2 2.35 écrit son mot de passe dans le journal. Mettez DHIS2 à niveau.',
    },
  },
  check(conf, report) {
    if (releaseOf(conf.version) !== '2.35') return;
    for (const replica of readReplicas(conf)) {
      const password = setEntry(conf, replica.key.replace(/url$/, 'password'));
      report({ message: 'printed', span: (password ?? replica).entry.key.span });
    }
  },
});

export const page = {
  why: {
    en: 'Logs are read by more people than the configuration is, and are kept longer.',
    fr: 'Les journaux sont lus par plus de monde que la configuration, et conservés plus longtemps.',
  },
  todo: {
    en: 'Upgrade. Until then look into the logs after a failed start, and change the password if it is there.',
    fr: "Mettez DHIS2 à niveau. D'ici là, regardez les journaux après un échec, et changez le mot de passe s'il s'y trouve.",
  },
  good: [
    { text: 'read1.connection.url = ${R1}\n', dhis2Version: '2.36' },
    { text: 'read1.connection.url =\nread1.connection.password = ${P}\n', dhis2Version: '2.35' },
  ],
  bad: [
    {
      text: 'read1.connection.url = ${R1}\n#^^^^^^^^^^^^^^^^^^^ printed\nread2.connection.url = ${R2}\nread2.connection.password = ${P2}\n#^^^^^^^^^^^^^^^^^^^^^^^^ printed\n',
      dhis2Version: '2.35',
    },
  ],
} satisfies RulePage;
