/** Which machine this is, and with which rights we are on it. */
import { defineFact, readPairs } from '../fact.ts';
import { snippet } from '../script.ts';

export type Identity = {
  /** Of /etc/machine-id: another one is another installation. */
  readonly machine: string;
  readonly hostName: string;
  readonly root: boolean;
  /** Who logged in, before sudo. */
  readonly login: string;
};

const script = `
printf 'machine=%s\\n' "$(cat /etc/machine-id)"
printf 'name=%s\\n' "$(hostname)"
printf 'uid=%s\\n' "$(id -u)"
printf 'login=%s\\n' "\${SUDO_USER:-$(id -un)}"
`;

export const identity = defineFact<Identity>({
  id: 'identity',
  script: snippet('identity', script),
  parse: ({ code, out }) => {
    const pairs = readPairs(out);
    const machine = pairs.get('machine') ?? '';
    if (code !== 0 || !/^[0-9a-f]{32}$/.test(machine)) return undefined;
    return { machine, hostName: pairs.get('name') ?? '', root: pairs.get('uid') === '0', login: pairs.get('login') ?? '' };
  },
});
