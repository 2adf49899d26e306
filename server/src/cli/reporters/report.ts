/** What a run found, before a reporter gives it a form. */
import type { Finding, Locale, Message, Severity, Span, TextDocument } from '#service/index.ts';
import type { Encoding } from '../encoding.ts';

export type FileReport = {
  readonly name: string;
  readonly document: TextDocument;
  readonly encoding: Encoding;
  readonly findings: readonly Finding[];
  /** Where secrets may stand, in the order of the text. */
  readonly secrets: readonly Span[];
  /** The key or path a finding stands at; empty outside of entries. */
  readonly placeOf: (finding: Finding) => string;
};

export type ReporterOptions = {
  readonly locale: Locale;
  readonly colour: boolean;
  /** Folder that paths are told from in the forms that other services read. */
  readonly checkout: string;
  /** Whether the severity makes the run fail. */
  readonly fails: (severity: Severity) => boolean;
  /** What kept the run from looking at everything. */
  readonly problems: readonly Message[];
};

export type Reporter = (files: readonly FileReport[], options: ReporterOptions) => string;

export function countBySeverity(files: readonly FileReport[]): { readonly [S in Severity]: number } {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
}
