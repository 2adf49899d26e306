/**
 * Backups over time as SVG: each plan of an instance a row, each set a mark that shows by its shape what it has been through,
 * above what retention keeps. Ages are on a logarithmic scale: the last days and the years that are kept both have room.
 * Colours are classes, as in the map of the installation. Pure: what is known and the time in, text out.
 */
import { diskInWords, type Locale, type Message, message, minutesInWords, render, type Text, xmlText } from '@dhis2-hosting/server/service';
import { ageInWords } from './adopt/drift.ts';
import type { BackupReport } from './backup-report.ts';
import { markOf, standaloneStyle } from './backup-timeline-marks.ts';
import { timelineTexts as texts, tierTexts } from './backup-timeline-texts.ts';
import type { BackupSet } from './facts/backup-sets.ts';
import type { DrillRecord } from './facts/drill-records.ts';
import { keptAs, momentOf, tiers } from './hosts/retention.ts';

export type TimelineRow = {
  /** Unique in the picture. */
  readonly id: string;
  readonly instance: string;
  readonly plan: string;
  /** Undefined while nothing is known. */
  readonly report: BackupReport | undefined;
  /** It was told so long ago that it is not known any more. */
  readonly isOld?: boolean;
};

export type TimelineOptions = { readonly locale: Locale; readonly standalone: boolean; readonly now: number };

const [width, left, right, top, rowHeight, legendHeight] = [1150, 236, 1000, 34, 124, 46];
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
/** Below this age the scale is even. */
const even = 12 * hour;

type Say = (text: Text, args?: Message['args']) => string;
type Scale = { readonly oldest: number; readonly x: (age: number) => number };
type Drawing = { readonly say: Say; readonly now: number; readonly scale: Scale; readonly locale: Locale; readonly role: string };

