/** What a cursor in a hosts file is on, also in a line that is only half typed. */
import type { Span } from '../findings.ts';
import { lineEnd, lineStart } from '../text/lines.ts';
import type { IniFile, IniSection } from './ini-ast.ts';
import { readShellWords } from './shell-words.ts';

export type PlaceInHosts =
  | {
      readonly kind: 'name';
      readonly span: Span;
      readonly section: IniSection;
      readonly host: string | undefined;
      readonly hasEquals: boolean;
      /** Names that are set there already. */
      readonly siblings: ReadonlySet<string>;
    }
  | { readonly kind: 'value'; readonly span: Span; readonly section: IniSection; readonly name: string; readonly onHostLine: boolean }
  /** Behind `[`: `isSuffix` after the colon. */
  | { readonly kind: 'header'; readonly span: Span; readonly isSuffix: boolean; readonly isClosed: boolean }
  | { readonly kind: 'child'; readonly span: Span };

export function placeInHosts(ini: IniFile, offset: number): PlaceInHosts | undefined {
  const { text } = ini;
  const line = { start: lineStart(text, offset), end: lineEnd(text, offset) };
  const written = text.slice(line.start, line.end);
  const first = written.search(/[^\s\ufeff]/);
  if (first >= 0 && /[#;]/.test(written.charAt(first)) && offset > line.start + first) return undefined;
  if (written.charAt(first) === '[' && offset > line.start + first)
    return inHeader(text, { start: line.start + first, end: line.end }, offset);
  const section = sectionAt(ini, offset);
  switch (section?.kind) {
    case 'hosts':
      return onHostLine(text, line, section, offset);
    case 'vars':
      return onVariableLine(text, line, section, offset);
    case 'children':
      return /\s/.test(written.trim()) ? undefined : { kind: 'child', span: wordAt(text, line, offset) };
    case undefined:
      return undefined;
  }
}

export function sectionAt({ sections }: IniFile, offset: number): IniSection | undefined {
  return sections.findLast(({ header }) => header === undefined || header.span.start <= offset);
}

function inHeader(text: string, line: Span, offset: number): PlaceInHosts | undefined {
  const colon = text.slice(line.start, offset).lastIndexOf(':');
  const start = colon < 0 ? line.start + 1 : line.start + colon + 1;
  let end = offset;
  while (end < line.end && /[\w-]/.test(text.charAt(end))) end++;
  if (/[\s\]]/.test(text.slice(start, offset))) return undefined;
  return { kind: 'header', span: { start, end }, isSuffix: colon >= 0, isClosed: text.slice(end, line.end).trimStart().startsWith(']') };
}

function onHostLine(text: string, line: Span, section: IniSection, offset: number): PlaceInHosts | undefined {
  const { words, comment, unclosed } = readShellWords(text, line);
  if (comment !== undefined && offset > comment.start) return undefined;
  if (unclosed !== undefined && offset > unclosed.span.start) return undefined;
  const [host, ...rest] = words;
  if (host === undefined || offset <= host.span.end) return undefined;
  const at = rest.find(({ span }) => span.start <= offset && offset <= span.end);
  const nameOf = ({ text: word, equals }: (typeof rest)[number]) => word.slice(0, equals?.index ?? word.length);
  if (at?.equals !== undefined && offset > at.equals.place) {
    return { kind: 'value', span: { start: at.equals.place + 1, end: at.span.end }, section, name: nameOf(at), onHostLine: true };
  }
  return {
    kind: 'name',
    span: at === undefined ? { start: offset, end: offset } : { start: at.span.start, end: at.equals?.place ?? at.span.end },
    section,
    host: host.text,
    hasEquals: at?.equals !== undefined,
    siblings: new Set(rest.filter((word) => word !== at).map(nameOf)),
  };
}

function onVariableLine(text: string, line: Span, section: IniSection, offset: number): PlaceInHosts {
  const equals = text.slice(line.start, line.end).indexOf('=');
  const written = text.slice(line.start, line.end);
  if (equals >= 0 && offset > line.start + equals) {
    const name = written.slice(0, equals).trim();
    const blanks = /^\s*/.exec(written.slice(equals + 1))?.[0].length ?? 0;
    const start = Math.min(offset, line.start + equals + 1 + blanks);
    return {
      kind: 'value',
      span: { start, end: Math.max(offset, line.start + written.trimEnd().length) },
      section,
      name,
      onHostLine: false,
    };
  }
  const own = section.lines.flatMap((one) =>
    one.kind === 'variable' && (one.span.end < line.start || one.span.start > line.end) ? [one.variable.name] : [],
  );
  return { kind: 'name', span: wordAt(text, line, offset), section, host: undefined, hasEquals: equals >= 0, siblings: new Set(own) };
}

function wordAt(text: string, line: Span, offset: number): Span {
  let start = offset;
  while (start > line.start && /[^\s=]/.test(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < line.end && /[^\s=]/.test(text.charAt(end))) end++;
  return { start, end };
}
