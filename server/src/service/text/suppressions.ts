/**
 * Findings that a person has looked at and wants left alone, said in a comment of the file itself:
 *
 *     # dhis2-lint-ignore unknown-key, weak-password -- read by our backup script until 2027-01-31
 *     # dhis2-lint-ignore-file unknown-key -- keys of our own tools
 */
import type { Finding, Span } from '../findings.ts';

/** A comment of a document, from its mark to its end. */
export type Comment = {
  readonly span: Span;
  /** What a comment in this place speaks of: its own line, or what follows it. Undefined when nothing follows. */
  readonly about: Span | undefined;
};

export type NamedRule = { readonly id: string; readonly span: Span };

export type Suppression = {
  readonly span: Span;
  readonly names: readonly NamedRule[];
  readonly covers: 'file' | 'nothing' | Span;
  /** A word at least; `?` is none. */
  readonly hasReason: boolean;
  /** Where the reason is, or would be. */
  readonly reasonSpan: Span;
  /** Last day on which it holds. */
  readonly until: { readonly written: string; readonly span: Span; readonly isDay: boolean } | undefined;
};

export const suppressionMark = 'dhis2-lint-ignore';
const head = /^[#!;][ \t\f]*dhis2-lint-ignore(-file)?(?![\w-]):?/;
const reasonMark = /(?:^|[ \t\f])--(?![^ \t\f])/;
/** Only what looks like a date: a reason may well end with `until 2.43`. */
const untilMark = /(?:^|[ \t\f])\[?until[ \t\f]+(\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\]?\.?[ \t\f]*$/i;

/** Most files have none, and their comments need not be looked for. */
export function maySuppress(text: string): boolean {
  return text.includes(suppressionMark);
}

export function readSuppressions(text: string, comments: readonly Comment[]): readonly Suppression[] {
  return comments.flatMap((comment) => readSuppression(text, comment) ?? []);
}

function readSuppression(text: string, { span, about }: Comment): Suppression | undefined {
  const comment = text.slice(span.start, span.end).trimEnd();
  const match = head.exec(comment);
  if (match === null) return undefined;
  const rest = comment.slice(match[0].length);
  const reasonAt = reasonMark.exec(rest);
  const listEnd = match[0].length + (reasonAt?.index ?? rest.length);
  const names = [...comment.slice(match[0].length, listEnd).matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => {
    const start = span.start + match[0].length + index;
    return { id, span: { start, end: start + id.length } };
  });
  const reasonStart = reasonAt === null ? comment.length : listEnd + reasonAt[0].length;
  const reason = comment.slice(reasonStart);
  const until = untilMark.exec(reason);
  return {
    span: { start: span.start, end: span.start + comment.length },
    names,
    covers: match[1] === '-file' ? 'file' : (about ?? 'nothing'),
    hasReason: /[\p{L}\p{N}]/u.test(reason.slice(0, until?.index)),
    reasonSpan: reasonAt === null ? span : { start: span.start + listEnd, end: span.start + comment.length },
    until: until === null ? undefined : readUntil(until, span.start + reasonStart),
  };
}

function readUntil(match: RegExpExecArray, offset: number): NonNullable<Suppression['until']> {
  const written = match[1] ?? '';
  const start = offset + match.index + match[0].indexOf(written);
  return { written, span: { start, end: start + written.length }, isDay: isDay(written) };
}

/** `2028-02-29`: written as ISO 8601 has it, and in the calendar. */
function isDay(written: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(written) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** Days as ISO 8601 writes them sort as text. */
export function isExpired({ until }: Suppression, today: string): boolean {
  return until?.isDay === true && today > until.written;
}

export type Silenced = {
  readonly kept: readonly Finding[];
  /** Names that silenced at least one finding. */
  readonly used: ReadonlySet<NamedRule>;
};

/** Takes out what is suppressed. Of a comment for the line and one for the file, the one for the line counts. */
export function silence(findings: readonly Finding[], suppressions: readonly Suppression[], today: string): Silenced {
  const used = new Set<NamedRule>();
  const inFile = new Map<string, NamedRule[]>();
  const groups = new Map<number, Group>();
  for (const suppression of suppressions) {
    const { covers, names } = suppression;
    if (covers === 'nothing' || isExpired(suppression, today)) continue;
    const byRule = covers === 'file' ? inFile : groupAt(groups, covers).byRule;
    for (const name of names) {
      const same = byRule.get(name.id);
      if (same === undefined) byRule.set(name.id, [name]);
      else same.push(name);
    }
  }
  const sorted = [...groups.values()].sort((a, b) => a.span.start - b.span.start);
  const isKept = ({ rule, span }: Finding): boolean => {
    const names = groupOver(sorted, span.start)?.byRule.get(rule) ?? inFile.get(rule);
    for (const name of names ?? []) used.add(name);
    return names === undefined;
  };
  return { kept: findings.filter(isKept), used };
}

/** Comments about one place; places are lines or entries, so two of them are the same or apart. */
type Group = { readonly span: Span; readonly byRule: Map<string, NamedRule[]> };

function groupAt(groups: Map<number, Group>, span: Span): Group {
  const group = groups.get(span.start) ?? { span, byRule: new Map() };
  groups.set(span.start, group);
  return group;
}

function groupOver(groups: readonly Group[], offset: number): Group | undefined {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((groups[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const group = groups[low - 1];
  return group !== undefined && offset <= group.span.end ? group : undefined;
}
