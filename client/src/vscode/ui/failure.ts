/** A failed connection or log as a notification, with the next steps as buttons. */
import * as vscode from 'vscode';
import type { Place } from '../inventory/inventory.ts';
import type { Failure } from '../sessions/remote.ts';
import type { Say } from '../texts.ts';
import { plainText } from './plain-text.ts';
import { revealPlace } from './reveal.ts';

/**
 * A host key that is not the expected one has no "Retry": nothing that can be done in this window makes it right, and
 * a button to press again teaches people to press it.
 */
const keyFailures: ReadonlySet<Failure['code']> = new Set([
  'host-key-changed',
  'host-key-revoked',
  'host-key-pin-differs',
  'host-key-pin-conflict',
]);

export type FailureContext = { readonly place: Place; readonly retry: () => Promise<void> };

export type ShowFailure = (failure: Failure, context: FailureContext) => Promise<void>;

export function createShowFailure(say: Say, sshLog: vscode.LogOutputChannel): ShowFailure {
  return async (failure, { place, retry }) => {
    if (failure.code === 'cancelled') return;
    const reason = plainText(failure.text, 1000);
    const steps = new Map<string, () => unknown>();
    if (!keyFailures.has(failure.code)) steps.set(say('actionRetry'), retry);
    steps.set(say('actionShowSshLog'), () => sshLog.show());
    steps.set(say('actionOpenManifest'), () => revealPlace(place));
    const text = failure.code === undefined ? say('unexpected', { reason }) : reason;
    const chosen = await vscode.window.showErrorMessage(text, ...steps.keys());
    if (chosen !== undefined) await steps.get(chosen)?.();
  };
}
