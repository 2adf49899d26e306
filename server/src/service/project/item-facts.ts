/** What a plan amounts to for one of its items: sums, days and relations that stand in several places of it. */

import { distanceInWords } from '../manifest/age-words.ts';
import { durationInWords } from '../manifest/duration-words.ts';
import { daysBetween } from '../manifest/durations.ts';
import { bytesOf, memoryInWords } from '../manifest/quantities.ts';
import { readSchedule } from '../manifest/schedule.ts';
import { scheduleInWords } from '../manifest/schedule-words.ts';
import type { Message, Text } from '../messages.ts';
import { message } from '../messages.ts';
import { operatingSystem, postgresqlVersion, releaseNeeds } from '../platform/platform.ts';
import { named } from '../text/listed.ts';
import { demandOf } from './connection-demand.ts';
import { type MemoryDemand, memoryDemandOf, notCounted, wordsOf } from './memory-demand.ts';
import { perProject } from './per-project.ts';
import { backupsOf } from './production.ts';
import type { Project, ProjectItem } from './project.ts';
import { isMet, recoveryPointOf } from './recovery-point.ts';
import { isBackedUpWithCluster } from './shared-database.ts';
import { tenantsOfDatabase } from './tenants.ts';

export type MemorySum = {
  readonly planned: number;
  readonly size: number | undefined;
  readonly terms: readonly Message[];
  readonly unsaid: MemoryDemand['unsaid'];
};

/** Undefined where nothing but the system itself is planned. */
export function memoryOf(project: Project, host: ProjectItem<'hosts'>): MemorySum | undefined {
  const { terms, unsaid } = memoryDemandOf(project, host);
  // The last term is the system.
  if (terms.length < 2) return undefined;
  const planned = terms.reduce((sum, { bytes }) => sum + bytes, 0);
  return { planned, size: bytesOf(host.fields.memory), terms: terms.map(wordsOf), unsaid };
}

/** `11.5 of 16 GiB of memory planned, 4.5 GiB left`, and what of the plan is not in it. */
export function memorySentence({ planned, size, unsaid }: MemorySum): Message {
  const sum = sumSentence(planned, size);
  return unsaid.length === 0 ? sum : message({ en: '{sum}, {rest}', fr: '{sum}, {rest}' }, { sum, rest: notCounted(unsaid) });
}

function sumSentence(planned: number, size: number | undefined): Message {
  if (size === undefined) {
    return message({ en: '{planned} of memory planned', fr: '{planned} de mémoire prévus' }, { planned: memoryInWords(planned) });
  }
  const args = { planned: memoryInWords(planned), size: memoryInWords(size), rest: memoryInWords(Math.abs(size - planned)) };
  return planned > size
    ? message(
        { en: '{planned} of memory planned on {size}: {rest} too much', fr: '{planned} de mémoire prévus sur {size} : {rest} de trop' },
        args,
      )
    : message(
        { en: '{planned} of {size} of memory planned, {rest} left', fr: '{planned} sur {size} de mémoire prévus, {rest} de reste' },
        args,
      );
}

/**
 * What all connections take when each sorts or hashes once. It is in no sum: the sample of dhis2-docs
 * (sysadmin/reference/postgresql.md: 8 GB, 3 GB shared, 200 connections of 24 MB, 1 GB for upkeep) would be too much by it.
 */
export function workMemorySentence({ name, fields: { tuning, maxConnections } }: ProjectItem<'databases'>): Message | undefined {
  const work = bytesOf(tuning?.workMem);
  if (work === undefined || maxConnections === undefined) return undefined;
  return message(
    {
      en: 'One sort in each of {n} connections of `{name}`: {n} × {work} = {most}, which no sum of memory counts',
      fr: "Un tri dans chacune des {n} connexions de `{name}` : {n} × {work} = {most}, qu'aucun total de mémoire ne compte",
    },
    { name, n: maxConnections, work: memoryInWords(work), most: memoryInWords(work * maxConnections) },
  );
}

export type ConnectionSum = { readonly sum: number; readonly limit: number | undefined; readonly terms: readonly Message[] };

/** Undefined without an instance, and while one leaves its number open. */
export function connectionsOn(project: Project, database: ProjectItem<'databases'>): ConnectionSum | undefined {
  const demands = tenantsOfDatabase(project, database).map((instance) => demandOf(project, instance));
  const known = demands.filter((demand) => demand !== undefined);
  if (known.length === 0 || known.length < demands.length) return undefined;
  const sum = known.reduce((before, { connections }) => before + connections, 0);
  return { sum, limit: database.fields.maxConnections, terms: known.map(({ term }) => term) };
}

/** A tuning may bring a limit of its own, so none is assumed where none is written. */
export function connectionsSentence({ sum, limit }: Pick<ConnectionSum, 'sum' | 'limit'>): Message {
  return limit === undefined
    ? message({ en: '{sum} connections may be opened', fr: '{sum} connexions peuvent être ouvertes' }, { sum })
    : message(
        { en: '{sum} of {limit} connections may be opened', fr: '{sum} connexions sur {limit} peuvent être ouvertes' },
        { sum, limit },
      );
}

export type Support = {
  readonly hasEnded: boolean;
  readonly sentence: Message;
  /** For a table: `PostgreSQL 16, until 2028-11-09`. */
  readonly brief: Message;
};

