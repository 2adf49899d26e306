/** A line for each finding, grouped by file, and a closing line with the counts. */
import { type Finding, type Locale, message, render, type Severity, severities } from '#service/index.ts';
import { type CountedText, counted, severityNames, summaryTexts, texts } from '../texts.ts';
import { countBySeverity, type FileReport, type Reporter, type ReporterOptions } from './report.ts';

const colours: { readonly [S in Severity]: number } = { error: 31, warning: 33, info: 36, hint: 90 };

export const reportText: Reporter = (files, options) => {
  const groups = files
    .filter(({ findings }) => findings.length > 0)
    .map((file) => file.findings.map((finding) => findingLine(file, finding, options)).join(''));
  return [...groups, summary(files, options)].join('\n');
};

function findingLine({ name, document }: FileReport, { span, severity, rule, message: told }: Finding, options: ReporterOptions): string {
  const { line, character } = document.positionAt(span.start);
  const level = paint(severityNames[severity][options.locale], colours[severity], options);
  const text = visible(render(told, options.locale)).replaceAll('\n', '\n    ');
  return `${visible(name)}:${line + 1}:${character + 1} ${level} ${paint(rule, 90, options)} ${text}\n`;
}

function summary(files: readonly FileReport[], options: ReporterOptions): string {
  const { locale } = options;
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

function count({ one, many }: CountedText, n: number, locale: Locale): string {
  const isOne = locale === 'fr' ? n < 2 : n === 1;
  return render(message(isOne ? one : many, { n }), locale);
}

function paint(text: string, colour: number, { colour: wanted }: ReporterOptions): string {
  return wanted ? `\u001b[${colour}m${text}\u001b[0m` : text;
}

/** A key quoted from a file must not move the cursor or recolour the terminal. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
