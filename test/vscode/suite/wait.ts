/** Waiting for what the editor does, by its events. */
import * as vscode from 'vscode';

const limitMs = 30_000;

/** The first value `probe` gives, asked now and at each event; an error that names `what` after the limit. */
export function until<T>(what: string, event: vscode.Event<unknown>, probe: () => T | undefined): Promise<T> {
  const now = probe();
  if (now !== undefined) return Promise.resolve(now);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`waited in vain for ${what}`));
    }, limitMs);
    const listener = event(() => {
      const value = probe();
      if (value === undefined) return;
      clearTimeout(timer);
      listener.dispose();
      resolve(value);
    });
  });
}

/** The diagnostics of a document once they are as `expected` says. */
export function diagnosticsOf(
  uri: vscode.Uri,
  what: string,
  expected: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return until(what, vscode.languages.onDidChangeDiagnostics, () => {
    const found = vscode.languages.getDiagnostics(uri);
    return expected(found) ? found : undefined;
  });
}