const supportTexts = {
  ended: {
    en: '{name} has got no security fixes since {day} ({distance})',
    fr: '{name} ne reçoit plus de correctifs de sécurité depuis le {day} ({distance})',
  },
  until: {
    en: '{name} gets security fixes until {day} ({distance})',
    fr: "{name} reçoit des correctifs de sécurité jusqu'au {day} ({distance})",
  },
  open: { en: '{name} gets security fixes', fr: '{name} reçoit des correctifs de sécurité' },
  endedBrief: { en: '{name}, support ended on {day}', fr: '{name}, support terminé le {day}' },
  untilBrief: { en: '{name}, supported until {day}', fr: "{name}, support jusqu'au {day}" },
  openBrief: { en: '{name}, supported', fr: '{name}, en cours de support' },
} as const satisfies Record<string, Text>;

/** Undefined for what the tables do not know. */
export function supportOfRelease(dhis2Version: string | undefined, today: string): Support | undefined {
  const row = releaseNeeds(dhis2Version);
  return row && supportUntil(`DHIS2 ${row.release}`, row.supportedUntil, today);
}

export function supportOfSystem(os: string | undefined, today: string): Support | undefined {
  const row = operatingSystem(os);
  return row && supportUntil(row.name, row.supportedUntil, today);
}

export function supportOfPostgresql(version: string | undefined, today: string): Support | undefined {
  const row = postgresqlVersion(version);
  return row && supportUntil(`PostgreSQL ${row.version}`, row.supportedUntil, today);
}

function supportUntil(name: string, day: string | undefined, today: string): Support | undefined {
  if (day === undefined) {
    return { hasEnded: false, sentence: message(supportTexts.open, { name }), brief: message(supportTexts.openBrief, { name }) };
  }
  const distance = distanceInWords(today, day);
  if (distance === undefined) return undefined;
  const hasEnded = (daysBetween(today, day) ?? 0) < 0;
  return {
    hasEnded,
    sentence: message(hasEnded ? supportTexts.ended : supportTexts.until, { name, day, distance }),
    brief: message(hasEnded ? supportTexts.endedBrief : supportTexts.untilBrief, { name, day }),
  };
}

const ofCluster: Text = {
  en: 'A backup of another node of its cluster covers the database',
  fr: 'Une sauvegarde d’un autre nœud de sa grappe couvre la base',
};

/** `Backed up by nightly every day at 02:00, RPO of 24 hours met`: one sentence for each backup of an instance; none when nothing covers it. */
export function backupSentences(project: Project, instance: ProjectItem<'instances'>): readonly Message[] {
  const backups = backupsOf(project, instance.name);
  if (backups.length === 0 && isBackedUpWithCluster(project, instance.name)) return [message(ofCluster)];
  return backups.map((backup) => {
    const reading = readSchedule(backup.fields.schedule);
    const rhythm =
      reading?.kind === 'sound'
        ? scheduleInWords(reading.schedule)
        : message({ en: '`{text}`', fr: '`{text}`' }, { text: backup.fields.schedule });
    const what = message({ en: 'Backed up by {name} {rhythm}', fr: 'Sauvegardée par {name} {rhythm}' }, { name: backup.name, rhythm });
    const goal = recoverySentence(project, backup);
    return goal === undefined ? what : message({ en: '{what}, {goal}', fr: '{what}, {goal}' }, { what, goal });
  });
}

/** Whether the schedule keeps the promise; undefined where nothing is promised, or it cannot be told from this manifest. */
export function recoverySentence(project: Project, backup: ProjectItem<'backups'>): Message | undefined {
  const point = recoveryPointOf(project, backup);
  if (point === undefined) return undefined;
  const args = { rpo: durationInWords(point.rpo) };
  return isMet(point)
    ? message({ en: 'RPO of {rpo} met', fr: 'RPO de {rpo} tenu' }, args)
    : message({ en: 'RPO of {rpo} not met', fr: 'RPO de {rpo} non tenu' }, args);
}

type Residents = { readonly [L in (typeof residentLists)[number]]: ProjectItem<L>[] };

const residentLists = ['instances', 'databases', 'proxies', 'services', 'hosts'] as const;

/** Of each host, those that say they run on it. */
const residentsByHost = perProject((project): ReadonlyMap<ProjectItem<'hosts'>, Residents> => {
  const found = new Map<ProjectItem<'hosts'>, Residents>();
  for (const list of residentLists) {
    for (const item of project.items(list)) {
      const host = project.find(
        'hosts',
        'guestOf' in item.fields ? item.fields.guestOf : 'host' in item.fields ? item.fields.host : undefined,
      );
      if (host === undefined) continue;
      const residents = found.get(host) ?? { instances: [], databases: [], proxies: [], services: [], hosts: [] };
      (residents[list] as unknown[]).push(item);
      found.set(host, residents);
    }
  }
  return found;
});

/** What runs on a host itself, guests by their names. */
export function residentsOf(project: Project, host: ProjectItem<'hosts'>): readonly Message[] {
  const residents = residentsByHost(project).get(host);
  if (residents === undefined) return [];
  const rows: readonly (readonly [Text, readonly { readonly name: string }[]])[] = [
    [{ en: 'Instances: {names}', fr: 'Instances : {names}' }, residents.instances],
    [{ en: 'Database servers: {names}', fr: 'Serveurs de base de données : {names}' }, residents.databases],
    [{ en: 'Proxies: {names}', fr: 'Mandataires : {names}' }, residents.proxies],
    [{ en: 'Other systems: {names}', fr: 'Autres systèmes : {names}' }, residents.services],
    [{ en: 'Guests: {names}', fr: 'Invités : {names}' }, residents.hosts],
  ];
  return rows.filter(([, items]) => items.length > 0).map(([text, items]) => message(text, { names: named(items) }));
}
