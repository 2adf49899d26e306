/** Hover in a manifest: what the schema says of the field, and above it what the plan amounts to there. */
import type { Hover } from 'vscode-languageserver-types';
import type { ServiceHost } from '../host.ts';
import type { AtOffset } from '../languages/language-file.ts';
import { distanceInWords } from '../manifest/age-words.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { bytesOf, diskInWords, memoryInWords } from '../manifest/quantities.ts';
import { readSchedule } from '../manifest/schedule.ts';
import { type Moment, nextRuns } from '../manifest/schedule-runs.ts';
import { scheduleInWords } from '../manifest/schedule-words.ts';
import { type Message, message, type Text } from '../messages.ts';
import { createInstallation } from '../project/installation.ts';
import {
  backupSentences,
  connectionsOn,
  connectionsSentence,
  memoryOf,
  memorySentence,
  recoverySentence,
  residentsOf,
  supportOfPostgresql,
  supportOfRelease,
  supportOfSystem,
  workMemorySentence,
} from '../project/item-facts.ts';
import type { Project } from '../project/project.ts';
import { tenantsOfProxy } from '../project/tenants.ts';
import { type Thing, thingInManifest } from '../project/things.ts';
import { named } from '../text/listed.ts';
import { nodeAt, partAt } from '../yaml/path-at.ts';
import { schemaAt } from '../yaml/schema-walk.ts';
import { yamlHover } from './yaml-hover.ts';
import { meaningOf } from './yaml-words.ts';

export function manifestHover(at: AtOffset, manifest: ManifestDocument): Hover | undefined {
  const { document, offset, around } = at;
  const facts = manifest.templated ? [] : [...factsOfItem(at, manifest), ...factsOfValue(at, manifest)];
  return yamlHover(document, manifest, offset, around.host.locale, facts);
}

function factsOfItem({ offset, around }: AtOffset, manifest: ManifestDocument): readonly Message[] {
  const own = { uri: around.uri, document: manifest };
  const installation = createInstallation(around.manifests(), around.confAt, own);
  const thing = thingInManifest(installation, own, offset)?.thing;
  const holder = thing?.kind === 'item' ? installation.manifests.find(({ uri }) => uri === thing.uri) : undefined;
  return thing?.kind === 'item' && holder !== undefined ? itemFacts(installation.projectOf(holder), thing, nowOf(around.host)) : [];
}

const nowOf = (host: ServiceHost): Moment => ({ day: host.today(), minute: host.minuteOfDay() });

/** The project of the manifest that holds the item. */
function itemFacts(project: Project, { list, name }: Thing & { readonly kind: 'item' }, now: Moment): readonly Message[] {
  const today = now.day;
  switch (list) {
    case 'hosts': {
      const host = project.find(list, name);
      return host === undefined ? [] : hostFacts(project, host, today);
    }
    case 'databases': {
      const database = project.find(list, name);
      const sum = database && connectionsOn(project, database);
      return [
        ...(sum === undefined ? [] : [connectionsSentence(sum), sumOf(sum.terms)]),
        ...[database && workMemorySentence(database)].filter((words) => words !== undefined),
        ...sentence(supportOfPostgresql(database?.fields.postgresqlVersion, today)),
      ];
    }
    case 'instances': {
      const instance = project.find(list, name);
      if (instance === undefined) return [];
      const backups = backupSentences(project, instance);
      return [...sentence(supportOfRelease(instance.fields.dhis2Version, today)), ...(backups.length > 0 ? backups : [message(noBackup)])];
    }
    case 'backups': {
      const backup = project.find(list, name);
      const goal = backup && recoverySentence(project, backup);
      return [...(backup === undefined ? [] : ofSchedule(backup.fields.schedule, now)), ...(goal === undefined ? [] : [goal])];
    }
    case 'proxies': {
      const proxy = project.find(list, name);
      return proxy === undefined ? [] : namesOf({ en: 'Instances: {names}', fr: 'Instances : {names}' }, tenantsOfProxy(project, proxy));
    }
    case 'backupTargets': {
      const backups = project.items('backups').filter(({ fields }) => fields.targets?.includes(name) === true);
      return namesOf({ en: 'Backups: {names}', fr: 'Sauvegardes : {names}' }, backups);
    }
    case 'sites': {
      const hosts = project.items('hosts').filter(({ fields }) => fields.site === name);
      return namesOf({ en: 'Hosts: {names}', fr: 'Hôtes : {names}' }, hosts);
    }
    default:
      return [];
  }
}

const namesOf = (text: Text, items: readonly { readonly name: string }[]): readonly Message[] =>
  items.length === 0 ? [] : [message(text, { names: named(items) })];

const noBackup: Text = { en: 'No backup of the plan covers it', fr: 'Aucune sauvegarde du plan ne la couvre' };

function hostFacts(project: Project, host: Parameters<typeof memoryOf>[1], today: string): readonly Message[] {
  const memory = memoryOf(project, host);
  return [
    ...(memory === undefined ? [] : [memorySentence(memory), sumOf(memory.terms)]),
    ...residentsOf(project, host),
    ...sentence(supportOfSystem(host.fields.os, today)),
  ];
}

const sumOf = (terms: readonly Message[]): Message => {
  const [first = message({ en: '-', fr: '-' }), ...rest] = terms;
  return rest.reduce((before, term) => message({ en: '{before} + {term}', fr: '{before} + {term}' }, { before, term }), first);
};

const sentence = (support: { readonly sentence: Message } | undefined): readonly Message[] =>
  support === undefined ? [] : [support.sentence];

/** What one value says at second sight. */
function factsOfValue({ offset, around }: AtOffset, { parts, schema }: ManifestDocument): readonly Message[] {
  const part = partAt(parts, offset);
  const place = part && nodeAt(part.yaml, offset);
  if (part === undefined || place === undefined) return [];
  let value: unknown = part.data;
  for (const step of place.path) value = (value as Record<string | number, unknown> | undefined)?.[step];
  if (typeof value !== 'string') return [];
  const today = around.host.today();
  const field = schemaAt(schema, place.path);
  const meaning = field && meaningOf(field, value);
  if (meaning !== undefined) return [meaning];
  switch (field?.['x-values']) {
    case 'date':
      return [distanceInWords(today, value)].filter((words) => words !== undefined);
    case 'schedule':
      return ofSchedule(value, nowOf(around.host));
    case 'dhis2-release':
      return sentence(supportOfRelease(value, today));
    case 'postgresql-version':
      return sentence(supportOfPostgresql(value, today));
    case 'operating-system':
      return sentence(supportOfSystem(value, today));
    default:
      return ofSize(value);
  }
}

function ofSchedule(text: string, now: Moment): readonly Message[] {
  const reading = readSchedule(text);
  if (reading?.kind !== 'sound') return [];
  const runs = nextRuns(reading.schedule, now, 3).map(({ day, time }) => `${day} ${time}`);
  const args = { words: scheduleInWords(reading.schedule), runs: runs.join(', ') };
  return [message({ en: 'Runs {words}; next: {runs}', fr: 'A lieu {words} ; prochains passages : {runs}' }, args)];
}

/** A size in the other way to count: powers of 1024 for memory, of 1000 for disks. */
function ofSize(text: string): readonly Message[] {
  const bytes = bytesOf(text);
  if (bytes === undefined) return [];
  const other = /i/.test(text) ? diskInWords(bytes) : memoryInWords(bytes);
  return [message({ en: 'That is {other}', fr: 'Soit {other}' }, { other })];
}
