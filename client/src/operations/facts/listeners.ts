/** Who listens where. */
import { defineFact } from '../fact.ts';
import { snippet } from '../script.ts';

export type Listener = {
  readonly protocol: 'tcp' | 'udp';
  /** Without brackets and zone; `*` for all. */
  readonly address: string;
  readonly port: number;
  /** Names of its programs, where they are known. */
  readonly programs: readonly string[];
};

export const listeners = defineFact<readonly Listener[]>({
  id: 'listeners',
  drifts: true,
  script: snippet('listeners', 'ss --no-header --numeric --tcp --udp --listening --processes'),
  parse: ({ code, out }) => (code === 0 ? out.split('\n').flatMap(readListener) : undefined),
});

function readListener(line: string): readonly Listener[] {
  const cells = /^(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+(?:\s+users:\((.*)\))?\s*$/.exec(line);
  if (cells === null) return [];
  const [, protocol, address = '', port, users = ''] = cells;
  return [
    {
      protocol: protocol === 'tcp' ? 'tcp' : 'udp',
      address: address.replace(/^\[(.*)\]/, '$1').replace(/%.*$/, ''),
      port: Number(port),
      programs: [...new Set([...users.matchAll(/\("([^"]*)"/g)].map(([, name]) => name ?? ''))],
    },
  ];
}
