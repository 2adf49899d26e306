/** From schemas/dhis2-releases.json: the releases of DHIS2, oldest first. A table out of order stops the generator. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type GeneratedFile, generatedHead, root } from '../generate.ts';

type Release = {
  readonly release: string;
  readonly firstReleasedOn: string;
  readonly newestPatch: string;
  readonly newestPatchOn: string;
  readonly supportedUntil?: string;
};

type ReleaseTable = { readonly readOn: string; readonly releases: readonly Release[] };

export async function generate(): Promise<readonly GeneratedFile[]> {
  const { readOn, releases } = JSON.parse(await readFile(path.join(root, 'schemas/dhis2-releases.json'), 'utf8')) as ReleaseTable;
  refuseDisorder(releases);
  const lines = [
    generatedHead('release-list.ts'),
    '',
    '/** Day on which the table was read from its source. */',
    `export const releasesReadOn = '${readOn}';`,
    '',
    'export const releases: readonly {',
    '  readonly release: string;',
    '  readonly newestPatch: string;',
    '  readonly newestPatchOn: string;',
    '}[] = [',
    ...releases.map(
      ({ release, newestPatch, newestPatchOn }) =>
        `  { release: '${release}', newestPatch: '${newestPatch}', newestPatchOn: '${newestPatchOn}' },`,
    ),
    '];',
    '',
  ];
  return [{ path: 'server/src/service/generated/release-list.ts', content: lines.join('\n') }];
}

/** Support ends when the third newer release comes out, so the table says it twice and must agree with itself. */
function refuseDisorder(releases: readonly Release[]): void {
  for (const [i, { release, firstReleasedOn, newestPatch, supportedUntil }] of releases.entries()) {
    const next = releases[i + 1];
    if (next !== undefined && next.firstReleasedOn <= firstReleasedOn) throw new Error(`${release} is not older than ${next.release}`);
    if (!newestPatch.startsWith(`${release}.`)) throw new Error(`${newestPatch} is no patch of ${release}`);
    if (supportedUntil !== releases[i + 3]?.firstReleasedOn) throw new Error(`${release} is supported until the third newer release`);
  }
}
