/** A notification with a Cancel button while something is under way. */
import * as vscode from 'vscode';
import { signalOf } from '../platform/abort.ts';

export async function withProgress<T>(title: string, task: (cancelled: AbortSignal) => Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_progress, token) =>
    task(signalOf(token)),
  );
}
