/**
 * Keeps secrets off the screen while `dhis2Hosting.hideSecrets` is on: dots stand for each, the text is untouched. The
 * line of the cursor shows its value, so that it can be edited.
 */
import * as vscode from 'vscode';
import type { LanguageServer } from '../language-client/language-server.ts';
import { confLanguageId } from '../language-contributions.ts';
import { hideSecretsKey, readSetting } from '../platform/settings.ts';
import { possibleValues } from './possible-values.ts';
import { type PlainRange, shifted } from './shifted.ts';

/** As long for every secret: the length of a password is nobody's business either. */
const dots = '••••••••';
const settleMs = 60;

export type HiddenSecrets = vscode.Disposable & {
  /** What is hidden in an editor now, for tests. */
  hiddenIn(editor: vscode.TextEditor): readonly vscode.Range[];
};

export function hideSecrets(server: LanguageServer): HiddenSecrets {
  const look = vscode.window.createTextEditorDecorationType({
    // Besides its own property, this is the only way to take text out of a line; the opacity is there in case it ends.
    textDecoration: 'none; display: none',
    opacity: '0',
    before: { contentText: dots, color: new vscode.ThemeColor('descriptionForeground') },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  const places = new Map<vscode.TextDocument, readonly vscode.Range[]>();
  const hidden = new WeakMap<vscode.TextEditor, readonly vscode.Range[]>();
  const timers = new Map<vscode.TextDocument, NodeJS.Timeout>();
  const isOn = () => readSetting(hideSecretsKey) === true;

  const paint = (editor: vscode.TextEditor) => {
    const { document } = editor;
    if (document.languageId !== confLanguageId) return;
    const secrets = isOn() ? (places.get(document) ?? guessed(document)) : [];
    const edited = editor === vscode.window.activeTextEditor ? editor.selections.map(({ active }) => active.line) : [];
    const ranges = secrets.filter(({ start, end }) => !edited.some((line) => start.line <= line && line <= end.line));
    hidden.set(editor, ranges);
    editor.setDecorations(look, [...ranges]);
  };
  const paintAll = (document: vscode.TextDocument) => {
    for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) paint(editor);
  };
  const ask = async (document: vscode.TextDocument) => {
    const answer = await server.secretRanges(document).catch(() => undefined);
    // An answer to an older text is of no use, and a newer question is on its way.
    if (document.isClosed || answer === undefined || answer.version !== document.version) return;
    places.set(document, answer.ranges.map(toRange));
    paintAll(document);
  };
  const lookAgain = () => {
    for (const editor of vscode.window.visibleTextEditors) {
      paint(editor);
      if (isOn() && editor.document.languageId === confLanguageId) void ask(editor.document);
    }
  };
  const edited = ({ document, contentChanges }: vscode.TextDocumentChangeEvent) => {
    if (!isOn() || document.languageId !== confLanguageId) return;
    // Until the answer comes the places move with the text, or a secret would show for a moment.
    const known = places.get(document);
    if (known !== undefined) places.set(document, shifted(known, contentChanges).map(toRange));
    clearTimeout(timers.get(document));
    timers.set(
      document,
      setTimeout(() => void ask(document), settleMs),
    );
  };
  const forget = (document: vscode.TextDocument) => {
    clearTimeout(timers.get(document));
    timers.delete(document);
    places.delete(document);
  };

  const listeners = [
    look,
    vscode.window.onDidChangeVisibleTextEditors(lookAgain),
    vscode.window.onDidChangeActiveTextEditor(lookAgain),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => paint(textEditor)),
    vscode.workspace.onDidChangeTextDocument(edited),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(`dhis2Hosting.${hideSecretsKey}`) && lookAgain()),
    server.onRunning(lookAgain),
  ];
  lookAgain();
  return {
    hiddenIn: (editor) => hidden.get(editor) ?? [],
    dispose() {
      for (const document of timers.keys()) forget(document);
      for (const one of listeners) one.dispose();
    },
  };
}

function guessed(document: vscode.TextDocument): readonly vscode.Range[] {
  return possibleValues(document.getText()).map(({ line, start, end }) => new vscode.Range(line, start, line, end));
}

function toRange({ start, end }: PlainRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
