/** What the `yaml` package stumbled over, as problems with a place that an editor can underline. */
import type { ErrorCode, YAMLError } from 'yaml';
import type { Span } from '../findings.ts';
import { firstLine, type YamlProblem, type YamlProblemKind, type YamlTree } from './document.ts';
import { unclosedAround } from './path-at.ts';

const kindOfCode: { readonly [C in ErrorCode]: YamlProblemKind } = {
  ALIAS_PROPS: 'alias',
  BAD_ALIAS: 'alias',
  BAD_COLLECTION_TYPE: 'tag',
  BAD_DIRECTIVE: 'directive',
  BAD_DQ_ESCAPE: 'badEscape',
  BAD_INDENT: 'indentation',
  BAD_PROP_ORDER: 'tag',
  BAD_SCALAR_START: 'badStart',
  BLOCK_AS_IMPLICIT_KEY: 'nestedOnOneLine',
  BLOCK_IN_FLOW: 'missingCharacter',
  DUPLICATE_KEY: 'duplicateField',
  IMPOSSIBLE: 'unexpected',
  KEY_OVER_1024_CHARS: 'fieldWithoutColon',
  MISSING_CHAR: 'missingCharacter',
  MULTILINE_IMPLICIT_KEY: 'fieldWithoutColon',
  MULTIPLE_ANCHORS: 'alias',
  MULTIPLE_DOCS: 'unexpected',
  MULTIPLE_TAGS: 'tag',
  NON_STRING_KEY: 'fieldWithoutColon',
  RESOURCE_EXHAUSTION: 'tooLarge',
  TAB_AS_INDENT: 'tab',
  TAG_RESOLVE_FAILED: 'tag',
  UNEXPECTED_TOKEN: 'unexpected',
};

/** What an unclosed bracket or quote far above, or a wrong margin, also causes. */
const ambiguous: ReadonlySet<YamlProblemKind> = new Set(['indentation', 'missingCharacter', 'nestedOnOneLine', 'unexpected']);

const conflictMark = /^(?:<{7}|>{7})(?= |\r?$)/m;

export function conflictMarkIn(text: string): Span | undefined {
  const found = conflictMark.exec(text);
  return found === null ? undefined : firstLine(text, { start: found.index, end: text.length });
}

export function syntaxProblems(text: string, yaml: YamlTree, errors: readonly YAMLError[]): readonly YamlProblem[] {
  return onePerLine(
    text,
    firstOf(errors).map((error) => problemOf(text, yaml, error)),
  );
}

/** A text of nothing but opened braces has tens of thousands, each of which is looked for from the top. */
const mostLookedAt = 500;

function firstOf(errors: readonly YAMLError[]): readonly YAMLError[] {
  if (errors.length <= mostLookedAt) return errors;
  return [...errors].sort((a, b) => a.pos[0] - b.pos[0] || a.pos[1] - b.pos[1]).slice(0, mostLookedAt);
}

function problemOf(text: string, yaml: YamlTree, { code, pos: [start, end] }: YAMLError): YamlProblem {
  // Of all that lacks a character, only a key without its colon has a place longer than one.
  const kind = code === 'MISSING_CHAR' && end > start + 1 ? 'fieldWithoutColon' : kindOfCode[code];
  const misplaced = ambiguous.has(kind);
  // The line that follows an open bracket may already be the next field.
  const unclosed = misplaced ? (unclosedAround(text, yaml, start) ?? unclosedAround(text, yaml, start - 1)) : undefined;
  if (unclosed !== undefined) return { kind: unclosed.kind, span: firstLine(text, unclosed.span) };
  const margin = misplaced || kind === 'tab' ? marginAt(text, start) : undefined;
  if (margin !== undefined) return { kind: kind === 'tab' ? kind : 'indentation', span: margin };
  const span = firstLine(text, visible(text, start, end));
  return kind === 'badStart' ? { kind, span, args: { character: text.slice(span.start, span.start + 1) } } : { kind, span };
}

/** The blanks before the first word of a line, when the offset is among them. */
function marginAt(text: string, offset: number): Span | undefined {
  if (!/[ \t]/.test(text[offset] ?? '')) return undefined;
  let start = offset;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start--;
  if (start > 0 && text[start - 1] !== '\n') return undefined;
  let end = offset;
  while (/[ \t]/.test(text[end] ?? '')) end++;
  return { start, end };
}

/** A place at a line end or behind the text is moved to the character before it, where it can be seen. */
function visible(text: string, start: number, end: number): Span {
  let from = Math.min(start, text.length);
  while (from > 0 && (from >= text.length || /[\r\n]/.test(text[from] ?? ''))) from--;
  return { start: from, end: Math.min(Math.max(end, from + 1), text.length) };
}

/** One slip makes the parser stumble several times; a person needs the first place only, and not hundreds of them. */
const mostProblems = 20;

function onePerLine(text: string, problems: readonly YamlProblem[]): readonly YamlProblem[] {
  const kept: YamlProblem[] = [];
  let told = -1;
  for (const problem of [...problems].sort((a, b) => a.span.start - b.span.start)) {
    if (kept.length === mostProblems) break;
    if (problem.span.start < told) continue;
    kept.push(problem);
    // What comes after is read as part of the open value.
    if (problem.kind === 'unclosedBracket' || problem.kind === 'unclosedQuote') break;
    const lineEnd = text.indexOf('\n', problem.span.start);
    told = lineEnd < 0 ? text.length + 1 : lineEnd;
  }
  return kept;
}
