/** What logging in asks the person, as boxes of the editor: one after another, and never kept anywhere. */
import type { Prompter } from '@dhis2-hosting/client/operations';
import * as vscode from 'vscode';
import type { Say } from '../texts.ts';
import { keyFileOnHost } from './host-key-file.ts';
import { createTurns } from './one-at-a-time.ts';
import { plainText } from './plain-text.ts';

export function createPrompter(say: Say): Prompter {
  const inTurn = createTurns();
  const ask = (signal: AbortSignal, options: vscode.InputBoxOptions) => inTurn(() => inputBox(signal, options));

  return {
    password: ({ host, user, again, signal }) =>
      ask(signal, {
        title: plainText(say(again ? 'askPasswordAgain' : 'askPassword', { user, host })),
        prompt: say('askPasswordHint'),
        password: true,
      }),

    sudoPassword: ({ host, user, again, signal }) =>
      ask(signal, {
        title: plainText(say(again ? 'askSudoAgain' : 'askSudo', { user, host })),
        prompt: say('askPasswordHint'),
        password: true,
      }),

    passphrase: ({ host, identityFile, again, signal }) =>
      ask(signal, {
        title: plainText(say(again ? 'askPassphraseAgain' : 'askPassphrase', { file: identityFile, host })),
        prompt: say('askPasswordHint'),
        password: true,
      }),

    answers: ({ host, title, instructions, prompts, signal }) =>
      inTurn(async () => {
        const given: string[] = [];
        const context = [title, instructions].map((text) => plainText(text)).filter((text) => text !== '');
        for (const [index, { text, echo }] of prompts.entries()) {
          const answer = await inputBox(signal, {
            title: plainText([say('askAnswer', { host, place: index + 1, count: prompts.length }), ...context].join(' · ')),
            prompt: plainText(text) || say('askAnswerEmpty'),
            password: !echo,
          });
          if (answer === undefined) return undefined;
          given.push(answer);
        }
        return given;
      }),

    trustNewHostKey: ({ host, address, keyType, fingerprint, signal }) =>
      inTurn(async () => {
        if (signal.aborted) return false;
        const yes = say('trustYes');
        const detail = say('trustDetail', { type: keyType, fingerprint, keyFile: keyFileOnHost(keyType) });
        const question = plainText(say('trustTitle', { host, address }));
        const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
        return chosen === yes && !signal.aborted;
      }),
  };
}

async function inputBox(signal: AbortSignal, options: vscode.InputBoxOptions): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await vscode.window.showInputBox({ ...options, ignoreFocusOut: true }, source.token);
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}
