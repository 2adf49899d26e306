/** One array of findings; positions count from zero, in UTF-16 units, as in the language server protocol. */
import { render } from '#service/index.ts';
import { rulePage } from '../host.ts';
import type { Reporter } from './report.ts';

export const reportJson: Reporter = (files, { locale }) => {
  const rows = files.flatMap(({ name, document, findings }) =>
    findings.map(({ rule, severity, message, span, fixes }) => ({
      file: name,
      rule,
      severity,
      message: render(message, locale),
      range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
      docs: rulePage(rule, locale),
      fixable: fixes.length > 0,
    })),
  );
  return `${JSON.stringify(rows, undefined, 2)}\n`;
};
