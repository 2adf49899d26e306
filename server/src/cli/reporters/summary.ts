/** The closing line of a report for people: how many files, how many findings of which kind. */
import { type Locale, message, render, severities } from '#service/index.ts';
import { type CountedText, counted, summaryTexts, texts } from '../texts.ts';
import { countBySeverity, type FileReport, type ReporterOptions } from './report.ts';

export function summaryLine(files: readonly FileReport[], { locale }: ReporterOptions): string {
  if (files.length === 0) return `${texts.nothingFound[locale]}\n`;
  const bySeverity = countBySeverity(files);
  const counts = severities
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => count(counted[severity], bySeverity[severity], locale));
  const fixable = files.flatMap(({ findings }) => findings).filter(({ fixes }) => fixes.length > 0).length;
  if (fixable > 0) counts.push(count(counted.fixable, fixable, locale));
  const text = counts.length === 0 ? summaryTexts.clean : summaryTexts.findings;
  return `${render(message(text, { files: count(counted.files, files.length, locale), counts: counts.join(', ') }), locale)}\n`;
}

export function count({ one, many }: CountedText, n: number, locale: Locale): string {
  const isOne = locale === 'fr' ? n < 2 : n === 1;
  return render(message(isOne ? one : many, { n }), locale);
}
