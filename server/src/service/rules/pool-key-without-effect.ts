import { formatVersion } from '../catalogue/versions.ts';
import { isReadByPool, poolInForce } from '../conf/pools.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'otherPool' | 'notYet' | 'noPool'>({
  id: 'pool-key-without-effect',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key of a connection pool that is not in use', fr: "Clé d'un pool de connexions qui n'est pas employé" },
  what: {
    en: 'The key belongs to another connection pool than the one in force. c3p0 was the default until 2.42, HikariCP is since 2.43.',
    fr: "La clé appartient à un autre pool de connexions que celui en vigueur. c3p0 était la valeur par défaut jusqu'à 2.42, HikariCP l'est depuis 2.43.",
  },
  source: 'dhis2-core DatabasePoolUtils @ 2.36 to 2.43.1',
  messages: {
    otherPool: {
      en: '`{key}` is a key of {other}, and DHIS2 {version} uses {pool} here. The line has no effect: delete it.',
      fr: '`{key}` est une clé de {other}, et DHIS2 {version} emploie ici {pool}. La ligne est sans effet : supprimez-la.',
    },
    notYet: {
      en: 'With HikariCP, DHIS2 reads `{key}` since 2.43 only; in {version} the line has no effect.',
      fr: 'Avec HikariCP, DHIS2 ne lit `{key}` que depuis 2.43 ; en {version}, la ligne est sans effet.',
    },
    noPool: {
      en: 'With `db.pool.type = unpooled` there is no pool and `{key}` has no effect. Set it in the pooler outside of DHIS2.',
      fr: "Avec `db.pool.type = unpooled`, il n'y a pas de pool et `{key}` est sans effet. Réglez-la dans le gestionnaire de pool externe.",
    },
  },
  check(conf, report) {
    const pool = poolInForce(conf);
    if (pool === undefined) return;
    for (const row of conf.catalogue.rows) {
      if (row.poolTypes === undefined || isReadByPool(row, pool, conf.version)) continue;
      const { key } = row;
      const entry = conf.winners().get(key)?.entry;
      // Declared and read by nobody: another rule says so.
      if (entry === undefined || row.ineffective !== undefined) continue;
      if (conf.catalogue.availability(row, conf.version).kind !== 'available') continue;
      const notYet = row.poolTypes.some(({ name }) => name === pool);
      report({
        message: pool === 'unpooled' ? 'noPool' : notYet ? 'notYet' : 'otherPool',
        args: { key, version: formatVersion(conf.version), pool: names[pool], other: pool === 'c3p0' ? names.hikari : names.c3p0 },
        span: entry.key.span,
        tag: 'unnecessary',
        fixes: [removeEntryFix(entry, conf.lines, pool !== 'unpooled' && !notYet)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'The pool does not read the key: before 2.43 nothing says so, since 2.43 each such key brings a warning into the log. A pool tuned for years is back at its defaults after the upgrade.',
    fr: 'Le pool ne lit pas la clé : avant 2.43 rien ne le dit, depuis 2.43 chaque clé de ce genre laisse un avertissement dans le journal. Un pool réglé depuis des années reprend ses valeurs par défaut après la mise à niveau.',
  },
  todo: {
    en: 'Delete the key; set the like of it in the pool in force: `connection.pool.min_idle`, `connection.pool.max_idle_time`, `connection.pool.max_lifetime_seconds` for HikariCP.',
    fr: 'Supprimez la clé ; réglez son équivalent dans le pool en vigueur : `connection.pool.min_idle`, `connection.pool.max_idle_time`, `connection.pool.max_lifetime_seconds` pour HikariCP.',
  },
  good: [
    { text: 'connection.pool.min_size = 5\n', dhis2Version: '2.42' },
    { text: 'db.pool.type = c3p0\nconnection.pool.min_size = 5\nconnection.pool.max_idle_time = 600\n' },
    { text: 'db.pool.type = ${POOL}\nconnection.pool.min_size = 5\n' },
    { text: 'connection.pool.max_size = 40\nconnection.pool.min_idle = 5\nconnection.pool.max_idle_time = 600\n' },
    { text: 'db.pool.type = hikary\nconnection.pool.min_size = 5\n' },
  ],
  bad: [
    {
      text: 'connection.pool.min_size = 5\n#^^^^^^^^^^^^^^^^^^^^^^^ otherPool\nconnection.pool.max_size = 40\n',
      fixed: 'connection.pool.max_size = 40\n',
    },
    { text: 'connection.pool.timeout = 30000\n#^^^^^^^^^^^^^^^^^^^^^^ otherPool\n', fixed: '', dhis2Version: '2.42' },
    {
      text: 'db.pool.type = hikari\nconnection.pool.max_idle_time = 600\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^ notYet\n',
      dhis2Version: '2.42',
    },
    { text: 'db.pool.type = unpooled\nconnection.pool.max_size = 40\n#^^^^^^^^^^^^^^^^^^^^^^^ noPool\n' },
  ],
} satisfies RulePage;

const names = { c3p0: 'c3p0', hikari: 'HikariCP', unpooled: 'unpooled' } as const;
