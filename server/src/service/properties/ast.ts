/**
 * A `dhis.conf` as java.util.Properties reads it, with the place of every part. Spans are UTF-16 offsets in the
 * text as the editor holds it.
 */
import type { Span } from '../findings.ts';

/** A key or a value: the source as written and the text the server sees. */
export type PropertyText = {
  readonly span: Span;
  /**
   * After escapes and continuation lines; without blanks at the start. DHIS2 also cuts blanks at both ends of a value
   * once `${NAME}` is replaced: see `serverValue` in parser.ts.
   */
  readonly cooked: string;
};

export type PropertyEntry = {
  /** From the first character of the key to the end of the value, without the line end. */
  readonly span: Span;
  readonly key: PropertyText;
  /**
   * Everything between the key and the value: `=` or `:` with the blanks around it, and continuation lines in between.
   * Empty when the line is a key alone. It reaches to the end of the line when the value is empty.
   */
  readonly separator: Span;
  /** Includes blanks at the end, and a continuation that is followed by nothing. */
  readonly value: PropertyText;
};

export type PropertyComment = { readonly span: Span };

/** A place that java.util.Properties refuses: `\u` without four hexadecimal digits. The server does not start. */
export type PropertyError = { readonly kind: 'malformed-unicode-escape'; readonly span: Span };

/** Each list is in the order of the text; between the parts of the lists there are only blanks and line ends. */
export type PropertiesFile = {
  readonly entries: readonly PropertyEntry[];
  readonly comments: readonly PropertyComment[];
  readonly errors: readonly PropertyError[];
  /** Set when the text begins with U+FEFF, which the server reads as three characters of the first key. */
  readonly byteOrderMark: boolean;
};
