/** What a rule reports, before any edge turns it into a diagnostic, a line of text or SARIF. */
import type { Message } from './messages.ts';

export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** Half-open range of UTF-16 offsets in one document. */
export type Span = { readonly start: number; readonly end: number };

export type SpanEdit = { readonly span: Span; readonly newText: string };

export type Fix = {
  readonly title: Message;
  /** Edits of the same document; they never overlap. */
  readonly edits: readonly SpanEdit[];
  /** True for the one fix that is right without asking; only these are applied by "fix all". */
  readonly preferred: boolean;
};

/** In the same document, unless it names another one. */
export type RelatedPlace = { readonly span: Span; readonly message: Message; readonly elsewhere?: Elsewhere };

/** A document other than that of the finding; its text is needed to tell lines from offsets. */
export type Elsewhere = { readonly uri: string; readonly text: string };

export type Finding = {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: Message;
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  readonly tag?: 'deprecated' | 'unnecessary';
};
