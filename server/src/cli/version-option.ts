/** `--dhis2-version`, alike for all commands that take it. */
import { knownReleases, type Message, message, parseVersion, releaseOf } from '#service/index.ts';
import { texts } from './texts.ts';

/** Empty stands for none given. */
export function versionProblem(version: string): Message | undefined {
  const releases: readonly string[] = knownReleases;
  const parsed = parseVersion(version);
  if (version === '' || (parsed !== undefined && releases.includes(releaseOf(parsed)))) return undefined;
  return message(texts.unknownVersion, { version, releases: releases.join(', ') });
}
