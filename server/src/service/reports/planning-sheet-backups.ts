/** The chapter of the planning sheet on backups: what is promised for each instance, and how each backup keeps it. */
import type { Retention } from '../generated/hosting-manifest.types.ts';
import { durationInWords } from '../manifest/duration-words.ts';
import { dayAfter, readDuration } from '../manifest/durations.ts';
import { bytesOf, diskInWords } from '../manifest/quantities.ts';
import { leastKept } from '../manifest/retention.ts';
import { readSchedule } from '../manifest/schedule.ts';
import { type Moment, nextRuns } from '../manifest/schedule-runs.ts';
import { scheduleInWords } from '../manifest/schedule-words.ts';
import { backupParts, worded } from '../manifest/value-words.ts';
import { type Message, message, type Text } from '../messages.ts';
import { siteOfTarget } from '../project/copy-places.ts';
import { backupSentences, recoverySentence } from '../project/item-facts.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { joined } from '../text/joined.ts';
import { dotted, verbatim } from '../text/phrases.ts';
import type { SheetChapter, SheetSection } from './planning-sheet.ts';
import { dayInWords } from './planning-sheet-people.ts';

type Backup = ProjectItem<'backups'>;

const texts = {
  title: { en: 'Backups', fr: 'Sauvegardes' },
  instance: { en: 'Instance', fr: 'Instance' },
  promise: { en: 'How it is kept safe', fr: 'Comment elle est protégée' },
  none: { en: 'No backup of the plan covers it', fr: 'Aucune sauvegarde du plan ne la couvre' },
  backup: { en: 'Backup {name}', fr: 'Sauvegarde {name}' },
  covers: { en: 'Covers {instances}: {parts}', fr: 'Couvre {instances} : {parts}' },
  all: { en: 'database, files and configuration', fr: 'base de données, fichiers et configuration' },
  runs: { en: 'Runs {words}; next: {next}', fr: 'A lieu {words} ; prochain passage : {next}' },
  continuous: {
    en: 'The changes of the database are kept without a break',
    fr: 'Les modifications de la base sont gardées en continu',
  },
  rpo: { en: 'At most {rpo} of work may be lost', fr: 'On accepte de perdre au plus {rpo} de travail' },
  rto: { en: 'A restore may take {rto} at most', fr: 'Une restauration peut durer {rto} au plus' },
  kept: { en: 'Kept on the host: {sets}', fr: "Gardés sur l'hôte : {sets}" },
  keptAway: { en: 'Kept off site: {sets}', fr: 'Gardés hors site : {sets}' },
  sum: { en: 'at least {count} sets, {size}', fr: 'au moins {count} jeux, {size}' },
  copies: { en: 'Copies go to {target}', fr: 'Les copies vont vers {target}' },
  noCopies: { en: 'No copy leaves the host', fr: "Aucune copie ne quitte l'hôte" },
  immutable: { en: 'the server cannot delete them', fr: 'le serveur ne peut pas les supprimer' },
  encrypted: { en: 'Encrypted with {method}', fr: 'Chiffrement : {method}' },
  plain: { en: 'Not encrypted', fr: 'Non chiffrée' },
  test: { en: 'A restore is proven in a rhythm of {every}', fr: 'Une restauration est prouvée à ce rythme : {every}' },
  on: { en: 'on {host}', fr: 'sur {host}' },
  starts: { en: 'DHIS2 is started on what was restored', fr: 'DHIS2 est démarré sur ce qui a été restauré' },
  last: { en: 'last on {day}', fr: 'dernière fois le {day}' },
  never: { en: 'never so far', fr: "jamais jusqu'ici" },
  next: { en: 'next by {day}', fr: 'prochaine avant le {day}' },
  noTest: { en: 'No restore is planned', fr: "Aucune restauration n'est prévue" },
} as const satisfies Record<string, Text>;

const counts: { readonly [K in keyof Retention]-?: Text } = {
  daily: { en: 'daily: {n}', fr: 'quotidiens : {n}' },
  weekly: { en: 'weekly: {n}', fr: 'hebdomadaires : {n}' },
  monthly: { en: 'monthly: {n}', fr: 'mensuels : {n}' },
  yearly: { en: 'yearly: {n}', fr: 'annuels : {n}' },
};

