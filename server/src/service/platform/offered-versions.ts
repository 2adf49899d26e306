/** Versions to choose from in a field of a manifest, the newest first. */
import { knownReleases } from '../catalogue/versions.ts';
import { dhis2Releases, operatingSystems, postgresqlVersions, tomcatVersions } from '../generated/platform-tables.ts';
import type { ValueKind } from '../yaml/schema-walk.ts';

/** Undefined for a field of another kind. */
export function versionsOf(kind: ValueKind | undefined): readonly string[] | undefined {
  switch (kind) {
    case 'dhis2-release':
      return knownReleases.toReversed();
    case 'java-version':
      return javaVersions();
    case 'tomcat-version':
      return withoutZero(tomcatVersions.filter(({ supportedUntil }) => supportedUntil === undefined).map(({ version }) => version));
    case 'postgresql-version':
      return offeredPostgresql.map(({ version }) => version).toReversed();
    default:
      return undefined;
  }
}

/** What a release asks for or a system brings along. */
function javaVersions(): readonly string[] {
  const known = [...dhis2Releases.map(({ java }) => java.least), ...operatingSystems.flatMap(({ java }) => java.packaged)];
  return [...new Set(known)].sort((a, b) => Number(b) - Number(a));
}

const oldest = Math.min(...operatingSystems.map(({ postgresql }) => Number(postgresql)));

const offeredPostgresql = postgresqlVersions.filter(({ version }) => Number(version) >= oldest);

/** As people write it: `11` for 11.0, `10.1`. */
const withoutZero = (versions: readonly string[]): readonly string[] => versions.map((version) => version.replace(/\.0$/, '')).toReversed();
