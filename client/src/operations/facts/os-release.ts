/** Which system: os-release(5) and the packages' architecture. */
import { defineFact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export type OsRelease = {
  /** `debian`, `ubuntu`, ... */
  readonly id: string;
  /** `12`, `24.04`; empty for a testing release. */
  readonly version: string;
  readonly codename: string;
  readonly name: string;
  readonly architecture: string;
};

export const osRelease = defineFact<OsRelease>({
  id: 'os-release',
  script: snippet(
    'os-release',
    'cat /etc/os-release 2> /dev/null || cat /usr/lib/os-release\nprintf "\\nDHIS2_HOSTING_ARCHITECTURE=%s\\n" "$(dpkg --print-architecture 2> /dev/null || uname -m)"',
  ),
  parse: ({ code, out }) => {
    const pairs = readPairs(out);
    const id = pairs.get('ID');
    if (code !== 0 || id === undefined) return undefined;
    return {
      id,
      version: pairs.get('VERSION_ID') ?? '',
      codename: pairs.get('VERSION_CODENAME') ?? '',
      name: pairs.get('PRETTY_NAME') ?? id,
      architecture: pairs.get('DHIS2_HOSTING_ARCHITECTURE') ?? '',
    };
  },
});
