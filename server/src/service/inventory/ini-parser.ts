/**
 * The INI reader of Ansible with the place of every part, and with recovery: where Ansible stops with an error, this
 * notes a problem and reads on. Never throws.
 */
import type { Span } from '../findings.ts';
import { readHostPattern } from './host-patterns.ts';
import type {
  Assignment,
  HostLine,
  IniComment,
  IniFile,
  IniLine,
  IniProblem,
  IniProblemKind,
  IniSection,
  SectionHeader,
  SectionKind,
} from './ini-ast.ts';
import { ungrouped } from './ini-ast.ts';
import { undefinedGroups } from './ini-groups.ts';
import { stringValue } from './inventory-value.ts';
import { readPythonLiteral } from './python-literal.ts';
import { readShellWords, type ShellWord } from './shell-words.ts';

type Reader = {
  readonly text: string;
  readonly comments: IniComment[];
  readonly problems: IniProblem[];
};

type OpenSection = Omit<IniSection, 'lines' | 'span'> & { readonly lines: IniLine[]; readonly start: number; end: number };

export function parseIni(text: string): IniFile {
  const reader: Reader = { text, comments: [], problems: [] };
  const open: OpenSection[] = [{ header: undefined, group: ungrouped, kind: 'hosts', lines: [], start: 0, end: 0 }];
  for (const line of linesOf(text)) {
    const first = text.charAt(line.start);
    if (first === '#' || first === ';') {
      reader.comments.push({ span: line });
      continue;
    }
    const section = readHeader(reader, line);
    const current = open.at(-1);
    if (section !== undefined) open.push(section);
    else if (current !== undefined) {
      current.lines.push(readLine(reader, line, current.kind));
      current.end = line.end;
    }
  }
  const sections = open.map(({ start, end, ...section }) => ({ ...section, span: { start, end } }));
  const problems = [...reader.problems, ...undefinedGroups(sections)].sort((a, b) => a.span.start - b.span.start);
  return { text, sections, comments: reader.comments, problems };
}

/** Python ends a line at more characters than editors do. */
const lineForm = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g;
/** What Python's `strip` takes away, and the byte order mark, which editors do not show. */
const blank = /[\s\x1c-\x1f\x85\ufeff]/;

/** Lines that say something, without the blanks around them. */
function* linesOf(text: string): Generator<Span> {
  for (const { 0: line, index } of text.matchAll(lineForm)) {
    let start = index;
    let end = index + line.length;
    while (start < end && blank.test(text.charAt(start))) start++;
    while (end > start && blank.test(text.charAt(end - 1))) end--;
    if (end > start) yield { start, end };
  }
}

