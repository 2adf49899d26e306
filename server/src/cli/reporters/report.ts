/** What a run found, before a reporter gives it a form. */
import type { Finding, Locale, Severity, TextDocument } from '#service/index.ts';

export type FileReport = {
  readonly name: string;
  readonly document: TextDocument;
  readonly findings: readonly Finding[];
};

export type ReporterOptions = { readonly locale: Locale; readonly colour: boolean };

export type Reporter = (files: readonly FileReport[], options: ReporterOptions) => string;

export function countBySeverity(files: readonly FileReport[]): { readonly [S in Severity]: number } {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
}
