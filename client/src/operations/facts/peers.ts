/** Who is connected to this host now, over TCP. */
import { defineFact } from '../fact.ts';
import { plainAddress } from '../hosts/address-range.ts';
import { snippet } from '../script.ts';

export type Peer = { readonly port: number; readonly address: string };

/** Both ways: what this host opened itself stands there too, with a port of its own that nobody listens on. */
export const peers = defineFact<readonly Peer[]>({
  id: 'peers',
  drifts: true,
  script: snippet('peers', 'ss --no-header --numeric --tcp state established'),
  parse: ({ code, out }) => (code === 0 ? out.split('\n').flatMap(readPeer) : undefined),
});

function readPeer(line: string): readonly Peer[] {
  const cells = /^\d+\s+\d+\s+\S+:(\d+)\s+\[?([0-9A-Fa-f.:]+)(?:%\S+?)?\]?:\d+\s*$/.exec(line);
  return cells === null ? [] : [{ port: Number(cells[1]), address: plainAddress(cells[2] ?? '') }];
}
