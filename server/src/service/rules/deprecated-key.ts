import type { KeyRow } from '../catalogue/catalogue.ts';
import { formatVersion, isWithin } from '../catalogue/versions.ts';
import type { KnownEntry } from '../conf/entry-lists.ts';
import { retiringEntries } from '../conf/live-entries.ts';
import { type Pool, poolInForce } from '../conf/pools.ts';
import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import type { ConfContext } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceKeyFix } from './fixes.ts';

export const rule = defineConfRule<'deprecated' | 'superseded'>({
  id: 'deprecated-key',
  category: 'compatibility',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Key that a later release will drop', fr: "Clé qu'une version ultérieure abandonnera" },
  what: {
    en: 'DHIS2 still reads the key, but has declared it deprecated.',
    fr: "DHIS2 lit encore la clé, mais l'a déclarée obsolète.",
  },
  source: 'ConfigurationKey (deprecation notes), dhis2/dhis2-core tags 2.42.0 to 2.43.1',
  messages: {
    deprecated: {
      en: '`{key}` is deprecated since DHIS2 {since}. It still works in {version}, but a later release will ignore it; plan without it.',
      fr: "`{key}` est obsolète depuis DHIS2 {since}. Elle marche encore en {version}, mais une version ultérieure l'ignorera ; prévoyez de vous en passer.",
    },
    superseded: {
      en: '`{key}` is deprecated since DHIS2 {since}; `{newKey}` took over. It still works in {version}, but a later release will ignore it.',
      fr: "`{key}` est obsolète depuis DHIS2 {since} ; `{newKey}` la remplace. Elle marche encore en {version}, mais une version ultérieure l'ignorera.",
    },
  },
  check(conf, report) {
    const pool = poolInForce(conf);
    for (const entry of retiringEntries(conf)) {
      const { deprecatedSince, renamedTo, supersededBy } = entry.match.row;
      if (deprecatedSince === undefined || !isWithin(conf.version, { since: deprecatedSince })) continue;
      // Under another pool the key has no effect at all, which is worth another finding.
      if (pool !== undefined && isOfOtherPool(entry.match.row, pool)) continue;
      const newKey = supersededBy ?? renamedTo;
      const args = { key: entry.key, since: deprecatedSince, version: formatVersion(conf.version) };
      report({
        message: newKey === undefined ? 'deprecated' : 'superseded',
        args: newKey === undefined ? args : { ...args, newKey },
        span: entry.entry.key.span,
        tag: 'deprecated',
        fixes: newKey === undefined ? [] : renameFix(conf, entry, newKey),
      });
    }
  },
});

export const page = {
  why: {
    en: 'A later release will ignore it without a word, and its setting falls back to the default.',
    fr: "Une version ultérieure l'ignorera sans un mot, et le paramètre reprendra sa valeur par défaut.",
  },
  todo: {
    en: 'Use the key that took over. The keys of the c3p0 pool go with that pool: plan the move to HikariCP.',
    fr: 'Employez la clé qui la remplace. Les clés du pool c3p0 partiront avec lui : prévoyez le passage à HikariCP.',
  },
  good: [
    { text: 'system.remote_servers_allowed = https://a.example.org/\n', dhis2Version: '2.41' },
    { text: 'connection.pool.min_size = 5\n', dhis2Version: '2.43' },
    { text: 'db.pool.type = c3p0\nconnection.pool.min_size = 5\n', dhis2Version: '2.42' },
  ],
  bad: [
    {
      text: 'system.remote_servers_allowed = https://a.example.org/\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ superseded\n',
      fixed: 'metadata.sync.remote_servers_allowed = https://a.example.org/\n',
    },
    {
      text: 'system.remote_servers_allowed = https://a.example.org/\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ superseded\nmetadata.sync.remote_servers_allowed = https://b.example.org/\n',
    },
    { text: 'db.pool.type = c3p0\nconnection.pool.min_size = 5\n#^^^^^^^^^^^^^^^^^^^^^^^ deprecated\n' },
  ],
} satisfies RulePage;

const isOfOtherPool = ({ poolTypes }: KeyRow, pool: Pool) => poolTypes !== undefined && !poolTypes.some(({ name }) => name === pool);

function renameFix(conf: ConfContext, { entry }: KnownEntry, newKey: string): readonly Fix[] {
  if (conf.winners().has(newKey)) return [];
  return [replaceKeyFix(entry, newKey, message({ en: 'Rename to `{key}`', fr: 'Renommer en `{key}`' }, { key: newKey }), true)];
}
