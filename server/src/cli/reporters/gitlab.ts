/** GitLab's code quality report: docs.gitlab.com, "Code Quality report format". */
import { render, type Severity } from '#service/index.ts';
import { pathInCheckout } from '../checkout.ts';
import { fingerprintsOf } from '../fingerprints.ts';
import type { Reporter } from './report.ts';

const gitlabSeverities: { readonly [S in Severity]: 'critical' | 'major' | 'minor' | 'info' } = {
  error: 'critical',
  warning: 'major',
  info: 'minor',
  hint: 'info',
};

export const reportGitlab: Reporter = (files, { locale, checkout }) => {
  const rows = files.flatMap((file) => {
    const { document, findings } = file;
    const path = pathInCheckout(checkout, document.uri) ?? file.name;
    // Two equal fingerprints in one report are shown once.
    const fingerprints = fingerprintsOf(file, path);
    return findings.map(({ rule, severity, message, span }, index) => ({
      description: render(message, locale),
      check_name: rule,
      fingerprint: fingerprints[index],
      severity: gitlabSeverities[severity],
      location: { path, lines: { begin: document.positionAt(span.start).line + 1, end: document.positionAt(span.end).line + 1 } },
    }));
  });
  return `${JSON.stringify(rows, undefined, 2)}\n`;
};
