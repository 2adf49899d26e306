/** Addresses of documents that are made from a file and never written: pages to read, and a `dhis.conf` with fixes. */
import * as vscode from 'vscode';

export const reportScheme = 'dhis2-hosting';

export type Report =
  | { readonly kind: 'effective'; readonly source: vscode.Uri }
  | { readonly kind: 'sheet'; readonly source: vscode.Uri }
  /** What could not be carried over to or from another tool. */
  | { readonly kind: 'import' | 'export'; readonly source: vscode.Uri }
  /** `fixed` is the file with all certain fixes for that release. */
  | { readonly kind: 'upgrade' | 'fixed'; readonly source: vscode.Uri; readonly version: string };

/** The last part of the path is what the tab says, and its ending decides on the language. */
export function reportUri(report: Report, path: string): vscode.Uri {
  const { kind, source } = report;
  const query = new URLSearchParams({ kind, source: source.toString(), ...('version' in report ? { version: report.version } : {}) });
  return vscode.Uri.from({ scheme: reportScheme, path: path.startsWith('/') ? path : `/${path}`, query: query.toString() });
}

/** Undefined for an address that is none of these: anyone may open one. */
export function readReport(uri: vscode.Uri): Report | undefined {
  if (uri.scheme !== reportScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const [kind, written, version] = [query.get('kind'), query.get('source'), query.get('version')];
  if (written === null) return undefined;
  const source = vscode.Uri.parse(written);
  if (source.scheme === reportScheme) return undefined;
  if (kind === 'effective' || kind === 'sheet' || kind === 'import' || kind === 'export') return { kind, source };
  return (kind === 'upgrade' || kind === 'fixed') && version !== null ? { kind, source, version } : undefined;
}
