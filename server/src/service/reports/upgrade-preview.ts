/**
 * What would change in a file under another release. The keys are compared through the catalogue; the findings come from
 * the rules, run once for each release.
 */
import type { Catalogue, KeyRow } from '../catalogue/catalogue.ts';
import { keyNameFor } from '../catalogue/key-names.ts';
import { compareVersions, type Dhis2Version, formatVersion, isWithin } from '../catalogue/versions.ts';
import { hasAnalyticsPool, isReadByPool, poolInForce } from '../conf/pools.ts';
import type { FixedText } from '../features/fix-all.ts';
import type { Finding, SpanEdit } from '../findings.ts';
import type { Text } from '../messages.ts';
import type { ConfContext, ConfEntry } from '../rules/context.ts';
import { applyEdits } from '../text/edits.ts';
import { createLineIndex } from '../text/lines.ts';
import { edit, editsOf, piecesOf } from '../text/pieces.ts';

/** A key of the file, or one whose default matters because the file does not set it. Lines are zero-based. */
export type KeyChange = { readonly key: string; readonly line: number } & (
  | { readonly kind: 'vanishes' }
  | { readonly kind: 'renamed'; readonly to: string }
  /** Neither release knows it, a later one does. */
  | { readonly kind: 'still-unknown'; readonly since: string }
  | { readonly kind: 'takes-effect' }
  | { readonly kind: 'loses-effect'; readonly why: Text }
  | { readonly kind: 'deprecated' }
);

export type DefaultChange = {
  readonly key: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly secret: boolean;
};

export type NewKey = { readonly key: string; readonly description: Text };

export type FindingInLine = { readonly finding: Finding; readonly line: number };

export type UpgradePreview = {
  readonly from: Dhis2Version;
  readonly to: Dhis2Version;
  readonly keys: readonly KeyChange[];
  readonly defaults: readonly DefaultChange[];
  readonly newKeys: readonly NewKey[];
  /** Findings that the other release brings, values that become wrong among them. */
  readonly appearing: readonly FindingInLine[];
  /** Findings that it takes away. */
  readonly vanishing: readonly FindingInLine[];
  /** The file after all certain fixes, its version line included; the edits are of the file as it is. */
  readonly fixed: FixedText;
  /** Findings of the release that are left then. */
  readonly left: number;
};

/** The rules as they would speak of a text under the other release. */
export type OtherRelease = {
  findings(text: string): readonly Finding[];
  fixAll(text: string): FixedText;
};

export function upgradePreview(conf: ConfContext, to: Dhis2Version, before: readonly Finding[], other: OtherRelease): UpgradePreview {
  const relabelling = versionLineEdits(conf, to);
  const relabelled = applyEdits(conf.text, relabelling);
  const known = inLines(conf.text, before);
  const coming = inLines(relabelled, other.findings(relabelled));
  const fixed = other.fixAll(relabelled);
  return {
    from: conf.version,
    to,
    keys: conf.entries.flatMap((entry) => keyChange(conf, entry, to)),
    defaults: defaultChanges(conf, to),
    newKeys: newKeys(conf, to),
    appearing: without(coming, known),
    vanishing: without(known, coming),
    fixed: { ...fixed, edits: editsOf(edit(edit(piecesOf(conf.text), relabelling), fixed.edits), conf.text.length) },
    left: other.findings(fixed.text).length,
  };
}

/** The line of the file would go on winning over the release that is asked for. */
function versionLineEdits({ versionLine }: ConfContext, to: Dhis2Version): readonly SpanEdit[] {
  return versionLine === undefined ? [] : [{ span: versionLine.span, newText: formatVersion(to) }];
}

function inLines(text: string, findings: readonly Finding[]): readonly FindingInLine[] {
  const lines = createLineIndex(text);
  return findings.map((finding) => ({ finding, line: lines.lineAt(finding.span.start) }));
}

