/** The record of restore tests as a page: what was restored, counted and refused, and how long it took. */
import {
  codeInTable,
  diskInWords,
  type Locale,
  type Message,
  message,
  prose,
  render,
  type Text,
  table,
} from '@dhis2-hosting/server/service';
import type { BackupReport } from './backup-report.ts';
import type { DrillRecord } from './facts/drill-records.ts';
import { printable } from './logs/printable.ts';

const texts = {
  title: { en: 'Restore tests of {instance} ({plan})', fr: 'Essais de restauration de {instance} ({plan})' },
  none: {
    en: 'The host has no record of a restore test. What was never restored is a hope: *Test a Restore* makes one.',
    fr: 'L’hôte n’a aucun compte rendu d’essai. Ce qui n’a jamais été restauré est un espoir : *Essayer une restauration* en fait un.',
  },
  unknown: { en: 'The host did not tell what records it has.', fr: 'L’hôte n’a pas dit quels comptes rendus il a.' },
  done: {
    en: 'On {day} the set of {made} was restored beside the live data and compared: all as it was.',
    fr: 'Le {day}, le jeu du {made} a été restauré à côté des données actuelles et comparé : tout est identique.',
  },
  failed: { en: 'On {day} the test failed: {code} {detail}', fr: 'Le {day}, l’essai a échoué : {code} {detail}' },
  measured: {
    en: 'Measured time of a recovery of the database: {seconds} s. The plan allows {allowed}.',
    fr: 'Temps mesuré pour rétablir la base : {seconds} s. Le plan permet {allowed}.',
  },
  anyTime: { en: 'any time', fr: 'n’importe quelle durée' },
  seconds: { en: '{seconds} s', fr: '{seconds} s' },
  refused: {
    en: 'Before that it was shown false sets and refused each: {list}.',
    fr: 'Auparavant, des jeux faux lui ont été montrés, et tous refusés : {list}.',
  },
  started: {
    en: 'DHIS2 was then started on it, without any network, and answered after {seconds} s: {version}.',
    fr: 'DHIS2 y a ensuite été démarré, sans aucun réseau, et a répondu après {seconds} s : {version}.',
  },
  untold: { en: 'it did not tell its version', fr: 'il n’a pas dit sa version' },
  rows: { en: 'Rows', fr: 'Lignes' },
  tableName: { en: 'Table', fr: 'Table de la base' },
  count: { en: 'In the set and restored', fr: 'Dans le jeu et restaurées' },
  part: { en: 'Part', fr: 'Partie' },
  took: { en: 'Took', fr: 'Durée' },
  about: { en: 'The set', fr: 'Le jeu' },
  value: { en: 'Value', fr: 'Valeur' },
  set: { en: 'Set', fr: 'Jeu' },
  size: { en: 'Size', fr: 'Taille' },
  release: { en: 'DHIS2 release', fr: 'Version de DHIS2' },
  migration: { en: 'Last migration', fr: 'Dernière migration' },
  newest: { en: 'Newest change in it', fr: 'Dernière modification contenue' },
  postgresql: { en: 'PostgreSQL, of the set and here', fr: 'PostgreSQL, du jeu et ici' },
  host: { en: 'Host', fr: 'Hôte' },
  file: { en: 'Record on the host', fr: 'Compte rendu sur l’hôte' },
  durations: { en: 'Durations', fr: 'Durées' },
  earlier: { en: 'Earlier tests', fr: 'Essais précédents' },
  day: { en: 'Day', fr: 'Jour' },
  result: { en: 'Result', fr: 'Résultat' },
  succeeded: { en: 'restored and compared', fr: 'restauré et comparé' },
  check: { en: 'reading all of the set', fr: 'lecture de tout le jeu' },
  restore: { en: 'restoring', fr: 'restauration' },
  compare: { en: 'comparing', fr: 'comparaison' },
  start: { en: 'starting DHIS2 on it', fr: 'démarrage de DHIS2 dessus' },
  total: { en: 'all of it', fr: 'le tout' },
  cut: { en: 'a dump that was cut', fr: 'une copie tronquée' },
  empty: { en: 'an empty one', fr: 'un jeu vide' },
  stale: { en: 'an old one', fr: 'un vieux jeu' },
  foreign: { en: 'one of another instance', fr: 'un jeu d’une autre instance' },
} as const satisfies Readonly<Record<string, Text>>;

