import type { Assignment } from '../inventory/ini-ast.ts';
import { liveHosts, plainText, settingsIn, textInForce } from '../inventory/settings-in.ts';
import type { InventoryContext } from './context.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

/** The pool of an instance, and what administrators and backups need besides. */
const pool = 80;
const beside = 20;

export const rule = defineInventoryRule<'few'>({
  id: 'few-inventory-connections',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Inventory with too few database connections', fr: 'Inventaire avec trop peu de connexions à la base' },
  what: {
    en: '`pg_max_connections` is less than the pools of all instances of the database host together: 80 each, and 20 besides.',
    fr: "`pg_max_connections` est inférieur à la somme des pools de toutes les instances de l'hôte de base de données : 80 chacune, et 20 en plus.",
  },
  source: 'schemas/server-tools, pg_max_connections; DHIS2, connection.pool.max_size (80)',
  messages: {
    few: {
      en: '{count} instances may open {pool} connections each, with {beside} for administrators and backups {sum}, and PostgreSQL takes {value}: the rest is refused at the busiest hour. Write {sum} or more, or make the pools smaller.',
      fr: "{count} instances peuvent ouvrir {pool} connexions chacune, soit {sum} avec {beside} pour l'administration et les sauvegardes, et PostgreSQL en accepte {value} : le reste est refusé à l'heure de pointe. Écrivez {sum} ou plus, ou réduisez les pools.",
    },
  },
  check(context, report) {
    const counts = instancesByAssignment(context);
    for (const { assignment } of settingsIn(context)) {
      const count = counts.get(assignment) ?? 0;
      const text = plainText(assignment.value)?.trim() ?? '';
      const sum = count * pool + beside;
      if (count === 0 || !/^\d{1,6}$/.test(text) || Number(text) >= sum) continue;
      report({ message: 'few', args: { count, pool, beside, sum, value: Number(text) }, span: assignment.valueSpan });
    }
  },
});

/** How many instances a `pg_max_connections` has to do for: the most of any database host that it is in force on. */
function instancesByAssignment({ inventory }: InventoryContext): ReadonlyMap<Assignment, number> {
  const counts = new Map<Assignment, number>();
  if (!inventory.complete) return counts;
  const byDatabase = new Map<string, number>();
  for (const host of liveHosts(inventory, 'instances')) {
    const database = textInForce(host, 'database_host');
    if (database === undefined) continue;
    byDatabase.set(database, (byDatabase.get(database) ?? 0) + 1);
  }
  for (const [name, count] of byDatabase) {
    const assignment = inventory.hosts.get(name)?.variables.get('pg_max_connections')?.assignment;
    if (assignment !== undefined) counts.set(assignment, Math.max(count, counts.get(assignment) ?? 0));
  }
  return counts;
}

const inventory = (connections: string, more = '') =>
  [
    '[databases]',
    `postgres ansible_host=172.19.2.20 pg_max_connections=${connections}`,
    ...(more === '' ? [] : [more]),
    '[instances]',
    'dhis ansible_host=172.19.2.11 database_host=postgres dhis2_version=2.42',
    'training ansible_host=172.19.2.12 database_host=postgres dhis2_version=2.42',
    '',
  ].join('\n');

export const page = {
  why: {
    en: 'Pools fill in the busiest hour, when all districts report. Whoever comes then gets errors, backups among them.',
    fr: "Les pools se remplissent à l'heure de pointe, quand tous les districts rapportent. Qui vient alors reçoit des erreurs, les sauvegardes aussi.",
  },
  todo: {
    en: 'Count 80 for each instance and 20 besides; each connection takes memory (`pg_work_mem`), so smaller pools may be better than more connections.',
    fr: 'Comptez 80 par instance et 20 en plus ; chaque connexion prend de la mémoire (`pg_work_mem`) : des pools plus petits valent parfois mieux que plus de connexions.',
  },
  good: [{ text: inventory('180') }, { text: inventory('"{{ many }}"') }],
  bad: [{ text: inventory('100', '#                                                    ^^^ few') }],
} satisfies RulePage;
