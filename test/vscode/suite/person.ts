/** Somebody at the keyboard, who answers the editor's questions as the test says. VS Code shows no dialog while it runs tests. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export type Question = {
  readonly kind: 'box' | 'choice' | 'information' | 'warning' | 'error';
  readonly text: string;
  readonly detail: string;
  /** Buttons of a message, lines of a choice. */
  readonly options: readonly string[];
  /** What a box says of a text; undefined when it would take it. */
  readonly says: (text: string) => unknown;
};

type Message = (text: string, ...rest: readonly unknown[]) => Promise<string | undefined>;

const told = 'nothing to choose';

/** All that was asked and told. What is not answered is cancelled; a text that its box does not take is an error of the test. */
export async function withPerson(answers: readonly (string | undefined)[], body: () => Thenable<unknown>): Promise<readonly Question[]> {
  const questions: Question[] = [];
  let next = 0;
  const answer = (question: Question): string | undefined => {
    questions.push(question);
    if (question.kind !== 'box' && question.options.length === 0) return undefined;
    const given = answers[next++];
    if (given === undefined) return undefined;
    const refused = question.kind === 'box' ? question.says(given) : question.options.includes(given) ? undefined : told;
    assert.ok(refused === undefined, `${question.text}: ${given}: ${String(refused)} (${question.options.join(', ')})`);
    return given;
  };
  const message =
    (kind: Question['kind']): Message =>
    async (text, ...rest) => {
      const [first] = rest;
      const hasOptions = typeof first === 'object' && first !== null;
      const detail = hasOptions ? String((first as vscode.MessageOptions).detail ?? '') : '';
      return answer({ kind, text, detail, options: (hasOptions ? rest.slice(1) : rest).map(String), says: () => undefined });
    };
  const window = vscode.window as { -readonly [name in keyof typeof vscode.window]: unknown };
  const instead = {
    showInformationMessage: message('information'),
    showWarningMessage: message('warning'),
    showErrorMessage: message('error'),
    showInputBox: async ({ title = '', prompt = '', validateInput }: vscode.InputBoxOptions = {}) =>
      answer({ kind: 'box', text: title, detail: prompt, options: [], says: (text) => validateInput?.(text) ?? undefined }),
    showQuickPick: async (items: readonly vscode.QuickPickItem[], { title = '' }: vscode.QuickPickOptions = {}) => {
      const chosen = answer({ kind: 'choice', text: title, detail: '', options: items.map(({ label }) => label), says: () => undefined });
      return items.find(({ label }) => label === chosen);
    },
  };
  const names = Object.keys(instead) as readonly (keyof typeof instead)[];
  const before = names.map((name) => [name, window[name]] as const);
  for (const name of names) window[name] = instead[name];
  try {
    await body();
  } finally {
    for (const [name, own] of before) window[name] = own;
  }
  return questions;
}

/** As `kind: text`, for comparing. */
export function lines(questions: readonly Question[]): readonly string[] {
  return questions.map(({ kind, text }) => `${kind}: ${text}`);
}

export async function inUntrustedWorkspace(body: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
  assert.ok(own?.configurable, 'isTrusted cannot be replaced');
  Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
  try {
    await body();
  } finally {
    Object.defineProperty(vscode.workspace, 'isTrusted', own);
  }
}
