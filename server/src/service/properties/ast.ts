/**
 * A `dhis.conf` as java.util.Properties reads it, with the place of every part. Spans are UTF-16 offsets in the
 * text as the editor holds it.
 */
import type { Span } from '../findings.ts';

/** A key or a value: the source as written and the text the server sees. */
export type PropertyText = {
  readonly span: Span;
  /** After escapes and continuation lines; without blanks at the start. DHIS2 also cuts blanks at the end: see `trimmed`. */
  readonly cooked: string;
};

export type PropertyEntry = {
  /** From the first character of the key to the end of the value, without the line end. */
  readonly span: Span;
  readonly key: PropertyText;
  /** The separator with its blanks; empty when the line is a key alone. */
  readonly separator: Span;
  readonly value: PropertyText;
};

export type PropertyComment = { readonly span: Span };

/** A place that java.util.Properties refuses: `\u` without four hexadecimal digits. The server does not start. */
export type PropertyError = { readonly kind: 'malformed-unicode-escape'; readonly span: Span };

export type PropertiesFile = {
  readonly entries: readonly PropertyEntry[];
  readonly comments: readonly PropertyComment[];
  readonly errors: readonly PropertyError[];
  /** Set when the text begins with U+FEFF, which the server reads as three characters of the first key. */
  readonly byteOrderMark: boolean;
};
