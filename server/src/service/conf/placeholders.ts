/**
 * `${NAME}` as the server reads it: org.apache.commons.text.StringSubstitutor over the environment variables, without
 * lookups and without substitution inside of names (run with 1.10.0 and 1.12.0).
 */

/** Offsets in the value, braces included. */
export type Placeholder = {
  readonly start: number;
  readonly end: number;
  /** The variable that is looked for, blanks and all. */
  readonly name: string;
  /** What follows `:-`. */
  readonly fallback: string | undefined;
};

export type Placeholders = {
  readonly closed: readonly Placeholder[];
  /** Offset of a `${` that no `}` follows; nothing behind it is replaced. */
  readonly unclosed: number | undefined;
};

const none: Placeholders = { closed: [], unclosed: undefined };

export function readPlaceholders(value: string): Placeholders {
  let start = value.indexOf('${');
  if (start === -1) return none;
  const closed: Placeholder[] = [];
  while (start !== -1) {
    const brace = value.indexOf('}', start);
    if (brace === -1) return { closed, unclosed: start };
    // `$${NAME}` is the way to write the literal text.
    if (value.charAt(start - 1) !== '$') closed.push(placeholderAt(value, start, brace));
    start = value.indexOf('${', brace);
  }
  return { closed, unclosed: undefined };
}

/** The text that `$${NAME}` stands for. */
export function withoutEscapes(value: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = value.indexOf('$${'); start !== -1; start = value.indexOf('$${', at)) {
    const brace = value.indexOf('}', start);
    if (brace === -1) break;
    parts.push(value.slice(at, start), value.slice(start + 1, brace + 1));
    at = brace + 1;
  }
  return at === 0 ? value : parts.join('') + value.slice(at);
}

/** The value when none of its variables is set: their defaults, and for those without one the text as it is written. */
export function withoutVariables(value: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, fallback } of readPlaceholders(value).closed) {
    parts.push(value.slice(at, start), fallback ?? value.slice(start, end));
    at = end;
  }
  return (parts.join('') + value.slice(at)).trim();
}

function placeholderAt(value: string, start: number, brace: number): Placeholder {
  const inside = value.slice(start + 2, brace);
  const delimiter = inside.indexOf(':-');
  return delimiter === -1
    ? { start, end: brace + 1, name: inside, fallback: undefined }
    : { start, end: brace + 1, name: inside.slice(0, delimiter), fallback: inside.slice(delimiter + 2) };
}

/** `${A_${B}}` and `${A:-${B}}`: the first `}` ends the outer one. */
export function isNested({ name, fallback }: Placeholder): boolean {
  return name.includes('${') || fallback?.includes('${') === true;
}
