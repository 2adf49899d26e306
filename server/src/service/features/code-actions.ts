/** Quick fixes of the findings that touch a range. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-types';
import type { Finding, Fix } from '../findings.ts';
import { type Locale, render } from '../messages.ts';

export function codeActions(
  document: TextDocument,
  range: Range,
  shown: readonly Diagnostic[],
  findings: readonly Finding[],
  locale: Locale,
): CodeAction[] {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return findings
    .filter((finding) => finding.span.start <= end && start <= finding.span.end)
    .flatMap((finding) => finding.fixes.map((fix) => toAction(document, finding, fix, shown, locale)));
}

function toAction(document: TextDocument, finding: Finding, fix: Fix, shown: readonly Diagnostic[], locale: Locale): CodeAction {
  const edits = fix.edits.map(({ span, newText }) => ({
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    newText,
  }));
  const place = document.positionAt(finding.span.start);
  const solved = shown.filter(
    ({ code, range }) => code === finding.rule && range.start.line === place.line && range.start.character === place.character,
  );
  return {
    title: render(fix.title, locale),
    kind: CodeActionKind.QuickFix,
    isPreferred: fix.preferred,
    ...(solved.length === 0 ? {} : { diagnostics: solved }),
    edit: { changes: { [document.uri]: edits } },
  };
}
