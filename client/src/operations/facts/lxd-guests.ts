/** Containers of LXD or Incus on a host, as `lxc list --format json` tells them. */
import { defineFact } from '../fact.ts';
import { isRecord, readJson } from '../json.ts';
import { snippet } from '../script.ts';

export type LxdGuest = {
  readonly name: string;
  readonly running: boolean;
  /** The first IPv4 address that is not its own loopback. */
  readonly address: string | undefined;
  /** What dhis2-server-tools and dhis2-tools-ng note in `user.type`: `instances`, `databases`, `web`, `postgres`, ... */
  readonly type: string | undefined;
};

export type LxdGuests = { readonly tool: 'lxc' | 'incus'; readonly guests: readonly LxdGuest[] };

/** Only what is told here is kept of the long answer, by the tool itself where it can. */
const script = `
PATH=$PATH:/snap/bin HOME=\${HOME:-/root} && export PATH HOME
for tool in lxc incus; do
  command -v "$tool" > /dev/null || continue
  echo "$tool"
  exec "$tool" list --format json
done
echo none
`;

/** Undefined value: neither is there. */
export const lxdGuests = defineFact<LxdGuests | 'none'>({
  id: 'lxd-guests',
  drifts: true,
  script: snippet('lxd-guests', script),
  parse: ({ code, out }) => {
    const end = out.indexOf('\n');
    const tool = out.slice(0, end);
    if (code !== 0 || end < 0) return undefined;
    if (tool === 'none') return 'none';
    const list = readJson(out.slice(end));
    if ((tool !== 'lxc' && tool !== 'incus') || !Array.isArray(list)) return undefined;
    const guests = list.map(readGuest);
    return guests.every((guest) => guest !== undefined) ? { tool, guests } : undefined;
  },
});

function readGuest(value: unknown): LxdGuest | undefined {
  if (!isRecord(value) || typeof value['name'] !== 'string' || !/^[A-Za-z][A-Za-z0-9-]{0,62}$/.test(value['name'])) return undefined;
  const { name, config, state } = value;
  const type = isRecord(config) && typeof config['user.type'] === 'string' ? config['user.type'] : undefined;
  return { name, running: value['status'] === 'Running', address: isRecord(state) ? addressIn(state['network']) : undefined, type };
}

function addressIn(network: unknown): string | undefined {
  if (!isRecord(network)) return undefined;
  for (const [card, state] of Object.entries(network)) {
    const addresses = card !== 'lo' && isRecord(state) && Array.isArray(state['addresses']) ? state['addresses'] : [];
    const found = addresses.find((address) => isRecord(address) && address['family'] === 'inet' && address['scope'] === 'global');
    if (isRecord(found) && typeof found['address'] === 'string') return found['address'];
  }
  return undefined;
}
