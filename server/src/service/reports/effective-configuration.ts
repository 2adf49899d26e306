/** What a release makes of a file: every key with the value in force and where it comes from. */
import type { KeyRow } from '../catalogue/catalogue.ts';
import { humanValue } from '../catalogue/durations.ts';
import type { GroupId } from '../catalogue/groups.ts';
import type { Dhis2Version } from '../catalogue/versions.ts';
import { comparePlaces, createPlaces, type KeyInFile } from '../conf/place-in-catalogue.ts';
import { readPlaceholders } from '../conf/placeholders.ts';
import { mayHoldSecret } from '../conf/secrets.ts';
import type { Finding } from '../findings.ts';
import type { Message } from '../messages.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';

/**
 * `environment`: written as `${NAME}`. `template`: a tool fills it in before the server reads it. `unset`: neither in
 * the file nor with a default. `ignored`: in the file, but the release does not have the key.
 */
export type ValueSource = 'file' | 'environment' | 'template' | 'default' | 'unset' | 'ignored';

export type EffectiveRow = {
  readonly key: string;
  /** Undefined for a key that no release knows. */
  readonly group: GroupId | undefined;
  readonly source: ValueSource;
  /** Never a secret; undefined when there is no value or it may be one. */
  readonly value: string | undefined;
  /** There is a value, and it is not told. */
  readonly masked: boolean;
  readonly variables: readonly string[];
  /** The value in words, such as `1 h`. */
  readonly decoded: Message | undefined;
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

function isAvailable({ catalogue, version }: ConfContext, row: KeyRow): boolean {
  return catalogue.availability(row, version).kind === 'available';
}

const asKey = (row: KeyRow): KeyInFile => ({ key: row.key, match: { row, placeholders: {} } });

function writtenRow(conf: ConfContext, entry: ConfEntry, findings: readonly Finding[]): EffectiveRow {
  const { key, value, match } = entry;
  const { span } = entry.entry;
  const isSecret = mayHoldSecret(entry);
  return {
    key,
    group: match?.row.group,
    source: match === undefined || !isAvailable(conf, match.row) ? 'ignored' : sourceOf(value),
    value: isSecret ? undefined : value,
    masked: isSecret && value !== '',
    variables: [...new Set(readPlaceholders(value).closed.map(({ name }) => name))],
    decoded: isSecret || match === undefined ? undefined : humanValue(match.row, value),
    line: conf.lines.lineAt(span.start),
    findings: findings.filter((finding) => span.start <= finding.span.start && finding.span.start <= span.end),
  };
}

function sourceOf(value: string): ValueSource {
  if (value.includes('{{') || value.includes('{%')) return 'template';
  return readPlaceholders(value).closed.length > 0 ? 'environment' : 'file';
}

function absentRow({ catalogue, version }: ConfContext, row: KeyRow): EffectiveRow {
  const value = catalogue.defaultOf(row, version);
  const isSecret = row.secret === true || row.type === 'secret';
  return {
    key: row.key,
    group: row.group,
    source: value === undefined ? 'unset' : 'default',
    value: isSecret ? undefined : value,
    masked: isSecret && value !== undefined,
    variables: [],
    decoded: isSecret || value === undefined ? undefined : humanValue(row, value),
    line: undefined,
    findings: [],
  };
}