const headerForm = /^\[([^:\]\s]+)(?::([\p{L}\p{N}_]+))?\](\s*)(#.*)?$/u;
const kinds: readonly SectionKind[] = ['hosts', 'vars', 'children'];

/** Undefined for a line of another kind. */
function readHeader(reader: Reader, line: Span): OpenSection | undefined {
  const text = reader.text.slice(line.start, line.end);
  if (!text.startsWith('[')) return undefined;
  const match = headerForm.exec(text);
  if (match === null) return readBadHeader(reader, line, text);
  const [, group = '', suffix, blanks = '', comment] = match;
  const groupSpan = { start: line.start + 1, end: line.start + 1 + group.length };
  const end = line.end - blanks.length - (comment?.length ?? 0);
  const suffixSpan = { start: groupSpan.end + (suffix === undefined ? 0 : 1), end: end - 1 };
  const header: SectionHeader = { span: { start: line.start, end }, group, groupSpan, suffix, suffixSpan };
  if (comment !== undefined) reader.comments.push({ span: { start: line.end - comment.length, end: line.end } });
  const kind = suffix === undefined ? 'hosts' : kinds.find((known) => known === suffix);
  if (kind === undefined) tell(reader, 'unknownSuffix', suffixSpan, suffix ?? '');
  return { header, group, kind, lines: [], start: line.start, end: line.end };
}

/** A header all the same: what follows it belongs to no other section. */
function readBadHeader(reader: Reader, line: Span, text: string): OpenSection | undefined {
  // Names of hosts may begin with a bracket too: `[2001:db8::1]:22`, `[1:3].example.org`.
  if (!text.endsWith(']') && !/^\[[a-z_][\w-]+(?::\w*)?\]?(?:\s+[;#].*)?$/i.test(text)) return undefined;
  tell(reader, 'badHeader', line, text);
  return { header: undefined, group: '', kind: undefined, lines: [], start: line.start, end: line.end };
}

function readLine(reader: Reader, line: Span, kind: SectionKind | undefined): IniLine {
  switch (kind) {
    case 'hosts':
      return readHostLine(reader, line);
    case 'vars':
      return readVariableLine(reader, line);
    case 'children':
      return readChildLine(reader, line);
    case undefined:
      return { kind: 'other', span: line };
  }
}

function readHostLine(reader: Reader, line: Span): HostLine {
  const { words, comment, unclosed } = readShellWords(reader.text, line);
  if (comment !== undefined) reader.comments.push({ span: comment });
  if (unclosed !== undefined) {
    const kind = unclosed.kind === 'quote' ? 'unclosedQuote' : 'unclosedBackslash';
    tell(reader, kind, unclosed.span, reader.text.slice(unclosed.span.start, unclosed.span.start + 1));
  }
  const [first, ...rest] = words;
  const pattern = first?.text ?? '';
  const patternSpan = first?.span ?? { start: line.start, end: line.start };
  const { names, port, problem } = readHostPattern(pattern);
  if (problem !== undefined) tell(reader, `pattern-${problem}`, patternSpan, pattern);
  const variables: Assignment[] = [];
  for (const word of rest) {
    const variable = readHostVariable(word);
    if (variable === undefined) tell(reader, 'wordWithoutEquals', word.span, word.text);
    else variables.push(variable);
  }
  const end = comment === undefined ? line.end : (words.at(-1)?.span.end ?? line.end);
  return { kind: 'host', span: { start: line.start, end }, pattern, patternSpan, names, port, variables };
}

function readHostVariable({ text, span, equals }: ShellWord): Assignment | undefined {
  if (equals === undefined) return undefined;
  const { index, place } = equals;
  const written = text.slice(index + 1);
  return {
    name: text.slice(0, index),
    nameSpan: { start: span.start, end: place },
    value: readPythonLiteral(written) ?? stringValue(written),
    valueSpan: { start: place + 1, end: span.end },
    span,
  };
}

function readVariableLine(reader: Reader, line: Span): IniLine {
  const { text } = reader;
  const equals = text.indexOf('=', line.start);
  if (equals < 0 || equals >= line.end) {
    tell(reader, 'lineWithoutEquals', line, text.slice(line.start, line.end));
    return { kind: 'other', span: line };
  }
  let nameEnd = equals;
  while (nameEnd > line.start && blank.test(text.charAt(nameEnd - 1))) nameEnd--;
  let start = equals + 1;
  while (start < line.end && blank.test(text.charAt(start))) start++;
  const written = text.slice(start, line.end);
  const variable: Assignment = {
    name: text.slice(line.start, nameEnd),
    nameSpan: { start: line.start, end: nameEnd },
    value: readPythonLiteral(written) ?? stringValue(written),
    valueSpan: { start, end: line.end },
    span: line,
  };
  return { kind: 'variable', span: line, variable };
}

const childForm = /^([^:\]\s]+)\s*(#.*)?$/;

function readChildLine(reader: Reader, line: Span): IniLine {
  const text = reader.text.slice(line.start, line.end);
  const match = childForm.exec(text);
  if (match === null) {
    tell(reader, 'badGroupName', line, text);
    return { kind: 'other', span: line };
  }
  const [, group = '', comment] = match;
  const groupSpan = { start: line.start, end: line.start + group.length };
  if (comment !== undefined) reader.comments.push({ span: { start: line.end - comment.length, end: line.end } });
  return { kind: 'child', span: groupSpan, group, groupSpan };
}

function tell(reader: Reader, kind: IniProblemKind, span: Span, name: string): void {
  reader.problems.push({ kind, span, name });
}
