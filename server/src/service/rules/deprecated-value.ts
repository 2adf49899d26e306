import { formatVersion, isWithin } from '../catalogue/versions.ts';
import { retiringEntries } from '../conf/live-entries.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'deprecated'>({
  id: 'deprecated-value',
  category: 'compatibility',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Value that a later release will drop', fr: "Valeur qu'une version ultérieure abandonnera" },
  what: {
    en: 'DHIS2 still understands the value, but has declared it deprecated.',
    fr: "DHIS2 comprend encore la valeur, mais l'a déclarée obsolète.",
  },
  source: 'ConfigurationKey and DatabasePoolUtils, dhis2/dhis2-core tag 2.43.1',
  messages: {
    deprecated: {
      en: '`{value}` is deprecated for `{key}` since DHIS2 {since}. It still works in {version}; move to another value before a later release drops it.',
      fr: "`{value}` est obsolète pour `{key}` depuis DHIS2 {since}. Elle marche encore en {version} ; changez-en avant qu'une version ultérieure l'abandonne.",
    },
  },
  check(conf, report) {
    for (const entry of retiringEntries(conf)) {
      const { row } = entry.match;
      if (row.deprecatedValues === undefined) continue;
      const same = (known: string) =>
        known === entry.value || (row.caseSensitive === false && known.toLowerCase() === entry.value.toLowerCase());
      const found = row.deprecatedValues.find(({ value, since }) => same(value) && isWithin(conf.version, { since }));
      if (found === undefined) continue;
      report({
        message: 'deprecated',
        args: { key: entry.key, value: entry.value, since: found.since, version: formatVersion(conf.version) },
        span: placeInValue(conf.text, entry),
        tag: 'deprecated',
      });
    }
  },
});

export const page = {
  why: {
    en: 'A later release may refuse to start with it, as DHIS2 does with every pool it does not know.',
    fr: 'Une version ultérieure pourrait refuser de démarrer avec elle, comme DHIS2 le fait pour tout pool inconnu.',
  },
  todo: {
    en: 'Move to another value before the next upgrade. For `db.pool.type` that is `hikari`, with its own keys for sizes and times.',
    fr: "Changez de valeur avant la prochaine mise à niveau. Pour `db.pool.type`, c'est `hikari`, avec ses propres clés de tailles et de durées.",
  },
  good: [{ text: 'db.pool.type = c3p0\n', dhis2Version: '2.42' }, { text: 'db.pool.type = hikari\n' }],
  bad: [{ text: 'db.pool.type = C3P0\n#              ^^^^ deprecated\n' }],
} satisfies RulePage;
