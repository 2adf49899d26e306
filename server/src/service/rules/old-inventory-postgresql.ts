import type { Assignment } from '../inventory/ini-ast.ts';
import { liveHosts, settingsIn, textInForce } from '../inventory/settings-in.ts';
import { isOlder, postgresqlVersion, releaseName, releaseNeeds } from '../platform/platform.ts';
import { supportState } from '../platform/support.ts';
import type { InventoryContext } from './context.ts';
import { defineInventoryRule, type RulePage } from './define-rule.ts';

export const rule = defineInventoryRule<'ended' | 'tooOld'>({
  id: 'old-inventory-postgresql',
  category: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Inventory with a PostgreSQL that is too old', fr: 'Inventaire avec un PostgreSQL trop ancien' },
  what: {
    en: '`postgresql_version` gets no more fixes, or is older than the DHIS2 of an instance needs.',
    fr: "`postgresql_version` ne reçoit plus de correctifs, ou est plus ancienne que ce qu'exige le DHIS2 d'une instance.",
  },
  source: 'schemas/platform/postgresql.json and schemas/platform/dhis2.json',
  messages: {
    ended: {
      en: 'PostgreSQL {version} got its last fixes on {until}. Choose a newer one for a new server; on a running one, move the data first, because the tool only installs a second, empty cluster.',
      fr: "PostgreSQL {version} a reçu ses derniers correctifs le {until}. Choisissez-en un plus récent pour un nouveau serveur ; sur un serveur en marche, déplacez d'abord les données, car l'outil n'installe qu'une seconde grappe, vide.",
    },
    tooOld: {
      en: 'DHIS2 {release} of `{name}` needs PostgreSQL {least} or newer, and this is {version}. Choose a newer one, and move the data of a running server first.',
      fr: "DHIS2 {release} de `{name}` demande PostgreSQL {least} ou plus récent, et ceci est {version}. Choisissez-en un plus récent, et déplacez d'abord les données d'un serveur en marche.",
    },
  },
  check(context, report) {
    const needs = needsByAssignment(context);
    for (const { assignment } of settingsIn(context)) {
      const { name, value, valueSpan: span } = assignment;
      if (name !== 'postgresql_version' || value.kind !== 'int') continue;
      const version = value.text;
      const needy = needs.get(assignment)?.find(({ least }) => isOlder(version, least));
      if (needy !== undefined) {
        report({ message: 'tooOld', args: { ...needy, version }, span, severity: 'error' });
        continue;
      }
      const until = postgresqlVersion(version)?.supportedUntil;
      if (until !== undefined && supportState(until, context.today) === 'ended')
        report({ message: 'ended', args: { version, until }, span });
    }
  },
});

type Need = { readonly name: string; readonly release: string; readonly least: string };

/** What the instances need of the database host that an assignment is in force for. */
function needsByAssignment({ inventory }: InventoryContext): ReadonlyMap<Assignment, readonly Need[]> {
  const needs = new Map<Assignment, Need[]>();
  for (const host of inventory.complete ? liveHosts(inventory, 'instances') : []) {
    const database = inventory.hosts.get(textInForce(host, 'database_host') ?? 'postgres');
    const assignment = database?.variables.get('postgresql_version')?.assignment;
    const release = textInForce(host, 'dhis2_version');
    const least = releaseNeeds(release)?.postgresql.least;
    if (assignment === undefined || release === undefined || least === undefined) continue;
    const known = needs.get(assignment) ?? [];
    needs.set(assignment, known);
    known.push({ name: host.name, release: releaseName(release), least });
  }
  return needs;
}

const inventory = (version: string, more = '') =>
  `[databases]\npostgres ansible_host=172.19.2.20 postgresql_version=${version}\n${more}[instances]\ndhis ansible_host=172.19.2.11 dhis2_version=2.42.1\n`;

export const page = {
  why: {
    en: 'A database that gets no fixes stays open to what is found in it, and DHIS2 does not start on one that is too old.',
    fr: "Une base qui ne reçoit plus de correctifs reste ouverte à ce qu'on y trouve, et DHIS2 ne démarre pas sur une base trop ancienne.",
  },
  todo: {
    en: 'Upgrade with `pg_upgradecluster`, then change the number. Changing it alone leaves the data behind.',
    fr: 'Mettez à niveau avec `pg_upgradecluster`, puis changez le numéro. Le changer seul laisse les données derrière.',
  },
  good: [{ text: inventory('16') }, { text: inventory('"{{ own }}"') }],
  bad: [
    { text: inventory('13', '#                                                    ^^ ended\n'), today: '2026-11-23' },
    { text: inventory('12', '#                                                    ^^ tooOld\n'), today: '2026-11-23' },
  ],
} satisfies RulePage;
