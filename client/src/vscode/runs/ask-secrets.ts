/** Secrets that a run has to be given: out of the environment, or kept by the editor, which asks for them the first time. */
import type { SecretToGive } from '@dhis2-hosting/client/operations';
import { type Locale, render } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { Say } from '../texts.ts';

type Words = { readonly say: Say; readonly locale: Locale };

/** By credential. Undefined when one was not given. */
export async function askSecrets(
  storage: vscode.SecretStorage,
  wanted: readonly SecretToGive[],
  words: Words,
): Promise<ReadonlyMap<string, string> | undefined> {
  const secrets = new Map<string, string>();
  for (const each of wanted) {
    const value = await secretOf(storage, each, words);
    if (value === undefined) return undefined;
    secrets.set(each.credential, value);
  }
  return secrets;
}

async function secretOf(storage: vscode.SecretStorage, { from, what }: SecretToGive, { say, locale }: Words): Promise<string | undefined> {
  const title = render(what, locale);
  if ('env' in from) {
    const value = process.env[from.env]?.trim() ?? '';
    if (value === '') void vscode.window.showWarningMessage(say('noVariable', { what: title, name: from.env }));
    return value === '' ? undefined : value;
  }
  const key = `dhis2Hosting.secret.${from.store}`;
  const kept = await storage.get(key);
  const prompt = say('typeSecret', { name: from.store });
  const options = { title, prompt, password: true, ignoreFocusOut: true, value: kept ?? '' };
  const typed = (await vscode.window.showInputBox(options))?.trim();
  if (typed === undefined || typed === '') return undefined;
  if (typed !== kept) await keep(storage, key, typed, { say, locale });
  return typed;
}

/** A store that forgets is found out at once, and not when the secret is wanted again. */
async function keep(storage: vscode.SecretStorage, key: string, value: string, { say }: Words): Promise<void> {
  try {
    await storage.store(key, value);
    if ((await storage.get(key)) === value) return;
  } catch {
    // Said below.
  }
  void vscode.window.showWarningMessage(say('secretNotKept'));
}
