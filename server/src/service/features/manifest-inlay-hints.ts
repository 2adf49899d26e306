/** What a value of a manifest says at second sight: how far a day is away, when a schedule runs next. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { InlayHint } from 'vscode-languageserver-types';
import type { Span } from '../findings.ts';
import { distanceInWords } from '../manifest/age-words.ts';
import type { ManifestDocument } from '../manifest/manifest-document.ts';
import { readSchedule, type Schedule } from '../manifest/schedule.ts';
import { type Moment, nextRuns } from '../manifest/schedule-runs.ts';
import { scheduleInWords } from '../manifest/schedule-words.ts';
import { type Locale, type Message, message, render } from '../messages.ts';
import { schemaAt } from '../yaml/schema-walk.ts';
import { valuesWithin } from '../yaml/values-within.ts';

type Hint = { readonly label: Message; readonly tooltip?: Message };

/** Of a long schedule, what is shown in the line; the tooltip has the rest. */
const runsInTooltip = 5;

export function manifestInlayHints(
  document: TextDocument,
  { parts, schema }: ManifestDocument,
  within: Span,
  { now, locale }: { readonly now: Moment; readonly locale: Locale },
): InlayHint[] {
  return parts.flatMap(({ yaml, readable }) =>
    (readable ? valuesWithin(yaml, within) : []).flatMap(({ path, value, span }) => {
      const kind = schemaAt(schema, path)?.['x-values'];
      const hint = kind === 'date' ? ofDate(value, now.day) : kind === 'schedule' ? ofSchedule(value, now) : undefined;
      if (hint === undefined || span.end > within.end) return [];
      const tooltip = hint.tooltip === undefined ? {} : { tooltip: render(hint.tooltip, locale) };
      return [{ position: document.positionAt(span.end), label: render(hint.label, locale), paddingLeft: true, ...tooltip }];
    }),
  );
}

function ofDate(value: unknown, today: string): Hint | undefined {
  const label = distanceInWords(today, value);
  return label && { label };
}

function ofSchedule(value: unknown, now: Moment): Hint | undefined {
  const reading = typeof value === 'string' ? readSchedule(value) : undefined;
  if (reading?.kind !== 'sound') return undefined;
  const { schedule } = reading;
  const words = scheduleInWords(schedule);
  const runs = nextRuns(schedule, now, runsInTooltip);
  const next = distanceInWords(now.day, runs[0]?.day);
  const label =
    next === undefined || isDaily(schedule)
      ? words
      : message({ en: '{words}, next {next}', fr: '{words}, prochaine fois {next}' }, { words, next });
  const list = runs.map(({ day, time }) => `${day} ${time}`).join(', ');
  return { label, tooltip: message({ en: 'Next runs: {list}', fr: 'Prochains passages : {list}' }, { list }) };
}

const isDaily = ({ daysOfMonth, weekdays, months }: Schedule): boolean =>
  daysOfMonth.size === 31 && weekdays.size === 7 && months.size === 12;
