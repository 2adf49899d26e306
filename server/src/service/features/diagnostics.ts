/** Findings as LSP diagnostics: rendered, with code, page and related places. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Location } from 'vscode-languageserver-types';
import type { Finding, RelatedPlace, Severity } from '../findings.ts';
import type { ServiceHost } from '../host.ts';
import { render } from '../messages.ts';

/** Shown as the origin of every finding. */
const diagnosticSource = 'dhis2-hosting';

const severityOf: { readonly [S in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tagOf = { deprecated: DiagnosticTag.Deprecated, unnecessary: DiagnosticTag.Unnecessary } as const;

export function toDiagnostic(document: TextDocument, finding: Finding, host: ServiceHost): Diagnostic {
  const page = host.rulePage(finding.rule);
  return {
    range: locationIn(document, finding).range,
    severity: severityOf[finding.severity],
    code: finding.rule,
    source: diagnosticSource,
    message: render(finding.message, host.locale),
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    ...(finding.tag === undefined ? {} : { tags: [tagOf[finding.tag]] }),
    ...(finding.related.length === 0
      ? {}
      : {
          relatedInformation: finding.related.map((place) => ({
            location: locationIn(documentOf(document, place), place),
            message: render(place.message, host.locale),
          })),
        }),
  };
}

function documentOf(own: TextDocument, { elsewhere }: RelatedPlace): TextDocument {
  return elsewhere === undefined ? own : TextDocument.create(elsewhere.uri, '', 0, elsewhere.text);
}

function locationIn(document: TextDocument, { span }: Pick<Finding, 'span'>): Location {
  return { uri: document.uri, range: { start: document.positionAt(span.start), end: document.positionAt(span.end) } };
}
