import { formatVersion, isWithin } from '../catalogue/versions.ts';
import { retiringEntries } from '../conf/live-entries.ts';
import { mayHoldSecret } from '../conf/secrets.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'ineffective'>({
  id: 'ineffective-key',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key without effect', fr: 'Clé sans effet' },
  what: {
    en: 'The release declares or documents the key, but no code of it acts on the value.',
    fr: "La version déclare ou documente la clé, mais aucun code n'agit selon la valeur.",
  },
  source: 'ConfigurationKey and the classes that read the properties, dhis2/dhis2-core tags 2.35.0 to 2.43.1',
  messages: {
    ineffective: {
      en: '`{key}` has no effect in DHIS2 {version}. {why} Delete the line.',
      fr: "`{key}` n'a aucun effet dans DHIS2 {version}. {why} Supprimez la ligne.",
    },
  },
  check(conf, report) {
    for (const entry of retiringEntries(conf)) {
      const { row } = entry.match;
      if (row.ineffective === undefined || row.aliasOf !== undefined) continue;
      const span = row.ineffective.find((found) => isWithin(conf.version, found));
      if (span === undefined) continue;
      report({
        message: 'ineffective',
        args: { key: entry.key, version: formatVersion(conf.version), why: message(span.why) },
        span: entry.entry.key.span,
        // Every sample file has such keys; they mislead nobody.
        ...(row.requiredness?.level === 'useless' ? { severity: 'info' } : {}),
        tag: 'unnecessary',
        // What a patch puts right is worth keeping.
        fixes: [removeEntryFix(entry.entry, conf.lines, span.until === undefined && !mayHoldSecret(entry))],
      });
    }
  },
});

export const page = {
  why: {
    en: 'The line looks like a setting and is none: what you wanted to change stays as it is.',
    fr: "La ligne a l'air d'un paramètre et n'en est pas un : ce que vous vouliez changer reste tel quel.",
  },
  todo: {
    en: 'Delete the line, and use the key named in the message if there is one.',
    fr: "Supprimez la ligne, et employez la clé nommée dans le message s'il y en a une.",
  },
  good: [
    { text: 'cluster.members = 10.0.0.2\n', dhis2Version: '2.40' },
    { text: 'system.monitoring.password = ${MONITORING_PASSWORD}\n', dhis2Version: '2.40' },
    { text: 'audit.inmemory_queue.enabled = off\n' },
  ],
  bad: [
    { text: 'cluster.hostname = 10.0.0.1\n#^^^^^^^^^^^^^^^ ineffective\n', fixed: '' },
    { text: 'connection.dialect = org.hibernate.dialect.PostgreSQLDialect\n#^^^^^^^^^^^^^^^^^ ineffective\n', fixed: '' },
    { text: 'system.monitoring.password = ${MONITORING_PASSWORD}\n#^^^^^^^^^^^^^^^^^^^^^^^^^ ineffective\n', dhis2Version: '2.40.1' },
  ],
} satisfies RulePage;
