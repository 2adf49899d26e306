/** How the address of a database in `dhis.conf` differs from what the plan says of it. What either leaves open is no difference. */
import { databaseAddress } from '../conf/address-parts.ts';
import { isLoopback } from '../conf/hosts.ts';
import type { Placement } from './placement.ts';
import type { ProjectItem } from './project.ts';
import { shellsOf } from './whereabouts.ts';

type Host = ProjectItem<'hosts'>;

/** Offsets in the address. */
type Part = { readonly start: number; readonly end: number };

export type Difference =
  | { readonly kind: 'local'; readonly part: Part; readonly planned: Host }
  | { readonly kind: 'host'; readonly part: Part; readonly planned: Host; readonly other: Host }
  | { readonly kind: 'address'; readonly part: Part; readonly planned: Host }
  | { readonly kind: 'port'; readonly part: Part; readonly planned: number; readonly written: number; readonly isLeft: boolean }
  | { readonly kind: 'name'; readonly part: Part; readonly planned: string; readonly written: string; readonly isLeft: boolean };

/** PgBouncer listens here, in front of PostgreSQL. */
const poolerPort = 6432;

export function databaseDifferences(url: string, placement: Placement): readonly Difference[] {
  const address = databaseAddress(url);
  if (address === undefined) return [];
  const { instance, database, databaseHost } = placement;
  const [server, ...others] = address.hosts;
  const differences: Difference[] = [];
  if (server !== undefined && others.length === 0 && databaseHost !== undefined) {
    const [, digits] = /^:(\d{1,5})(?=[/?]|$)/.exec(url.slice(server.end)) ?? [];
    const port = digits === undefined ? 5432 : Number(digits);
    const planned = database?.fields.port ?? 5432;
    const host =
      (port === planned ? hostDifference(server, placement, databaseHost) : undefined) ??
      (port === poolerPort ? undefined : addressDifference(server, placement, databaseHost));
    if (host !== undefined) differences.push(host);
    if (host === undefined && port !== planned && port !== poolerPort) {
      const part = { start: server.start, end: server.end + (digits === undefined ? 0 : digits.length + 1) };
      if (isServer(server.text, placement, databaseHost))
        differences.push({ kind: 'port', part, planned, written: port, isLeft: database?.fields.port === undefined });
    }
  }
  const { databaseName } = instance.fields;
  // Without a server in the plan nothing is set up or saved by a name that nobody wrote.
  const planned = databaseName ?? (database === undefined ? undefined : instance.name);
  const written = address.database?.text;
  if (address.database !== undefined && written !== undefined && planned !== undefined && written !== planned)
    differences.push({ kind: 'name', part: address.database, planned, written, isLeft: databaseName === undefined });
  return differences;
}

/** Another port may be that of a tunnel or a pooler, so hosts are compared only where the port is the planned one. */
function hostDifference(part: Part & { readonly text: string }, placement: Placement, planned: Host): Difference | undefined {
  const name = plain(part.text);
  if (isLoopback(name)) {
    const { host } = placement;
    // A container of Docker may share the network of its host.
    const isElsewhere = host !== undefined && host !== planned && host.fields.guestKind !== 'docker';
    return isElsewhere ? { kind: 'local', part, planned } : undefined;
  }
  // Ports of a guest may be forwarded by the host around it.
  if (shellsOf(placement.project, planned).some((host) => isNamed(host, name))) return undefined;
  const other = placement.project.items('hosts').find((host) => isNamed(host, name));
  return other === undefined ? undefined : { kind: 'host', part, planned, other };
}

/**
 * A machine has addresses in several networks, and the plan has the one of SSH; two in one network are rare. So only
 * addresses that differ in the last number are compared.
 */
function addressDifference(part: Part & { readonly text: string }, { project }: Placement, planned: Host): Difference | undefined {
  const [written, wanted] = [networkOf(part.text), networkOf(planned.fields.address)];
  if (written === undefined || written !== wanted || isLoopback(part.text)) return undefined;
  return project.items('hosts').some((host) => isNamed(host, part.text)) ? undefined : { kind: 'address', part, planned };
}

/** The first three numbers of an IPv4 address. */
const networkOf = (address: string): string | undefined => /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1];

function isServer(text: string, { host }: Placement, planned: Host): boolean {
  const name = plain(text);
  return isNamed(planned, name) || (isLoopback(name) && host === planned);
}

const isNamed = ({ name, fields }: Host, wanted: string): boolean => name === wanted || fields.address.toLowerCase() === wanted;

const plain = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '');
