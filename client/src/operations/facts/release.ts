/** Whether a release of DHIS2 is unpacked on the host. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';

export type ReleaseState = { readonly unpacked: boolean };

export function release(folder: string): Fact<ReleaseState> {
  return defineFact<ReleaseState>({
    id: `release:${folder}`,
    script: snippet('release', 'if [ -d "$1" ]; then echo unpacked; fi', folder),
    parse: ({ code, out }) => {
      if (code !== 0 || !['', 'unpacked\n'].includes(out)) return undefined;
      return { unpacked: out !== '' };
    },
  });
}
