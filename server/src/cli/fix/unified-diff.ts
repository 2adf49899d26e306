/**
 * What fixes change, for people: a unified diff in which secrets are masked, because context and changed lines end up in
 * the logs of build servers. `patch` cannot take it; `--fix` without `--diff` is for that.
 */
import type { Span } from '#service/index.ts';
import { visible } from '../terminal.ts';

export type Version = { readonly text: string; readonly secrets: readonly Span[] };

const context = 3;

type Change = { readonly oldStart: number; readonly oldEnd: number; readonly newStart: number; readonly newEnd: number };

/** Empty when nothing changes. */
export function unifiedDiff(name: string, before: Version, after: Version): string {
  const changes = changedLines(linesOf(before.text), linesOf(after.text));
  if (changes.length === 0) return '';
  const shownBefore = linesOf(masked(before));
  const shownAfter = linesOf(masked(after));
  const hunks = grouped(changes).flatMap((group) => hunk(group, shownBefore, shownAfter));
  return `--- ${visible(name)}\n+++ ${visible(name)}\n${hunks.join('')}`;
}

/** With their line feeds, so that a missing one at the end of the text is a difference. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Line by line, so that the lines of both versions keep their numbers. */
function masked({ text, secrets }: Version): string {
  let result = '';
  let from = 0;
  for (const { start, end } of secrets) {
    result += text.slice(from, start) + text.slice(start, end).replace(/[^\r\n]+/g, '********');
    from = end;
  }
  return result + text.slice(from);
}

/** Fixes are small and far between: at a difference, the nearest pair of equal lines behind it ends the change. */
function changedLines(before: readonly string[], after: readonly string[]): readonly Change[] {
  const changes: Change[] = [];
  let oldAt = 0;
  let newAt = 0;
  while (oldAt < before.length || newAt < after.length) {
    if (oldAt < before.length && before[oldAt] === after[newAt]) {
      oldAt++;
      newAt++;
      continue;
    }
    const { oldEnd, newEnd } = nextMeeting(before, after, oldAt, newAt);
    changes.push({ oldStart: oldAt, oldEnd, newStart: newAt, newEnd });
    oldAt = oldEnd;
    newAt = newEnd;
  }
  return changes;
}

/** How far ahead equal lines are looked for, which bounds the work; beyond it the rest is one change. */
const farthest = 400;

function nextMeeting(before: readonly string[], after: readonly string[], oldAt: number, newAt: number) {
  for (let distance = 1; distance <= farthest; distance++) {
    for (let skipped = 0; skipped <= distance; skipped++) {
      const oldEnd = oldAt + skipped;
      const newEnd = newAt + distance - skipped;
      if (oldEnd < before.length && newEnd < after.length && before[oldEnd] === after[newEnd]) return { oldEnd, newEnd };
      if (oldEnd === before.length && newEnd === after.length) return { oldEnd, newEnd };
    }
  }
  return { oldEnd: before.length, newEnd: after.length };
}

/** Changes whose context would touch are shown together. */
function grouped(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && change.oldStart - last.oldEnd <= 2 * context) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunk(group: readonly Change[], before: readonly string[], after: readonly string[]): readonly string[] {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return [];
  const lead = Math.min(context, first.oldStart);
  const oldStart = first.oldStart - lead;
  const oldEnd = Math.min(before.length, last.oldEnd + context);
  const newStart = first.newStart - lead;
  const newEnd = last.newEnd + oldEnd - last.oldEnd;
  const lines: string[] = [`@@ -${range(oldStart, oldEnd)} +${range(newStart, newEnd)} @@\n`];
  let at = oldStart;
  for (const change of group) {
    lines.push(...before.slice(at, change.oldStart).map(shown(' ')));
    lines.push(...before.slice(change.oldStart, change.oldEnd).map(shown('-')));
    lines.push(...after.slice(change.newStart, change.newEnd).map(shown('+')));
    at = change.oldEnd;
  }
  lines.push(...before.slice(at, oldEnd).map(shown(' ')));
  return lines;
}

/** An empty range is named by the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  if (count === 1) return String(start + 1);
  return `${count === 0 ? start : start + 1},${count}`;
}

function shown(sign: string): (line: string) => string {
  return (line) => {
    const body = visible(line.replace(/\r?\n$/, '')).replaceAll('\ufeff', '\\ufeff');
    return `${sign}${body}\n${line.endsWith('\n') ? '' : '\\ No newline at end of file\n'}`;
  };
}