/** Both texts have the same lines, so rule and line tell findings apart. */
function without(findings: readonly FindingInLine[], others: readonly FindingInLine[]): readonly FindingInLine[] {
  const identity = ({ finding, line }: FindingInLine) => `${finding.rule} ${line}`;
  const known = new Set(others.map(identity));
  return findings.filter((finding) => !known.has(identity(finding)));
}

function keyChange(conf: ConfContext, entry: ConfEntry, to: Dhis2Version): readonly KeyChange[] {
  const { match, key } = entry;
  if (match === undefined || conf.winners().get(key) !== entry) return [];
  const { row, placeholders } = match;
  const place = { key, line: conf.lines.lineAt(entry.entry.span.start) };
  const now = conf.catalogue.availability(row, conf.version);
  const then = conf.catalogue.availability(row, to);
  if (then.kind !== 'available') {
    if (now.kind === 'available') {
      const to = then.kind === 'removed' ? then.renamedTo : undefined;
      return [to === undefined ? { ...place, kind: 'vanishes' } : { ...place, kind: 'renamed', to: keyNameFor(to, placeholders) }];
    }
    return then.kind === 'added-later' ? [{ ...place, kind: 'still-unknown', since: then.since }] : [];
  }
  if (now.kind !== 'available') return [{ ...place, kind: 'takes-effect' }];
  const [idleNow, idleThen] = [idleIn(row, conf.version), idleIn(row, to)];
  if (idleThen !== undefined && idleNow === undefined) return [{ ...place, kind: 'loses-effect', why: idleThen }];
  if (idleNow !== undefined) return idleThen === undefined ? [{ ...place, kind: 'takes-effect' }] : [];
  return isDeprecated(row, to) && !isDeprecated(row, conf.version) ? [{ ...place, kind: 'deprecated' }] : [];
}

/** Why the key does nothing in that version. */
function idleIn({ ineffective }: KeyRow, version: Dhis2Version): Text | undefined {
  return ineffective?.find((span) => isWithin(version, span))?.why;
}

function isDeprecated({ deprecatedSince: since }: KeyRow, version: Dhis2Version): boolean {
  return since !== undefined && isWithin(version, { since });
}

function isAvailable(catalogue: Catalogue, row: KeyRow, version: Dhis2Version): boolean {
  return catalogue.availability(row, version).kind === 'available';
}

/** Only where the key is read: a pool that is not in use, say, has defaults that change nothing. */
function defaultChanges(conf: ConfContext, to: Dhis2Version): readonly DefaultChange[] {
  const { catalogue, version } = conf;
  const after = { ...conf, version: to };
  const pool = poolInForce(after);
  return catalogue.rows.flatMap((row) => {
    if (row.pattern === true || conf.winners().has(row.key)) return [];
    if (!isAvailable(catalogue, row, version) || !isAvailable(catalogue, row, to) || idleIn(row, to) !== undefined) return [];
    if (pool !== undefined && !isReadByPool(row, pool, to)) return [];
    if (row.key.startsWith('analytics.connection.pool.') && !hasAnalyticsPool(after)) return [];
    const [before, then] = [catalogue.defaultOf(row, version), catalogue.defaultOf(row, to)];
    if (before === then || isSameSwitch(row, before, then)) return [];
    return [{ key: row.key, from: before, to: then, secret: row.secret === true }];
  });
}

/** `false` became `off` for some switches, which changes nothing. */
function isSameSwitch({ type }: KeyRow, a: string | undefined, b: string | undefined): boolean {
  const state = (value: string | undefined) => value === 'on' || value === 'true';
  return type === 'boolean' && a !== undefined && b !== undefined && state(a) === state(b);
}

/** Keys to know of; those that took another name are told where the old name stands. */
function newKeys({ catalogue, version }: ConfContext, to: Dhis2Version): readonly NewKey[] {
  if (compareVersions(to, version) <= 0) return [];
  return catalogue.rows
    .filter((row) => row.pattern !== true && row.formerPattern === undefined)
    .filter(
      (row) =>
        isAvailable(catalogue, row, to) && catalogue.availability(row, version).kind === 'added-later' && idleIn(row, to) === undefined,
    )
    .map(({ key, description }) => ({ key, description }));
}
