/** Shows reports on a file as read-only documents, and makes them anew when the file or its version changes. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-client/language-server.ts';
import type { Say } from '../texts.ts';
import { previewMarkdown } from '../ui/markdown-preview.ts';
import { type Report, readReport, reportScheme, reportUri } from './report-uri.ts';

export type Reports = vscode.Disposable & {
  /** In VS Code's preview of Markdown. */
  show(report: Report): Promise<void>;
  /** The file beside itself with all certain fixes. */
  compare(report: Report & { readonly kind: 'fixed' }): Promise<void>;
};

/** Typing changes the file faster than anyone reads a report. */
const settleMs = 300;

export function createReports(server: LanguageServer, say: Say): Reports {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();

  const refresh = (source: vscode.Uri) => {
    for (const text of shown) {
      const uri = vscode.Uri.parse(text);
      if (readReport(uri)?.source.toString() !== source.toString()) continue;
      if (!isOpen(uri)) shown.delete(text);
      else {
        changed.fire(uri);
        // The editor lets go of a document that only a preview shows; the preview hears when it is opened again.
        void vscode.workspace.openTextDocument(uri);
      }
    }
  };
  const soon = (source: vscode.Uri) => {
    if (shown.size === 0 || source.scheme === reportScheme) return;
    clearTimeout(timers.get(source.toString()));
    timers.set(
      source.toString(),
      setTimeout(() => refresh(source), settleMs),
    );
  };
  const keep = (uri: vscode.Uri): vscode.Uri => {
    shown.add(uri.toString());
    return uri;
  };

  const listeners = [
    vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => (await contentOf(readReport(uri), server)) ?? say('reportUnavailable'),
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document.uri)),
    server.onVersionChanged(({ uri }) => soon(vscode.Uri.parse(uri))),
    changed,
  ];
  return {
    async show(report) {
      await previewMarkdown(keep(reportUri(report, titleOf(report, say))));
    },
    async compare(report) {
      const { source, version } = report;
      const title = say('upgradeCompareTitle', { file: baseName(source), version });
      await vscode.commands.executeCommand('vscode.diff', source, keep(reportUri(report, source.path)), title);
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const one of listeners) one.dispose();
    },
  };
}

async function contentOf(report: Report | undefined, server: LanguageServer): Promise<string | undefined> {
  if (report === undefined) return undefined;
  try {
    // The server knows open documents only.
    await vscode.workspace.openTextDocument(report.source);
  } catch {
    return undefined;
  }
  switch (report.kind) {
    case 'import':
    case 'export': {
      const answer = await server.exchange(report.kind, report.source);
      return answer?.kind === 'made' ? answer.markdown : undefined;
    }
    case 'effective':
      return (await server.effectiveConfiguration(report.source))?.markdown;
    case 'sheet':
      return (await server.planningSheet(report.source))?.markdown;
    case 'upgrade':
      return (await server.upgradePreview(report.source, report.version))?.markdown;
    case 'fixed':
      return (await server.upgradePreview(report.source, report.version))?.fixedText;
  }
}

function titleOf(report: Report, say: Say): string {
  const file = baseName(report.source);
  return `${titleWords(report, file, say)}.md`;
}

function titleWords(report: Report, file: string, say: Say): string {
  switch (report.kind) {
    case 'sheet':
      return say('sheetTitle', { file });
    case 'effective':
      return say('effectiveTitle', { file });
    case 'import':
      return say('importTitle', { file });
    case 'export':
      return say('exportTitle', { file });
    case 'upgrade':
    case 'fixed':
      return say('upgradeTitle', { file, version: report.version });
  }
}

export function baseName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A preview does not say what it shows, so any preview may be it. */
function isOpen(uri: vscode.Uri): boolean {
  return (
    vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()) ||
    vscode.window.tabGroups.all.some(({ tabs }) =>
      tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('markdown.preview')),
    )
  );
}
