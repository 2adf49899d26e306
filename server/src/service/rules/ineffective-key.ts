import type { KeyRow } from '../catalogue/catalogue.ts';
import { boundOf, formatVersion, isWithin } from '../catalogue/versions.ts';
import { retiringEntries } from '../conf/live-entries.ts';
import { mayHoldSecret } from '../conf/secrets.ts';
import { message } from '../messages.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'ineffective' | 'later'>({
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
    later: {
      en: '`{key}` has no effect in DHIS2 {version}. {why} From {until} on it has: upgrade if you need it, or delete the line.',
      fr: "`{key}` n'a aucun effet dans DHIS2 {version}. {why} À partir de {until}, elle en a un : mettez à niveau si vous en avez besoin, ou supprimez la ligne.",
    },
  },
  check(conf, report) {
    for (const entry of retiringEntries(conf)) {
      const { row } = entry.match;
      if (row.ineffective === undefined || row.aliasOf !== undefined) continue;
      const span = row.ineffective.find((found) => isWithin(conf.version, found));
      if (span === undefined) continue;
      const until = workingFrom(conf, row, span.until);
      report({
        message: until === undefined ? 'ineffective' : 'later',
        args: { key: entry.key, version: formatVersion(conf.version), why: message(span.why), ...(until === undefined ? {} : { until }) },
        span: entry.entry.key.span,
        // Every sample file has such keys; they mislead nobody.
        ...(row.requiredness?.level === 'useless' ? { severity: 'info' } : {}),
        ...(until === undefined ? { tag: 'unnecessary' } : {}),
        // What an upgrade puts right is worth keeping.
        fixes: [removeEntryFix(entry.entry, conf.lines, until === undefined && !mayHoldSecret(entry))],
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
    en: 'Delete the line, and use the key named in the message if there is one. Where a later version makes the key work, an upgrade is the better way if you need it.',
    fr: "Supprimez la ligne, et employez la clé nommée dans le message s'il y en a une. Là où une version ultérieure rend la clé opérante, mieux vaut une mise à niveau si vous en avez besoin.",
  },
  good: [
    { text: 'cluster.members = 10.0.0.2\n', dhis2Version: '2.40' },
    { text: 'system.monitoring.password = ${MONITORING_PASSWORD}\n', dhis2Version: '2.40' },
    { text: 'audit.inmemory_queue.enabled = off\n' },
  ],
  bad: [
    { text: 'cluster.hostname = 10.0.0.1\n#^^^^^^^^^^^^^^^ ineffective\n', fixed: '' },
    { text: 'connection.dialect = org.hibernate.dialect.PostgreSQLDialect\n#^^^^^^^^^^^^^^^^^ ineffective\n', fixed: '' },
    { text: 'analytics.cache.expiration = 3600\n#^^^^^^^^^^^^^^^^^^^^^^^^^ ineffective\n', fixed: '', dhis2Version: '2.40' },
    { text: 'system.monitoring.password = ${MONITORING_PASSWORD}\n#^^^^^^^^^^^^^^^^^^^^^^^^^ later\n', dhis2Version: '2.40.1' },
    { text: 'analytics.database.catalog = pg\n#^^^^^^^^^^^^^^^^^^^^^^^^^ later\n', dhis2Version: '2.41' },
  ],
} satisfies RulePage;

/** The version in which the key begins to work; undefined where it is gone by then. */
function workingFrom({ catalogue }: ConfContext, row: KeyRow, until: string | undefined): string | undefined {
  return until !== undefined && catalogue.availability(row, boundOf(until)).kind === 'available' ? until : undefined;
}
