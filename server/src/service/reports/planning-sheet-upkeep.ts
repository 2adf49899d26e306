/** The chapters of the planning sheet on upkeep: who watches, when work is done, and the calendar of what is due. */
import { distanceInWords } from '../manifest/age-words.ts';
import { durationInWords } from '../manifest/duration-words.ts';
import { type Duration, dayAfter, weekdayOf } from '../manifest/durations.ts';
import { alertKinds, weekdays, worded } from '../manifest/value-words.ts';
import { type Message, message, type Text } from '../messages.ts';
import { dueDays } from '../project/due-days.ts';
import type { Project } from '../project/project.ts';
import { rhythmsOf } from '../project/rhythms.ts';
import { joined } from '../text/joined.ts';
import { listed } from '../text/listed.ts';
import { dotted, verbatim } from '../text/phrases.ts';
import type { SheetChapter } from './planning-sheet.ts';

const texts = {
  title: { en: 'Upkeep', fr: 'Entretien' },
  watched: { en: 'Watched by {tool}', fr: 'Surveillance : {tool}' },
  heartbeat: {
    en: 'When a host stops calling, somebody is told',
    fr: "Quand un hôte n'appelle plus, quelqu'un est prévenu",
  },
  alerts: { en: 'Alarms reach: {alerts}', fr: 'Les alarmes parviennent à : {alerts}' },
  window: {
    en: 'Maintenance window: {days}, {from} to {to} ({timezone}); next on {next}',
    fr: 'Plage de maintenance : {days}, de {from} à {to} ({timezone}) ; prochaine le {next}',
  },
  rhythms: {
    en: 'Rhythm of patch releases: {patch}; of DHIS2 upgrades: {release}; of system and PostgreSQL: {system}',
    fr: 'Rythme des correctifs : {patch} ; des mises à niveau de DHIS2 : {release} ; du système et de PostgreSQL : {system}',
  },
  calendar: { en: 'Calendar', fr: 'Calendrier' },
  day: { en: 'Day', fr: 'Jour' },
  when: { en: 'When', fr: 'Quand' },
  what: { en: 'What', fr: 'Quoi' },
  overdue: { en: '{distance}, overdue', fr: '{distance}, en retard' },
} as const satisfies Record<string, Text>;

export function upkeepChapter(project: Project, today: string): SheetChapter {
  const monitoring = project.section('monitoring')?.fields;
  const alerts = (monitoring?.alerts ?? []).map(({ kind, to }) => dotted([worded(alertKinds, kind), to]) ?? verbatim(kind));
  const watched = dotted([monitoring?.tool, monitoring?.host]);
  const lines: readonly (Message | undefined)[] = [
    watched && message(texts.watched, { tool: watched }),
    monitoring?.heartbeat === undefined ? undefined : message(texts.heartbeat),
    alerts.length === 0 ? undefined : message(texts.alerts, { alerts: joined(alerts, ', ') }),
    windowLine(project, today),
    rhythmsLine(project),
  ];
  return { title: texts.title, sections: [{ lines: lines.filter((line) => line !== undefined) }] };
}

function windowLine(project: Project, today: string): Message | undefined {
  const window = project.section('maintenance')?.fields.window;
  if (window === undefined) return undefined;
  const { days, from, to, timezone = 'UTC' } = window;
  const names = Object.keys(weekdays);
  const opens = new Set(days.map((day) => names.indexOf(day) + 1));
  const coming = [0, 1, 2, 3, 4, 5, 6].map((count) => (count === 0 ? today : dayAfter(today, { count, unit: 'day' })));
  const next = coming.find((day) => opens.has(weekdayOf(day) ?? 0)) ?? today;
  const words = listed(days.map((day) => worded(weekdays, day) ?? verbatim(day)));
  return message(texts.window, { days: words, from, to, timezone, next });
}

/** What the guide says is a rhythm only for those who run something. */
function rhythmsLine(project: Project): Message | undefined {
  if (project.section('maintenance') === undefined) return undefined;
  const { patch, release, system } = rhythmsOf(project);
  const words = (rhythm: Duration) => durationInWords(rhythm);
  return message(texts.rhythms, { patch: words(patch), release: words(release), system: words(system) });
}

export function calendarChapter(project: Project, today: string): SheetChapter {
  const rows = dueDays(project, today).map(({ day, what }) => {
    const distance = distanceInWords(today, day);
    return [verbatim(day), distance && day < today ? message(texts.overdue, { distance }) : distance, what];
  });
  return { title: texts.calendar, sections: [{ table: { head: [texts.day, texts.when, texts.what], rows } }] };
}
