/** A line for each finding, grouped by file, and a closing line with the counts. */
import { type Finding, render, type Severity } from '#service/index.ts';
import { visible } from '../terminal.ts';
import { severityNames } from '../texts.ts';
import type { FileReport, Reporter, ReporterOptions } from './report.ts';
import { summaryLine } from './summary.ts';

const colours: { readonly [S in Severity]: number } = { error: 31, warning: 33, info: 36, hint: 90 };

export const reportText: Reporter = (files, options) => {
  const groups = files
    .filter(({ findings }) => findings.length > 0)
    .map((file) => file.findings.map((finding) => findingLine(file, finding, options)).join(''));
  return [...groups, summaryLine(files, options)].join('\n');
};

function findingLine({ name, document }: FileReport, { span, severity, rule, message: told }: Finding, options: ReporterOptions): string {
  const { line, character } = document.positionAt(span.start);
  const level = paint(severityNames[severity][options.locale], colours[severity], options);
  const text = visible(render(told, options.locale)).replaceAll('\n', '\n    ');
  return `${visible(name)}:${line + 1}:${character + 1} ${level} ${paint(rule, 90, options)} ${text}\n`;
}

function paint(text: string, colour: number, { colour: wanted }: ReporterOptions): string {
  return wanted ? `\u001b[${colour}m${text}\u001b[0m` : text;
}