export function backupsChapter(project: Project, now: Moment): SheetChapter {
  const rows = project.items('instances').map((instance) => {
    const sentences = backupSentences(project, instance);
    return [verbatim(instance.name), sentences.length === 0 ? message(texts.none) : dotted(sentences)];
  });
  const backups = project.items('backups').map((backup) => backupSection(project, backup, now));
  return { title: texts.title, sections: [{ table: { head: [texts.instance, texts.promise], rows } }, ...backups] };
}

function backupSection(project: Project, backup: Backup, now: Moment): SheetSection {
  const { contents, instances, method, rpo, rto, retention, offsiteRetention, targets } = backup.fields;
  const parts = contents?.map((part) => worded(backupParts, part) ?? part);
  const covers = { instances: instances.join(', '), parts: parts === undefined ? message(texts.all) : (dotted(parts) ?? '') };
  const lines: readonly (Message | undefined)[] = [
    message(texts.covers, covers),
    scheduleLine(backup, now),
    method === 'continuous' ? message(texts.continuous) : undefined,
    recoverySentence(project, backup) ?? durationLine(texts.rpo, 'rpo', rpo),
    durationLine(texts.rto, 'rto', rto),
    keptLine(texts.kept, backup, retention),
    targets === undefined ? undefined : keptLine(texts.keptAway, backup, offsiteRetention ?? retention),
    ...(targets ?? []).map((name) => targetLine(project, name)),
    targets === undefined ? message(texts.noCopies) : undefined,
    encryptionLine(backup),
    testLine(backup, now.day),
  ];
  return { title: message(texts.backup, { name: backup.name }), lines: lines.filter((line) => line !== undefined) };
}

function scheduleLine({ fields }: Backup, now: Moment): Message {
  const reading = readSchedule(fields.schedule);
  if (reading?.kind !== 'sound') return message({ en: '`{text}`', fr: '`{text}`' }, { text: fields.schedule });
  const [next] = nextRuns(reading.schedule, now, 1);
  return message(texts.runs, { words: scheduleInWords(reading.schedule), next: next === undefined ? '-' : `${next.day} ${next.time}` });
}

function durationLine(text: Text, name: string, written: string | undefined): Message | undefined {
  const duration = readDuration(written);
  return duration && message(text, { [name]: durationInWords(duration) });
}

function keptLine(text: Text, backup: Backup, retention: Retention | undefined): Message | undefined {
  if (retention === undefined) return undefined;
  const steps = (['daily', 'weekly', 'monthly', 'yearly'] as const).flatMap((step) => {
    const n = retention[step] ?? 0;
    return n === 0 ? [] : [message(counts[step], { n })];
  });
  const reading = readSchedule(backup.fields.schedule);
  const count = reading?.kind === 'sound' ? leastKept(retention, reading.schedule) : 0;
  const size = bytesOf(backup.fields.expectedSize);
  const sum = size === undefined || count === 0 ? [] : [message(texts.sum, { count, size: diskInWords(size * count) })];
  const sets = [...steps, ...sum];
  return message(text, { sets: sets.length === 0 ? '0' : joined(sets, ', ') });
}

function targetLine(project: Project, name: string): Message {
  const target = project.find('backupTargets', name);
  if (target === undefined) return message(texts.copies, { target: name });
  const { kind, address, host, bucket, endpoint, immutable } = target.fields;
  const site = siteOfTarget(project, target);
  const where = [kind === 's3' ? 'S3' : 'SSH', address ?? host, bucket, endpoint, dotted([site?.name, site?.fields.country])];
  return message(texts.copies, { target: dotted([name, ...where, immutable === true ? message(texts.immutable) : undefined]) ?? name });
}

function encryptionLine({ fields }: Backup): Message {
  const method = fields.encryption?.method;
  return method === undefined || method === 'none' ? message(texts.plain) : message(texts.encrypted, { method });
}

function testLine({ fields }: Backup, today: string): Message {
  const { every, on, last, start } = fields.restoreTest ?? {};
  const rhythm = readDuration(every);
  if (rhythm === undefined) return message(texts.noTest);
  const next = dayAfter(last, rhythm);
  const parts = [
    message(texts.test, { every: durationInWords(rhythm) }),
    on === undefined ? undefined : message(texts.on, { host: on }),
    start === true ? message(texts.starts) : undefined,
    last === undefined ? message(texts.never) : message(texts.last, { day: dayInWords(last, today) ?? last }),
    next === undefined ? undefined : message(texts.next, { day: next }),
  ];
  return joined(
    parts.filter((part) => part !== undefined),
    ', ',
  );
}
