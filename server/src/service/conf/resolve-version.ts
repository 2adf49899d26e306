/** Which DHIS2 version a `dhis.conf` is checked for, and who said so. */
import { type Dhis2Version, newestRelease, parseVersion } from '../catalogue/versions.ts';
import type { Span } from '../findings.ts';
import type { NamedConf } from '../manifest/conf-addresses.ts';
import type { Settings } from '../settings.ts';
import { commentsWhere } from './comments-where.ts';
import type { ConfDocument } from './conf-document.ts';

/** `manifest`: an instance whose `config` is the file; `repository`: a `.dhis2-lint.yaml`. */
export type VersionOrigin = 'line' | 'manifest' | 'repository' | 'setting' | 'newest';

export type VersionLine = {
  /** The version as written. */
  readonly written: string;
  /** Place of the version in the line. */
  readonly span: Span;
  readonly version: Dhis2Version | undefined;
};

export type ResolvedVersion = {
  readonly version: Dhis2Version;
  readonly origin: VersionOrigin;
  readonly line: VersionLine | undefined;
  /** The instance of a manifest that names the file and its version, also when the line in the file wins over it. */
  readonly named: NamedConf | undefined;
};

const versionComment = /^[#!]\s*dhis2-version\s*[:=]\s*(\S+)/;

/** The first comment `# dhis2-version: 2.41` of the file. */
export function findVersionLine(conf: ConfDocument): VersionLine | undefined {
  const [first] = versionLines(conf);
  const [line, written] = first === undefined ? [] : (versionComment.exec(conf.text.slice(first.span.start, first.span.end)) ?? []);
  if (first === undefined || line === undefined || written === undefined) return undefined;
  const start = first.span.start + line.length - written.length;
  return { written, span: { start, end: start + written.length }, version: parseVersion(written) };
}

const versionLines = commentsWhere((comment) => versionComment.test(comment));

/**
 * The line in the file wins, then the manifest that names the very file, then what holds for many files; without any of
 * them the newest known release is assumed.
 */
export function resolveVersion(
  conf: ConfDocument,
  { dhis2Version, versionFrom }: Pick<Settings, 'dhis2Version' | 'versionFrom'>,
  naming: NamedConf | undefined,
): ResolvedVersion {
  const line = findVersionLine(conf);
  const named = naming?.version === undefined ? undefined : naming;
  if (line?.version !== undefined) return { version: line.version, origin: 'line', line, named };
  const running = parseVersion(named?.version ?? '');
  if (running !== undefined) return { version: running, origin: 'manifest', line, named };
  const chosen = parseVersion(dhis2Version);
  if (chosen !== undefined) return { version: chosen, origin: versionFrom, line, named };
  return { version: parseVersion(newestRelease) ?? [], origin: 'newest', line, named };
}
