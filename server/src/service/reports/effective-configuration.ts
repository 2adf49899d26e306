/** What a release makes of a file: every key with the value in force and where it comes from. */
import type { KeyRow } from '../catalogue/catalogue.ts';
import type { GroupId } from '../catalogue/groups.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import { comparePlaces, createPlaces, type KeyInFile } from '../conf/place-in-catalogue.ts';
import { absentValue, isAvailable, type ValueInForce, writtenValue } from '../conf/value-in-force.ts';
import type { Finding, Span } from '../findings.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';

export type EffectiveRow = ValueInForce & {
  readonly key: string;
  /** Undefined for a key that no release knows. */
  readonly group: GroupId | undefined;
  /** Zero-based line of the entry that counts. */
  readonly line: number | undefined;
  readonly findings: readonly Finding[];
};

export type EffectiveConfiguration = {
  readonly version: Dhis2Version;
  readonly rows: readonly EffectiveRow[];
  /** Findings about the file as a whole, or about lines that no longer count. */
  readonly otherFindings: readonly Finding[];
};

export function effectiveConfiguration(conf: ConfContext, findings: readonly Finding[]): EffectiveConfiguration {
  const placeOf = createPlaces();
  const winners = [...conf.winners().values()].filter(({ key }) => key.trim() !== '');
  const written = winners.map((entry) => ({ place: placeOf(entry), row: writtenRow(conf, entry, findings) }));
  const absent = conf.catalogue.rows
    .filter((row) => row.pattern !== true && !conf.winners().has(row.key) && isAvailable(conf, row))
    .map((row) => ({ place: placeOf(asKey(row)), row: absentRow(conf, row) }));
  const rows = [...written, ...absent].sort((a, b) => comparePlaces(a.place, b.place)).map(({ row }) => row);
  const told = new Set(rows.flatMap((row) => row.findings));
  return { version: conf.version, rows, otherFindings: findings.filter((finding) => !told.has(finding)) };
}

const asKey = (row: KeyRow): KeyInFile => ({ key: row.key, match: { row, placeholders: {} } });

function writtenRow(conf: ConfContext, entry: ConfEntry, findings: readonly Finding[]): EffectiveRow {
  const { span } = entry.entry;
  return {
    ...writtenValue(conf, entry),
    key: entry.key,
    group: entry.match?.row.group,
    line: conf.lines.lineAt(span.start),
    findings: findingsWithin(findings, span),
  };
}

/** They are in the order of the text, and a file may have as many as lines. */
function findingsWithin(findings: readonly Finding[], { start, end }: Span): readonly Finding[] {
  let low = 0;
  let high = findings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((findings[middle]?.span.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  let behind = low;
  while (behind < findings.length && (findings[behind]?.span.start ?? 0) <= end) behind++;
  return findings.slice(low, behind);
}

function absentRow(conf: ConfContext, row: KeyRow): EffectiveRow {
  return { ...absentValue(conf, row), key: row.key, group: row.group, line: undefined, findings: [] };
}
