import { isWholeConfiguration } from '../conf/effective.ts';
import { unknownEntries } from '../conf/live-entries.ts';
import { numberOutOfReach, replicaLoginsWithoutUrl } from '../conf/read-replicas.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'number' | 'noUrl'>({
  id: 'read-replica-ignored',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Read replica that DHIS2 does not use', fr: "Réplica de lecture que DHIS2 n'emploie pas" },
  what: {
    en: 'A read replica has a number outside 1 to 5, or a login and no address.',
    fr: 'Un réplica de lecture a un numéro hors de 1 à 5, ou un identifiant sans adresse.',
  },
  source: 'dhis2-core ReadOnlyDataSourceManager',
  messages: {
    number: {
      en: 'DHIS2 knows the read replicas 1 to 5 and ignores number {number}. Take a free number, or put a load balancer before several replicas.',
      fr: 'DHIS2 connaît les réplicas de lecture 1 à 5 et ignore le numéro {number}. Prenez un numéro libre, ou placez un répartiteur devant plusieurs réplicas.',
    },
    noUrl: {
      en: 'Without `{urlKey}` DHIS2 does not use this read replica. Add its address, or delete its login.',
      fr: "Sans `{urlKey}`, DHIS2 n'emploie pas ce réplica de lecture. Ajoutez son adresse, ou supprimez son identifiant.",
    },
  },
  check(conf, report) {
    const told = new Set<number>();
    for (const { key, entry } of unknownEntries(conf)) {
      const number = numberOutOfReach(key);
      if (number === undefined || told.has(number)) continue;
      told.add(number);
      report({ message: 'number', args: { number }, span: entry.key.span });
    }
    if (!isWholeConfiguration(conf)) return;
    for (const { entry, urlKey } of replicaLoginsWithoutUrl(conf)) report({ message: 'noUrl', args: { urlKey }, span: entry.key.span });
  },
});

export const page = {
  why: {
    en: 'DHIS2 tries the numbers 1 to 5 and takes a replica with an address only. All others are ignored without a word, and the database you pay for stands idle.',
    fr: "DHIS2 essaie les numéros 1 à 5 et n'emploie un réplica que s'il a une adresse. Les autres sont ignorés sans un mot, et la base que vous payez reste oisive.",
  },
  todo: {
    en: 'Number the replicas from 1 to 5 (gaps do no harm) and give each its `connection.url`.',
    fr: 'Numérotez les réplicas de 1 à 5 (les trous sont sans effet) et donnez à chacun son `connection.url`.',
  },
  good: [
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\nread5.connection.url = ${R5}\nread5.connection.username = x\n' },
    { text: 'read2.connection.username = x\n' },
    { text: 'connection.url = ${URL}\nread1.connection.url = ${R1}\n' },
  ],
  bad: [
    {
      text: 'read6.connection.url = ${R6}\n#^^^^^^^^^^^^^^^^^^^ number\nread6.connection.username = x\nread0.connection.url = ${R0}\n#^^^^^^^^^^^^^^^^^^^ number\n',
    },
    { text: 'connection.url = ${URL}\nread2.connection.password = ${R2}\n#^^^^^^^^^^^^^^^^^^^^^^^^ noUrl\n' },
  ],
} satisfies RulePage;
