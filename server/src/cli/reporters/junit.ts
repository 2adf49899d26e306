/** JUnit's XML, which nearly every build server shows: a suite for each file, a case for each finding. */
import { type Finding, render, type Severity } from '#service/index.ts';
import { pathInCheckout } from '../checkout.ts';
import type { FileReport, Reporter, ReporterOptions } from './report.ts';

export const reportJunit: Reporter = (files, options) => {
  const failures = files.map(({ findings }) => failing(findings, options).length).reduce((sum, n) => sum + n, 0);
  const tests = files.map(({ findings }) => Math.max(1, findings.length)).reduce((sum, n) => sum + n, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'dhis2-hosting', tests, failures, errors: 0 })}>`,
    ...files.flatMap((file) => suite(file, options)),
    '</testsuites>',
    '',
  ].join('\n');
};

function suite(file: FileReport, options: ReporterOptions): readonly string[] {
  const { findings } = file;
  const name = shownPath(file, options);
  const counts = { tests: Math.max(1, findings.length), failures: failing(findings, options).length, errors: 0, skipped: 0 };
  // A suite without a case looks as if the file had not been checked.
  const cases = findings.length === 0 ? [`    <testcase${attributes({ name, classname: name })}/>`] : findings.map(testCase(file, options));
  return [`  <testsuite${attributes({ name, ...counts })}>`, ...cases, '  </testsuite>'];
}

function testCase(report: FileReport, options: ReporterOptions): (finding: Finding) => string {
  const { document } = report;
  const { locale, fails } = options;
  const file = shownPath(report, options);
  return ({ rule, severity, message, span }) => {
    const { line, character } = document.positionAt(span.start);
    const place = `${file}:${line + 1}:${character + 1}`;
    const told = render(message, locale);
    const inner = fails(severity)
      ? `<failure${attributes({ type: severity, message: told })}>${escapeXml(`${place} ${rule}\n${told}`)}</failure>`
      : `<system-out>${escapeXml(`${place} ${severity} ${rule}\n${told}`)}</system-out>`;
    return `    <testcase${attributes({ name: `${rule} (${line + 1}:${character + 1})`, classname: file, file, line: line + 1 })}>${inner}</testcase>`;
  };
}

function shownPath({ name, document }: FileReport, { checkout }: ReporterOptions): string {
  return pathInCheckout(checkout, document.uri) ?? name;
}

function failing(findings: readonly Finding[], { fails }: ReporterOptions): readonly Severity[] {
  return findings.map(({ severity }) => severity).filter(fails);
}

function attributes(values: { readonly [name: string]: string | number }): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** Control characters and halves of pairs have no place in XML 1.0, not even escaped. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
