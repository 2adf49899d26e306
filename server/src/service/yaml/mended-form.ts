/** A value written in a way that another tool would take, in the form that the schema wants. */
import type { ValueKind } from './schema-walk.ts';

/** `isCertain`: nothing but blanks, letters' size or signs differ, so that nobody could have meant something else. */
export type MendedForm = { readonly text: string; readonly isCertain: boolean };

/** Undefined where the value could mean several things, or nothing. */
export function mendedForm(kind: ValueKind, value: string): MendedForm | undefined {
  switch (kind) {
    case 'country':
      return /^[A-Za-z]{2}$/.test(value) ? { text: value.toUpperCase(), isCertain: true } : undefined;
    case 'date':
      return mendedDate(value);
    case 'duration':
      return mendedDuration(value);
    case 'size':
      return mendedSize(value);
    default:
      return undefined;
  }
}

/** `16GB`, `16gib`; and `4g`, `512M` as Java writes powers of 1024, which is a guess elsewhere. */
function mendedSize(value: string): MendedForm | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([mgt])(i?)(b?)$/i.exec(value.trim());
  if (match === null) return undefined;
  const [, number = '', letter = '', i = '', b = ''] = match;
  const isBare = b === '';
  return { text: `${number} ${letter.toUpperCase()}${i !== '' || isBare ? 'i' : ''}B`, isCertain: !isBare };
}

const durationUnits: { readonly [written: string]: string } = {
  min: 'minutes',
  minute: 'minutes',
  h: 'hours',
  hr: 'hours',
  hour: 'hours',
  d: 'days',
  day: 'days',
  w: 'weeks',
  week: 'weeks',
  month: 'months',
  y: 'years',
  year: 'years',
};

/** `24h`, `7 Days`. A single `m` may be minutes or months. */
function mendedDuration(value: string): MendedForm | undefined {
  const match = /^([1-9]\d{0,4})\s*([a-z]+?)s?$/i.exec(value.trim());
  const unit = durationUnits[(match?.[2] ?? '').toLowerCase()];
  return match === null || unit === undefined ? undefined : { text: `${match[1]} ${unit}`, isCertain: true };
}

/** `2026/9/5`. Whether `5/9/2026` is in May or September depends on the country. */
function mendedDate(value: string): MendedForm | undefined {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value.trim());
  if (match === null) return undefined;
  const [, year = '', month = '', day = ''] = match;
  const [m, d] = [Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1 || d > 31) return undefined;
  return { text: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, isCertain: true };
}
