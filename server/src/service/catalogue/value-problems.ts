/** What can be wrong with a value. A closed union: the rule that reports it has a text for every kind. */
import type { UnitId } from '../generated/dhis-conf-key.types.ts';

/** Why a text is no number though it looks like one. */
export type NumberSlip = 'quotes' | 'comment' | 'unit' | 'decimal' | 'grouping';

/** `written` is never given for values that may hold a secret, and URLs may. */
export type ProblemDetail =
  /** An empty text is a value to the server, not a request for the default. */
  | { readonly kind: 'empty' }
  /** Neither a word for on nor clearly one for off; it counts as off, or as neither. */
  | {
      readonly kind: 'not-a-switch';
      readonly written: string;
      readonly countsAs: 'off' | 'neither';
      readonly on: string;
      readonly off: string;
    }
  | { readonly kind: 'not-an-integer'; readonly written: string; readonly slip: NumberSlip | undefined; readonly unit: UnitId | undefined }
  | { readonly kind: 'not-a-number'; readonly written: string; readonly slip: NumberSlip | undefined }
  /** More digits than the server's integers hold. */
  | { readonly kind: 'too-large'; readonly written: string }
  | {
      readonly kind: 'out-of-range';
      readonly written: string;
      readonly min: number | undefined;
      readonly max: number | undefined;
      readonly unit: UnitId | undefined;
    }
  | { readonly kind: 'not-a-port'; readonly written: string; readonly min: number; readonly max: number }
  | { readonly kind: 'not-a-size'; readonly written: string }
  | { readonly kind: 'unknown-value'; readonly written: string; readonly values: readonly string[] }
  /** The value exists, from a later version on. */
  | { readonly kind: 'value-from-later'; readonly written: string; readonly since: string; readonly values: readonly string[] }
  | { readonly kind: 'unknown-item'; readonly written: string; readonly values: readonly string[] }
  /** A blank beside a separator that the server takes for a part of the item. */
  | { readonly kind: 'blank-in-list'; readonly separator: string }
  /** Commas in a list whose items are separated by blanks. */
  | { readonly kind: 'comma-in-list' }
  | { readonly kind: 'not-a-pair'; readonly written: string }
  /** A range or wildcard in a list of addresses that are compared letter by letter. */
  | { readonly kind: 'not-an-address'; readonly written: string }
  | { readonly kind: 'not-a-url'; readonly schemes: readonly string[] }
  | { readonly kind: 'scheme-not-allowed'; readonly scheme: string; readonly schemes: readonly string[] }
  | { readonly kind: 'path-not-allowed' }
  | { readonly kind: 'wrong-end'; readonly end: string }
  /** A local host name, which this version refuses. */
  | { readonly kind: 'local-address'; readonly since: string }
  | { readonly kind: 'not-a-jdbc-url' };

export type ValueProblem = ProblemDetail & {
  /** Place inside the value as given. */
  readonly span: { readonly start: number; readonly end: number };
  /** Texts to put there instead, the likeliest first. */
  readonly suggestions: readonly string[];
};

/** A part of a value and where it lies. */
export type Piece = { readonly text: string; readonly start: number };

export function problem(detail: ProblemDetail, { text, start }: Piece, suggestions: readonly string[] = []): ValueProblem {
  return { ...detail, span: { start, end: start + text.length }, suggestions };
}

/** Without the blanks the server cuts: Java's `trim` leaves a no-break space where it is. */
export function trimmed({ text, start }: Piece): Piece {
  let from = 0;
  let to = text.length;
  while (from < to && text.charAt(from) <= ' ') from++;
  while (to > from && text.charAt(to - 1) <= ' ') to--;
  return { text: text.slice(from, to), start: start + from };
}

/** What was likely meant when quotes or a note behind the value became part of it. */
export function undressed(text: string): { readonly text: string; readonly slip: 'quotes' | 'comment' } | undefined {
  const quoted = /^(["'])(.*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return { text: quoted.trim(), slip: 'quotes' };
  const note = /(?<!\s)\s+(?:[#;!(]|\/\/)/.exec(text);
  return note === null || note.index === 0 ? undefined : { text: text.slice(0, note.index), slip: 'comment' };
}
