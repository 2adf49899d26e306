/**
 * What the grammar cannot know: whether the release has the key, which part of it the administrator chose, what kind of
 * value it takes, and where a secret stands.
 */
import type { SemanticTokens } from 'vscode-languageserver-types';
import { semanticTokenModifiers, semanticTokenTypes } from '../announced.ts';
import type { KeyRow } from '../catalogue/catalogue.ts';
import { isWithin } from '../catalogue/versions.ts';
import { entriesWithin } from '../conf/entries-within.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { readPlaceholders } from '../conf/placeholders.ts';
import { mayHoldSecret } from '../conf/secrets.ts';
import type { Span } from '../findings.ts';
import { sourceSpan } from '../properties/offset-map.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';
import { createTokenEncoder, type TokenEncoder } from '../text/token-encoder.ts';

type TokenType = (typeof semanticTokenTypes)[number];
type Modifier = (typeof semanticTokenModifiers)[number];

const numberOf = Object.fromEntries(semanticTokenTypes.map((type, index) => [type, index])) as { readonly [T in TokenType]: number };
const bitOf = Object.fromEntries(semanticTokenModifiers.map((modifier, index) => [modifier, 1 << index])) as {
  readonly [M in Modifier]: number;
};

/** Without a range: of the whole text. */
export function confSemanticTokens(conf: ConfContext, range?: Span): SemanticTokens {
  const tokens = createTokenEncoder(conf.text);
  const states = new Map<KeyRow, number>();
  const stateOf = (row: KeyRow | undefined): number => {
    if (row === undefined) return bitOf.unknown;
    let state = states.get(row);
    if (state === undefined) {
      state = keyState(conf, row);
      states.set(row, state);
    }
    return state;
  };
  for (const entry of range === undefined ? conf.entries : entriesWithin(conf.entries, range)) {
    addKey(tokens, conf.text, entry, stateOf(entry.match?.row));
    addValue(tokens, conf.text, entry);
  }
  return { data: tokens.data() };
}

function keyState({ catalogue, version }: ConfContext, row: KeyRow): number {
  if (catalogue.availability(row, version).kind !== 'available') return bitOf.unknown;
  const { deprecatedSince: since } = row;
  const isDeprecated = since !== undefined && isWithin(version, { since });
  return bitOf.known | (isDeprecated ? bitOf.deprecated : 0);
}

const placeholder = /(<\w+>)/;
const partsOfKeys = new Map<string, readonly string[]>();

/** `oidc.provider.<id>.scopes` is `oidc.provider.`, `<id>` and `.scopes`. */
function partsOf(key: string): readonly string[] {
  const known = partsOfKeys.get(key) ?? key.split(placeholder);
  partsOfKeys.set(key, known);
  return known;
}

/** The parts of a pattern that the administrator chose stand out from those the server prescribes. */
function addKey(tokens: TokenEncoder, text: string, { entry, key, match }: ConfEntry, state: number): void {
  const { start } = entry.span;
  const end = entry.separator.start;
  if (match?.row.pattern !== true) {
    tokens.add(start, end, numberOf.property, state);
    return;
  }
  const isPlain = end - start === key.length;
  // Read from the key each time that it is asked for.
  const { placeholders } = match;
  let offset = 0;
  for (const part of partsOf(match.row.key)) {
    const chosen = part.startsWith('<') ? placeholders[part.slice(1, -1)] : undefined;
    const next = offset + (chosen ?? part).length;
    const place = isPlain ? { start: start + offset, end: start + next } : sourceSpan(text, entry.key, offset, next);
    tokens.add(place.start, place.end, chosen === undefined ? numberOf.property : numberOf.parameter, state);
    offset = next;
  }
}

/** Of one value; finding the place of each in a value with escapes reads the value anew. */
const mostVariables = 100;

/** `${NAME}` is a variable, of `${NAME:-text}` all but the text; the rest is what the key takes. */
function addValue(tokens: TokenEncoder, text: string, entry: ConfEntry): void {
  const { value } = entry;
  if (value === '') return;
  const valueStart = entry.entry.separator.end;
  const isPlain = entry.entry.span.end - valueStart === value.length;
  const secret = mayHoldSecret(entry) ? bitOf.secret : 0;
  const add = (start: number, end: number, type: number, modifiers: number) => {
    if (end === start) return;
    const place = isPlain ? { start: valueStart + start, end: valueStart + end } : placeInValue(text, entry, start, end);
    tokens.add(place.start, place.end, type, modifiers);
  };
  const addPlain = (start: number, end: number) => {
    add(start, end, secret === 0 ? numberOf[typeOf(entry.match?.row, value.slice(start, end))] : numberOf.string, secret);
  };
  if (!value.includes('${')) {
    addPlain(0, value.length);
    return;
  }
  let at = 0;
  for (const { start, end, fallback } of readPlaceholders(value).closed.slice(0, mostVariables)) {
    addPlain(at, start);
    const fallbackStart = fallback === undefined ? end : end - 1 - fallback.length;
    add(start, fallbackStart, numberOf.variable, 0);
    if (fallback !== undefined) {
      addPlain(fallbackStart, end - 1);
      add(end - 1, end, numberOf.variable, 0);
    }
    at = end;
  }
  addPlain(at, value.length);
}

const wholeNumber = /^[+-]?\d+(?:\.\d+)?$/;

/** A word that the key does not take stays a text: that shows at a glance that something is wrong with it. */
function typeOf(row: KeyRow | undefined, value: string): TokenType {
  switch (row?.type) {
    case 'integer':
    case 'number':
    case 'duration':
    case 'port':
      return wholeNumber.test(value) ? 'number' : 'string';
    case 'size':
      return /^\d+(?:\s*[kmg]b?)?$/i.test(value) ? 'number' : 'string';
    case 'boolean':
      return /^(?:on|off|true|false)$/i.test(value) ? 'enumMember' : 'string';
    case 'enum':
      return row.values?.some((known) => known.toLowerCase() === value.toLowerCase()) === true ? 'enumMember' : 'string';
    default:
      return 'string';
  }
}
