/**
 * Findings from the live state of backups in the editor of a manifest: a collection of the client's own, since the language server
 * knows texts only (docs/decisions/0029-live-findings-are-the-clients.md). Each leads to a page and to the command that mends it.
 */
import { type Locale, render, TextDocument } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import { type CommandId, commandRows } from '../contributions.ts';
import { textOf } from '../inventory/inventory.ts';
import type { ManifestFiles } from '../inventory/manifest-files.ts';
import { isManifest, manifestGlob } from '../language-contributions.ts';
import type { RunStates } from '../runs/run-states.ts';
import type { Say } from '../texts.ts';
import { type LiveFinding, liveFindings } from './live-findings.ts';

export type LiveNeeds = {
  readonly extensionUri: vscode.Uri;
  readonly manifests: ManifestFiles;
  readonly states: RunStates;
  readonly locale: Locale;
  readonly say: Say;
};

/** Shorter than a glance from the text to the findings, longer than the pause between two letters. */
const settleMs = 150;

export function showLiveFindings({ extensionUri, manifests, states, locale, say }: LiveNeeds): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('dhis2Hosting.live');
  const findings = new WeakMap<vscode.Diagnostic, LiveFinding>();
  let shown: readonly vscode.Diagnostic[] = [];
  let timer: NodeJS.Timeout | undefined;

  const diagnosticOf = (finding: LiveFinding, range: vscode.Range): vscode.Diagnostic => {
    const { trouble, asked } = finding;
    const moment = `${asked.slice(0, 16).replace('T', ' ')} UTC`;
    const diagnostic = new vscode.Diagnostic(
      range,
      say('liveAsked', { what: render(trouble.message, locale), moment }),
      vscode.DiagnosticSeverity.Warning,
    );
    const page = vscode.Uri.joinPath(extensionUri, 'docs', 'live', `${trouble.code}${locale === 'en' ? '' : `.${locale}`}.md`);
    Object.assign(diagnostic, { source: say('liveSource'), code: { value: trouble.code, target: page } });
    findings.set(diagnostic, finding);
    return diagnostic;
  };
  const refresh = () => {
    const texts = manifests.sources().flatMap(textOf).map(asTyped);
    const all = liveFindings(manifests.current(), states, texts, Date.now());
    collection.clear();
    shown = texts.flatMap(({ uri, text }) => {
      const document = TextDocument.create(uri, 'yaml', 0, text);
      const here = all
        .filter((finding) => finding.uri === uri)
        .map((finding) => {
          const [start, end] = [document.positionAt(finding.span.start), document.positionAt(finding.span.end)];
          return diagnosticOf(finding, new vscode.Range(start.line, start.character, end.line, end.character));
        });
      if (here.length > 0) collection.set(vscode.Uri.parse(uri, true), here);
      return here;
    });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, settleMs);
  };
  /** The editor hands out copies of what the collection was given. */
  const findingOf = (diagnostic: vscode.Diagnostic): LiveFinding | undefined => {
    const own = shown.find((each) => each.message === diagnostic.message && each.range.isEqual(diagnostic.range));
    return own && findings.get(own);
  };
  return vscode.Disposable.from(
    collection,
    manifests.onChange(soon),
    new vscode.Disposable(states.onChange(soon)),
    new vscode.Disposable(() => clearTimeout(timer)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (isManifest(document.uri) && shown.length > 0) soon();
    }),
    vscode.languages.registerCodeActionsProvider(
      { pattern: manifestGlob },
      {
        provideCodeActions: (_document, _range, { diagnostics }) =>
          diagnostics.flatMap((diagnostic) => {
            const finding = findingOf(diagnostic);
            return finding === undefined ? [] : actionsFor(finding, diagnostic, locale);
          }),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

/** What mends it first; each shows a plan and asks before it does anything. */
function actionsFor({ trouble, entry }: LiveFinding, diagnostic: vscode.Diagnostic, locale: Locale): readonly vscode.CodeAction[] {
  const mend: CommandId = `dhis2Hosting.${trouble.mend}`;
  const ids: readonly CommandId[] = [
    mend,
    ...(trouble.code.startsWith('restore-') ? (['dhis2Hosting.showEvidence'] as const) : []),
    'dhis2Hosting.showBackups',
  ];
  return [...new Set(ids)].map((id) => {
    const title = commandRows.find((row) => row.id === id)?.title[locale] ?? id;
    const action = new vscode.CodeAction(`${title} (${entry.instance.name})`, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.isPreferred = id === mend;
    action.command = { command: id, title, arguments: [id === 'dhis2Hosting.provision' ? entry.hostId : entry.id] };
    return action;
  });
}

function asTyped({ uri, text }: { readonly uri: string; readonly text: string }): { readonly uri: string; readonly text: string } {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === vscode.Uri.parse(uri, true).toString());
  return { uri, text: open?.getText() ?? text };
}
