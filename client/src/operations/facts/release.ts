/** Whether a release of DHIS2 is unpacked on the host, and whether its file was sent here. */
import { defineFact, type Fact } from '../fact.ts';
import { snippet } from '../script.ts';
import { uploadsFolder } from '../uploads.ts';

export type ReleaseState = { readonly unpacked: boolean; readonly sent: boolean };

const script = `
if [ -d "$1" ]; then echo unpacked; fi
if [ -f "$2" ]; then echo sent; fi
`;

export function release(folder: string, sha256: string): Fact<ReleaseState> {
  return defineFact<ReleaseState>({
    id: `release:${folder}`,
    script: snippet('release', script, folder, `${uploadsFolder}/${sha256}`),
    parse: ({ code, out }) => {
      const lines = out.split('\n').filter((line) => line !== '');
      if (code !== 0 || !lines.every((line) => line === 'unpacked' || line === 'sent')) return undefined;
      return { unpacked: lines.includes('unpacked'), sent: lines.includes('sent') };
    },
  });
}
