/** Where in a JSON text an offset is, by the tokens before it, so that a half-typed text has its places too. */
import type { Span } from '../findings.ts';
import type { Path } from '../yaml/schema-walk.ts';
import { type JsonToken, jsonTokens } from './json-tokens.ts';

export type JsonPlace = {
  readonly kind: 'name' | 'value';
  /** Of the object for a name, of the value itself for a value. */
  readonly path: Path;
  /** What a proposal replaces: the text or word around the offset. */
  readonly span: Span;
  /** Names of the object, without the one around the offset. */
  readonly siblings: ReadonlySet<string>;
  readonly hasColon: boolean;
  /** Another field follows without a comma between. */
  readonly needsComma: boolean;
};

type Open = {
  readonly isList: boolean;
  readonly at: number;
  index: number;
  name: string | undefined;
  hasColon: boolean;
  hasValue: boolean;
};

export function jsonPlaceAt(text: string, offset: number): JsonPlace | undefined {
  const { tokens } = jsonTokens(text);
  const open: Open[] = [];
  let next = 0;
  for (let token = tokens[0]; token !== undefined && token.span.end <= offset; token = tokens[next]) {
    // A closed text is left behind its quote; a word or an open text is still being typed there.
    if (token.span.end === offset && isTyped(text, token)) break;
    follow(open, token, next);
    next++;
  }
  const around = tokens[next];
  const isAround = around !== undefined && around.span.start < offset && (around.kind === 'string' || around.kind === 'word');
  if (around !== undefined && around.span.start < offset && !isAround) return undefined;
  const inside = open.at(-1);
  if (inside === undefined || inside.hasValue) return undefined;
  const span = isAround ? around.span : { start: offset, end: offset };
  const behind = tokens[isAround ? next + 1 : next];
  const path: Path = open.slice(0, -1).flatMap(stepOf);
  if (inside.isList || inside.hasColon) {
    return { kind: 'value', path: [...path, ...stepOf(inside)], span, siblings: new Set(), hasColon: false, needsComma: false };
  }
  // Behind a name there is a colon to be typed, and nothing to propose.
  if (inside.name !== undefined) return undefined;
  const hasColon = behind?.kind === ':';
  return {
    kind: 'name',
    path,
    span,
    siblings: namesIn(tokens, inside.at, isAround ? around : undefined),
    hasColon,
    needsComma: !hasColon && behind?.kind === 'string',
  };
}

const isTyped = (text: string, { kind, span }: JsonToken): boolean =>
  kind === 'word' || (kind === 'string' && (span.end - span.start < 2 || text[span.end - 1] !== '"'));

const stepOf = ({ isList, index, name }: Open): Path => (isList ? [index] : [name ?? '']);

function follow(open: Open[], token: JsonToken, at: number): void {
  const inside = open.at(-1);
  switch (token.kind) {
    case '{':
    case '[':
      open.push({ isList: token.kind === '[', at, index: 0, name: undefined, hasColon: false, hasValue: false });
      break;
    case '}':
    case ']': {
      open.pop();
      const outer = open.at(-1);
      if (outer !== undefined) outer.hasValue = true;
      break;
    }
    case ',':
      if (inside !== undefined) Object.assign(inside, { index: inside.index + 1, name: undefined, hasColon: false, hasValue: false });
      break;
    case ':':
      if (inside !== undefined) inside.hasColon = true;
      break;
    default:
      if (inside?.isList || inside?.hasColon) inside.hasValue = true;
      else if (inside !== undefined) inside.name = token.text;
  }
}

/** Names in the object that begins at a token, up to its end. */
function namesIn(tokens: readonly JsonToken[], start: number, without: JsonToken | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    if (token.kind === '{' || token.kind === '[') depth++;
    if (token.kind === '}' || token.kind === ']') depth--;
    if (depth === 0) break;
    if (depth === 1 && token.kind === 'string' && tokens[i + 1]?.kind === ':' && token !== without) names.add(token.text);
  }
  return names;
}