export function timelineSvg(rows: readonly TimelineRow[], { locale, standalone, now }: TimelineOptions): string {
  const say: Say = (text, args = {}) => render(message(text, args), locale);
  const scale = scaleFor(rows, now);
  const height = top + Math.max(1, rows.length) * rowHeight + legendHeight;
  const title = xmlText(say(texts.title, { day: dayOf(now) }));
  // In the editor each mark can be reached by the keyboard; in a picture there is nothing to press.
  const drawing: Drawing = { say, now, scale, locale, role: standalone ? '' : ' role="button" tabindex="-1"' };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="timeline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${title}">`,
    `<title>${title}</title>`,
    ...(standalone ? [`<style>${standaloneStyle}</style>`, `<rect class="paper" width="${width}" height="${height}"/>`] : []),
    axis(height - legendHeight, drawing),
    ...rows.map((row, i) => rowSvg(row, top + i * rowHeight, drawing)),
    ...(rows.length === 0 ? [`<text class="name" x="20" y="${top + 40}">${xmlText(say(texts.empty))}</text>`] : []),
    legend(height - legendHeight + 26, say),
    '</svg>',
    '',
  ].join('\n');
}

/** From now on the right to the oldest thing that is shown; a week at least. */
function scaleFor(rows: readonly TimelineRow[], now: number): Scale {
  const moments = rows.flatMap(({ report }) => [
    ...(report?.sets ?? []).map(({ made }) => Date.parse(made)),
    ...(report?.drills ?? []).map(({ ended }) => Date.parse(ended)),
    ...(report?.away ?? []).map(({ id }) => momentOf(id).getTime()),
    ...(report?.broken ?? []).map((id) => momentOf(id).getTime()),
  ]);
  const oldest = Math.max(8 * day, ...moments.filter(Number.isFinite).map((moment) => (now - moment) * 1.15));
  const most = Math.log1p(oldest / even);
  return { oldest, x: (age) => round(right - ((right - left) * Math.log1p(Math.min(oldest, Math.max(0, age)) / even)) / most) };
}

const marksOnAxis: readonly (readonly [age: number, text: Text, args?: Message['args']])[] = [
  [6 * hour, texts.hours, { count: 6 }],
  [day, texts.day],
  [3 * day, texts.days, { count: 3 }],
  [7 * day, texts.weeks],
  [30 * day, texts.month],
  [91 * day, texts.months, { count: 3 }],
  [365 * day, texts.year],
  [3 * 365 * day, texts.years, { count: 3 }],
  [10 * 365 * day, texts.years, { count: 10 }],
];

function axis(bottom: number, { say, scale }: Drawing): string {
  // Not so near to now that the words run into each other.
  const lines = marksOnAxis.filter(([age]) => age < scale.oldest * 0.95 && right - scale.x(age) > 62);
  const line = (x: number, words: string) =>
    `<path class="grid" d="M${x} ${top - 8}V${bottom}"/><text class="line" text-anchor="middle" x="${x}" y="${top - 14}">${xmlText(words)}</text>`;
  return `<g aria-hidden="true">${[...lines.map(([age, text, args]) => line(scale.x(age), say(text, args))), line(right, say(texts.now))].join('')}</g>`;
}

function rowSvg({ id, instance, plan, report, isOld = false }: TimelineRow, y: number, drawing: Drawing): string {
  const { say, role } = drawing;
  const words = stateOf(report, isOld, drawing);
  const label = xmlText(
    [`${instance} (${plan})`, ...words, ...(report?.troubles ?? []).map(({ message: told }) => render(told, drawing.locale))].join(', '),
  );
  const kind = isOld || report === undefined || report.sets === undefined ? 'unknown' : report.troubles.length > 0 ? 'bad' : 'fine';
  const lines = [plan, ...words].map((line, i) => `<text class="line" x="30" y="${y + 40 + i * 15}">${xmlText(fitting(line, 31))}</text>`);
  return [
    `<g class="row ${kind}">`,
    `<g class="box" data-id="${xmlText(id)}"${role} aria-label="${label}"><title>${label}</title>`,
    `<rect class="frame" x="8" y="${y + 6}" width="${left - 28}" height="${rowHeight - 14}" rx="5"/><rect class="mark" x="14" y="${y + 14}" width="4" height="${rowHeight - 30}" rx="2"/>`,
    `<text class="name" x="30" y="${y + 24}">${xmlText(fitting(instance, 22))}</text>${lines.join('')}</g>`,
    `<path class="lane${kind === 'unknown' ? ' dashed' : ''}" d="M${left} ${y + 44}H${right}"/>`,
    ...(report?.sets === undefined ? [] : [knownParts(id, { ...report, sets: report.sets }, y, drawing)]),
    ...(report === undefined ? [] : [nextText(report, y, say)]),
    '</g>',
  ].join('');
}

/** What is beside the row, a line each. */
function stateOf(report: BackupReport | undefined, isOld: boolean, { say, now }: Drawing): readonly string[] {
  if (report === undefined) return [say(texts.notAsked)];
  if (isOld) return [say(texts.askedLongAgo, { age: age(now - Date.parse(report.asked)) })];
  if (report.sets === undefined) return [say(texts.notUnderstood)];
  const [newest] = report.sets;
  if (newest === undefined) return [say(texts.noSet)];
  const { lateAfterHours: allowed } = report;
  const old = say(texts.newest, { age: age(now - Date.parse(newest.made)) });
  const within = allowed === undefined ? [] : [say(texts.allowed, { allowed: minutesInWords(allowed * 60) })];
  return [old, ...within, ...sizeWords(report.sets, report.sizeTrend, say)];
}

type Known = BackupReport & { readonly sets: readonly BackupSet[] };

function knownParts(id: string, report: Known, y: number, drawing: Drawing): string {
  const { scale, now, say, role } = drawing;
  const kept = keptAs(
    report.sets.map((set) => set.id),
    report.planned.retention,
  );
  const box = (part: string, label: string, mark: string) =>
    `<g class="box" data-id="${xmlText(`${id}/${part}`)}"${role} aria-label="${xmlText(label)}"><title>${xmlText(label)}</title>${mark}</g>`;
  const at = (moment: number) => scale.x(now - moment);
  return [
    retentionBars(report, y + 80, drawing),
    sizesLine(report.sets, y, drawing),
    ...gapsOf(report, now).map(({ from, to }) => gapSvg(from, to, report, y, drawing)),
    ...report.sets.map((set) => {
      const isKept = report.planned.retention === undefined ? undefined : (kept.get(set.id) ?? []);
      return box(`set/${set.id}`, setWords(set, isKept, say), markOf(set, at(Date.parse(set.made)), y + 44));
    }),
    ...(report.away ?? []).map(({ id: each, targets }) =>
      box(
        `away/${each}`,
        say(texts.onlyAway, { id: each, targets: targets.join(', ') }),
        markOf('away', at(momentOf(each).getTime()), y + 44),
      ),
    ),
    ...report.broken.map((each) =>
      box(`broken/${each}`, say(texts.broken, { id: each }), markOf('broken', at(momentOf(each).getTime()), y + 44)),
    ),
    ...(report.drills ?? []).map((drill) =>
      box(`drill/${drill.began}`, drillWords(drill, say), markOf(drill.outcome, at(Date.parse(drill.ended)), y + 68)),
    ),
  ].join('');
}

/** A bar for each kind that is kept, over the time that it reaches back. */
function retentionBars({ planned: { retention } }: BackupReport, y: number, { scale, say }: Drawing): string {
  const lengths = { daily: day, weekly: 7 * day, monthly: 30.4 * day, yearly: 365 * day };
  const wanted = tiers.filter((tier) => (retention?.[tier] ?? 0) > 0);
  return wanted
    .map((tier, i) => {
      const count = retention?.[tier] ?? 0;
      const x = scale.x(count * lengths[tier]);
      const label = xmlText(say(texts.keeps, { count, tier: say(tierTexts[tier]) }));
      return `<g class="keeps ${tier}"><title>${label}</title><rect x="${x}" y="${y + i * 13}" width="${round(right - x)}" height="5" rx="2"/><text class="line" x="${right + 12}" y="${y + i * 13 + 6}">${label}</text></g>`;
    })
    .join('');
}

type Gap = { readonly from: number; readonly to: number };

/** Where daily sets should be: between them, and since the newest. Older ones are apart because retention wants it so. */
function gapsOf({ sets, lateAfterHours, planned: { retention } }: Known, now: number): readonly Gap[] {
  if (lateAfterHours === undefined) return [];
  const since = retention === undefined ? 0 : now - (retention.daily ?? 1) * day;
  const moments = [now, ...sets.map(({ made }) => Date.parse(made))];
  return moments.flatMap((to, i) => {
    const from = moments[i + 1];
    return from === undefined || from < since - day || to - from <= lateAfterHours * hour ? [] : [{ from, to }];
  });
}

function gapSvg(from: number, to: number, { lateAfterHours = 0 }: BackupReport, y: number, { scale, now, say }: Drawing): string {
  const [x1, x2] = [scale.x(now - from), scale.x(now - to)];
  const label = xmlText(say(texts.gap, { length: age(to - from), allowed: minutesInWords(lateAfterHours * 60) }));
  return `<g class="gap"><title>${label}</title><rect x="${x1}" y="${y + 32}" width="${round(x2 - x1)}" height="24" rx="3"/></g>`;
}

/** Above the lane, the largest at the top. */
function sizesLine(sets: readonly BackupSet[], y: number, { scale, now, say }: Drawing): string {
  const largest = Math.max(1, ...sets.map(({ bytes }) => bytes));
  const points = sets.map(({ made, bytes }) => `${scale.x(now - Date.parse(made))} ${round(y + 30 - (22 * bytes) / largest)}`);
  if (points.length < 2) return '';
  return `<path class="sizes" d="M${points.join('L')}"><title>${xmlText(say(texts.sizes))}</title></path>`;
}

/** Size of the newest, and how it grew since a month ago, or since the oldest that is younger than that. */
function sizeWords(sets: readonly BackupSet[], trend: BackupReport['sizeTrend'], say: Say): readonly string[] {
  const [newest] = sets;
  if (newest === undefined) return [];
  const size = diskInWords(newest.bytes);
  if (trend === undefined) return [say(texts.size, { size })];
  const percent = `${trend.percent >= 0 ? '+' : '−'}${Math.abs(trend.percent)}`;
  return [say(texts.grown, { size, percent, days: trend.days })];
}

function setWords(set: BackupSet, kept: readonly (keyof typeof tierTexts)[] | undefined, say: Say): string {
  const { made, offSite, restored, restoreSeconds, bytes } = set;
  const restoredWords = (on: string) =>
    restoreSeconds === undefined
      ? say(texts.restored, { day: on.slice(0, 10) })
      : say(texts.restoredIn, { day: on.slice(0, 10), seconds: Math.ceil(restoreSeconds) });
  const keptWords =
    kept === undefined
      ? []
      : [kept.length === 0 ? say(texts.notKept) : say(texts.kept, { tiers: kept.map((tier) => say(tierTexts[tier])).join(', ') })];
  return [
    say(texts.set, { made: minuteOf(made) }),
    say(texts.size, { size: diskInWords(bytes) }),
    say(texts.verified),
    ...(offSite === undefined ? [] : [say(texts.offSite)]),
    ...(restored === undefined ? [] : [restoredWords(restored)]),
    ...keptWords,
  ].join(', ');
}

function drillWords({ outcome, ended, code = '?', seconds }: DrillRecord, say: Say): string {
  const on = minuteOf(ended);
  return outcome === 'done'
    ? say(texts.drillDone, { day: on, seconds: Math.ceil(seconds['total'] ?? 0) })
    : say(texts.drillFailed, { day: on, code });
}

function nextText({ next }: BackupReport, y: number, say: Say): string {
  const lines = next === undefined ? [say(texts.noNext)] : [say(texts.next), `${next.slice(0, 16).replace('T', ' ')} UTC`];
  return lines.map((words, i) => `<text class="line" x="${right + 12}" y="${y + 38 + i * 14}">${xmlText(words)}</text>`).join('');
}

function legend(y: number, say: Say): string {
  let x = 20;
  const entries = [
    ['verified', texts.legendVerified],
    ['offSite', texts.legendOffSite],
    ['away', texts.legendAway],
    ['restored', texts.legendRestored],
    ['broken', texts.legendBroken],
    ['done', texts.legendDone],
    ['failed', texts.legendFailed],
    ['gap', texts.legendGap],
  ] as const;
  const parts = entries.map(([kind, text]) => {
    const words = say(text);
    const mark = kind === 'gap' ? `<g class="gap"><rect x="${x - 8}" y="${y - 8}" width="18" height="16" rx="3"/></g>` : markOf(kind, x, y);
    const part = `${mark}<text class="line" x="${x + 14}" y="${y + 4}">${xmlText(words)}</text>`;
    x += 34 + words.length * 6;
    return part;
  });
  return `<g class="legend" aria-hidden="true">${parts.join('')}</g>`;
}

const age = (length: number): Message => ageInWords(Math.max(0, Math.round(length / minute)));
const round = (value: number): number => Math.round(value * 10) / 10;
const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
const minuteOf = (moment: string): string => `${moment.slice(0, 16).replace('T', ' ')} UTC`;

function fitting(text: string, most: number): string {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}\u2026`;
}
