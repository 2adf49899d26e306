/**
 * Workflow commands that GitHub Actions shows as annotations beside the lines. It shows ten errors and ten warnings of a
 * step, so the worst come first.
 */
import { type Finding, render, type Severity, severities } from '#service/index.ts';
import { pathInCheckout } from '../checkout.ts';
import type { FileReport, Reporter, ReporterOptions } from './report.ts';
import { summaryLine } from './summary.ts';

const commands: { readonly [S in Severity]: 'error' | 'warning' | 'notice' } = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

export const reportGithub: Reporter = (files, options) => {
  const rows = files.flatMap((file) => file.findings.map((finding) => ({ file, finding })));
  const worstFirst = rows.sort((a, b) => severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity));
  return worstFirst.map(({ file, finding }) => annotation(file, finding, options)).join('') + summaryLine(files, options);
};

function annotation({ name, document }: FileReport, finding: Finding, { locale, checkout }: ReporterOptions): string {
  const start = document.positionAt(finding.span.start);
  const end = document.positionAt(finding.span.end);
  const properties = {
    file: pathInCheckout(checkout, document.uri) ?? name,
    line: start.line + 1,
    endLine: end.line + 1,
    // Columns over several lines are refused.
    ...(start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {}),
    title: finding.rule,
  };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${commands[finding.severity]} ${written.join(',')}::${escapeData(render(finding.message, locale))}\n`;
}

/** As the runner takes them apart: actions/toolkit, packages/core/src/command.ts. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
