/** What runs on what, and until when it gets fixes: questions to the tables of schemas/platform/. */
import { formatVersion, parseVersion, releaseOf } from '../catalogue/versions.ts';
import { dhis2Releases, operatingSystems, postgresqlVersions, tomcatVersions } from '../generated/platform-tables.ts';
import { remembered } from '../text/remembered.ts';

export type ReleaseNeeds = (typeof dhis2Releases)[number];
export type OperatingSystem = (typeof operatingSystems)[number];
export type PostgresqlVersion = (typeof postgresqlVersions)[number];
export type TomcatVersion = (typeof tomcatVersions)[number];

/** Undefined for a text that is no version and for a release that is too new for the table. */
export function releaseNeeds(dhis2Version: string | undefined): ReleaseNeeds | undefined {
  return releaseRow(dhis2Version ?? '');
}

const releaseRow = /* @__PURE__ */ remembered((dhis2Version): ReleaseNeeds | undefined => {
  const version = parseVersion(dhis2Version);
  const release = version && releaseOf(version);
  return dhis2Releases.find((row) => row.release === release);
});

/** The release as people write it, and the oldest that is known, where it is older still: nothing else is known of it. */
export function olderThanKnown(dhis2Version: string | undefined): { readonly release: string; readonly oldest: ReleaseNeeds } | undefined {
  const version = parseVersion(dhis2Version ?? '');
  const [oldest] = dhis2Releases;
  if (version === undefined || oldest === undefined) return undefined;
  const release = releaseOf(version);
  return isOlder(release, oldest.release) ? { release, oldest } : undefined;
}

/** As people compare it with other texts: `2.42.1` for `42.1`. */
export function releaseName(dhis2Version: string): string {
  const version = parseVersion(dhis2Version);
  return version === undefined ? dhis2Version : formatVersion(version);
}

export function operatingSystem(id: string | undefined): OperatingSystem | undefined {
  return operatingSystems.find((row) => row.id === id);
}

/** `14.5` is of 14, `9.6.3` of 9.6. */
export function postgresqlVersion(version: string | undefined): PostgresqlVersion | undefined {
  return postgresqlRow(version ?? '');
}

// Pure to the bundler, as the others here: its table is not among what a `dhis.conf` reads.
const postgresqlRow = /* @__PURE__ */ remembered((version) => postgresqlVersions.find((row) => isOf(version, row.version)));

/** `9.0.58` and `9` are of 9.0, the only version 9; `10` may be 10.0 or 10.1. */
export function tomcatVersion(version: string | undefined): TomcatVersion | undefined {
  const rows = tomcatVersions.filter((row) => isOf(version ?? '', row.version) || isOf(row.version, version ?? ''));
  return rows.length === 1 ? rows[0] : undefined;
}

/** Oldest and newest release that runs on a Tomcat of this API. */
export function releasesOn({ servlet }: Pick<TomcatVersion, 'servlet'>): { readonly oldest: string; readonly newest: string } {
  const releases = dhis2Releases.filter((row) => row.servlet === servlet).map(({ release }) => release);
  return { oldest: releases[0] ?? '', newest: releases.at(-1) ?? '' };
}

/** Certainly older: `10` may be 10.1 and so is not older than it. */
export function isOlder(version: string, least: string): boolean {
  const [own, wanted] = [numbersOf(version), numbersOf(least)];
  for (let i = 0; i < wanted.length; i++) {
    const mine = own[i];
    const part = wanted[i] ?? 0;
    if (mine === undefined || mine > part) return false;
    if (mine < part) return true;
  }
  return false;
}

const numbersOf = /* @__PURE__ */ remembered((version) => version.split('.').map(Number));

const isOf = (version: string, broader: string): boolean => version === broader || version.startsWith(`${broader}.`);
