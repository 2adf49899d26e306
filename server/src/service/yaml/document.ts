/**
 * YAML text to documents with data and problems. Never throws: what the `yaml` package cannot read is a problem with a
 * place, and what would take it too long (deep nesting, alias bombs, many keys) is bounded here.
 */
import { type Document, type ErrorCode, parseAllDocuments, type YAMLError } from 'yaml';
import type { Span } from '../findings.ts';
import { unclosedAround } from './path-at.ts';
import { toData } from './plain-data.ts';

/** One for each sentence that rules/manifest-syntax-error.ts knows. */
export type YamlProblemKind =
  | 'alias'
  | 'badEscape'
  | 'badStart'
  | 'conflictMark'
  | 'directive'
  | 'duplicateField'
  | 'fieldWithoutColon'
  | 'indentation'
  | 'missingCharacter'
  | 'nestedOnOneLine'
  | 'tab'
  | 'tag'
  | 'tooLarge'
  | 'unclosedBracket'
  | 'unclosedQuote'
  | 'unexpected';

export type YamlProblem = {
  readonly kind: YamlProblemKind;
  /** Within one line. */
  readonly span: Span;
  readonly args?: { readonly [name: string]: string };
  readonly related?: Span;
};

export type YamlPart = {
  readonly yaml: Document.Parsed;
  /** Plain values with aliases and merge keys resolved; of broken text, what could be recovered. */
  readonly data: unknown;
  readonly problems: readonly YamlProblem[];
  /** False when the data may differ from what was meant, so that nothing can be said of them. */
  readonly readable: boolean;
};

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

/**
 * A carriage return alone ends a line for YAML (1.2.2, 5.4) and for editors, but not for the `yaml` package. Offsets
 * stay as they are.
 */
export function withNewlines(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n');
}

export function parseYaml(source: string): readonly YamlPart[] {
  const text = withNewlines(source);
  const conflict = conflictMark.exec(text);
  return parsed(text).map((yaml) => {
    if (conflict !== null) {
      const span = firstLine(text, { start: conflict.index, end: text.length });
      const here = span.start >= yaml.range[0] && span.start <= yaml.range[2];
      return { yaml, data: undefined, problems: here ? [{ kind: 'conflictMark', span }] : [], readable: false };
    }
    const broken = yaml.errors.map((error) => problemOf(text, yaml, error));
    const { data, problems } = toData(yaml);
    const told =
      broken.length > 0 ? onePerLine(text, broken) : problems.map((problem) => ({ ...problem, span: firstLine(text, problem.span) }));
    return { yaml, data, problems: told, readable: told.every(({ kind }) => kind === 'duplicateField') };
  });
}

/** Keys are compared in `toData`: the package compares each with all before it, which takes minutes in a large file. */
function parsed(text: string): readonly Document.Parsed[] {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, stringKeys: true, prettyErrors: false, logLevel: 'silent' });
    return Array.isArray(documents) ? documents : [];
  } catch {
    // Only a stack that is nearly used up before we are called gets here; no text, no findings.
    return [];
  }
}

function problemOf(text: string, yaml: Document.Parsed, { code, pos: [start, end] }: YAMLError): YamlProblem {
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

/** Longest part of a line that is underlined. */
const longest = 1000;

/** The part of a span on its first line: what an editor underlines well. The parser's own ranges may end behind the text. */
export function firstLine(text: string, span: Span): Span {
  const start = Math.min(span.start, text.length);
  const end = Math.max(start, Math.min(span.end, start + longest, text.length));
  const length = text.slice(start, end).search(/[\r\n]/);
  return { start, end: length < 0 ? end : start + length };
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
