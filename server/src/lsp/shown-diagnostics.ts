/** As many findings as an editor shows of one file; a wrong file opened as `dhis.conf` must not stop the typing. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { type LanguageService, type Locale, message, render, type Text, type TextDocument } from '#service/index.ts';

/** VS Code itself shows no more of one file. */
const mostShown = 1000;

const more: Text = {
  en: '{count} further findings are not shown, the gravest are. `dhis2-hosting lint` lists them all.',
  fr: '{count} autres constats ne sont pas affichés ; les plus graves le sont. `dhis2-hosting lint` les donne tous.',
};

export function shownDiagnostics(service: LanguageService, document: TextDocument, locale: Locale): Diagnostic[] {
  const all = service.diagnostics(document);
  if (all.length <= mostShown) return all;
  const gravest = all.toSorted((a, b) => (a.severity ?? 0) - (b.severity ?? 0)).slice(0, mostShown - 1);
  const start = { line: 0, character: 0 };
  const note: Diagnostic = {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: 'dhis2-hosting',
    message: render(message(more, { count: all.length - gravest.length }), locale),
  };
  return [note, ...gravest];
}