type Say = (text: Text, args?: Message['args']) => string;

/** What the host says is text, never markup. */
export function evidenceMarkdown({ instance, plan, drills, planned }: BackupReport, locale: Locale): string {
  const say: Say = (text, args = {}) => render(message(text, args), locale);
  const head = `# ${prose(say(texts.title, { instance, plan }))}`;
  const [last, ...earlier] = drills ?? [];
  const body =
    last === undefined
      ? [say(drills === undefined ? texts.unknown : texts.none)]
      : [...recordParts(last, planned.rto, say, locale), ...earlierParts(earlier, say)];
  return `${[head, ...body].join('\n\n')}\n`;
}

function recordParts(drill: DrillRecord, rto: string | undefined, say: Say, locale: Locale): readonly string[] {
  const { seconds, counts, refuses } = drill;
  const known = (text: string | undefined): string => codeInTable(printable(text === undefined || text === '' ? '-' : text));
  const tables = Object.entries(counts);
  return [
    outcomeLine(drill, say),
    ...(seconds['total'] === undefined
      ? []
      : [prose(say(texts.measured, { seconds: Math.ceil(seconds['total']), allowed: rto ?? message(texts.anyTime) }))]),
    ...(refuses.length === 0 ? [] : [prose(say(texts.refused, { list: refuses.map((kind) => nameOf(kind, say)).join(', ') }))]),
    ...startedLine(drill, say),
    `## ${say(texts.durations)}`,
    table(
      [say(texts.part), say(texts.took)],
      Object.entries(seconds).map(([name, count]) => [nameOf(name, say), say(texts.seconds, { seconds: count })]),
    ),
    ...(tables.length === 0
      ? []
      : [
          `## ${say(texts.rows)}`,
          table(
            [say(texts.tableName), say(texts.count)],
            tables.map(([name, rows]) => [known(name), String(rows)]),
          ),
        ]),
    `## ${say(texts.about)}`,
    table(
      [say(texts.about), say(texts.value)],
      [
        [say(texts.set), known(drill.set)],
        [say(texts.size), drill.bytes === undefined ? '-' : render(diskInWords(drill.bytes), locale)],
        [say(texts.release), known(drill.release)],
        [say(texts.migration), known(drill.migration)],
        [say(texts.newest), known(drill.newest)],
        [say(texts.postgresql), known(drill.postgresql?.join(' · '))],
        [say(texts.host), known(drill.host)],
        [say(texts.file), known(drill.path)],
      ],
    ),
  ];
}

function outcomeLine({ outcome, ended, made, set, code, detail }: DrillRecord, say: Say): string {
  const day = minuteOf(ended);
  if (outcome === 'done') return prose(say(texts.done, { day, made: made === undefined ? (set ?? '-') : minuteOf(made) }));
  return `**${prose(printable(say(texts.failed, { day, code: code ?? '?', detail: detail ?? '' })))}**`;
}

function startedLine({ started, seconds }: DrillRecord, say: Say): readonly string[] {
  if (started === undefined) return [];
  const version = started.version === undefined ? say(texts.untold) : printable(started.version);
  return [prose(say(texts.started, { seconds: Math.ceil(seconds['start'] ?? 0), version }))];
}

function earlierParts(drills: readonly DrillRecord[], say: Say): readonly string[] {
  if (drills.length === 0) return [];
  const rows = drills.map(({ ended, outcome, code, detail, seconds }) => [
    minuteOf(ended),
    outcome === 'done' ? say(texts.succeeded) : codeInTable(printable(`${code ?? '?'} ${detail ?? ''}`)),
    seconds['total'] === undefined ? '-' : say(texts.seconds, { seconds: seconds['total'] }),
  ]);
  return [`## ${say(texts.earlier)}`, table([say(texts.day), say(texts.result), say(texts.took)], rows)];
}

/** ISO 8601 as people read it. */
function minuteOf(moment: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(moment) ? `${moment.slice(0, 16).replace('T', ' ')} UTC` : printable(moment);
}

/** Names of another version of the program on the host stay as they are. */
function nameOf(name: string, say: Say): string {
  return Object.hasOwn(texts, name) ? say(texts[name as keyof typeof texts]) : codeInTable(printable(name));
}
