/**
 * Where dhis2-server-tools puts each part: a container of its own on one machine (`lxd`), or machines of their own
 * (`ssh`). A manifest may have database, proxy and instances on one host; server-tools cannot, so they become containers
 * there.
 */
import type { Project, ProjectItem } from '../project/project.ts';

/** First three numbers of the bridge in the stock template of dhis2-server-tools, deploy/inventory/hosts.template. */
const stockNetwork = '172.19.2';

type Role = 'proxy' | 'database' | 'instance' | 'monitoring';

export type Placed = {
  readonly role: Role;
  readonly name: string;
  readonly connection: 'lxd' | 'ssh';
  readonly address: string;
  readonly host: string;
  /** It becomes a container of its own, apart from what else its host carries. */
  readonly isMoved: boolean;
};

export type Layout = {
  readonly placed: readonly Placed[];
  /** The machine on which containers are made; undefined when there is none. */
  readonly container: string | undefined;
  /** Gateway address of their bridge. */
  readonly lxdNetwork: string;
  /** Parts left out because their containers would be on a second machine. */
  readonly elsewhere: readonly Placed[];
};

/** First address for each role in the bridge, away from the range .40 to .50 that is given out by DHCP. */
const firstAddress: { readonly [R in Role]: number } = { proxy: 2, instance: 10, database: 20, monitoring: 30 };

type Part = { readonly role: Role; readonly name: string; readonly host: ProjectItem<'hosts'> };

export function layoutOf(project: Project): Layout {
  const parts = partsOf(project);
  const crowded = new Set(parts.map(({ host }) => host.name).filter((name, i, all) => all.indexOf(name) !== i));
  const isContainer = ({ host }: Part) => host.fields.guestKind === 'lxd' || crowded.has(host.name);
  const machineOf = ({ host }: Part) => (host.fields.guestKind === 'lxd' ? (host.fields.guestOf ?? host.name) : host.name);
  const container = parts.find(isContainer);
  const machine = container && machineOf(container);
  const isOwnGuest = (part: Part) => part.host.fields.guestKind === 'lxd' && !crowded.has(part.host.name);
  const addresses = createAddresses(parts.filter(isOwnGuest).map(({ host }) => host.fields.address));
  const placed = parts.map((part): Placed & { readonly isElsewhere: boolean } => {
    const connection = isContainer(part) ? 'lxd' : 'ssh';
    const isMoved = connection === 'lxd' && !isOwnGuest(part);
    const address = isMoved ? addresses.next(part.role) : part.host.fields.address;
    const isElsewhere = connection === 'lxd' && machineOf(part) !== machine;
    return { role: part.role, name: part.name, connection, address, host: part.host.name, isMoved, isElsewhere };
  });
  const plain = ({ isElsewhere: _, ...one }: (typeof placed)[number]): Placed => one;
  return {
    placed: placed.filter(({ isElsewhere }) => !isElsewhere).map(plain),
    container: machine,
    lxdNetwork: `${addresses.network}.1/24`,
    elsewhere: placed.filter(({ isElsewhere }) => isElsewhere).map(plain),
  };
}

/** Addresses of containers that have none yet, in the network of those that do. */
function createAddresses(known: readonly string[]): { readonly network: string; next(role: Role): string } {
  const networks = new Set(known.map((address) => /^(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1]));
  const [only] = networks.size === 1 ? networks : [];
  const network = only ?? stockNetwork;
  const taken = new Set(known);
  return {
    network,
    next(role) {
      for (let last = firstAddress[role]; last < 254; last++) {
        // Instances go on behind those of the other roles and the range of DHCP.
        if (last === 40 || (role === 'instance' && last === 20)) last = 51;
        const address = `${network}.${last}`;
        if (taken.has(address)) continue;
        taken.add(address);
        return address;
      }
      return `${network}.254`;
    },
  };
}

/** What needs a line of its own, in the order of the groups. */
function partsOf(project: Project): readonly Part[] {
  const part = (role: Role, name: string, hostName: unknown): readonly Part[] => {
    const host = project.find('hosts', hostName);
    return host === undefined ? [] : [{ role, name, host }];
  };
  const monitoring = project.section('monitoring')?.fields.host;
  return [
    // The tool looks its proxy up by this name.
    ...project
      .items('proxies')
      .slice(0, 1)
      .flatMap(({ fields }) => part('proxy', 'proxy', fields.host)),
    ...project.items('databases').flatMap(({ name, fields }) => part('database', name, fields.host)),
    ...project.items('instances').flatMap(({ name, fields }) => part('instance', name, fields.host)),
    ...part('monitoring', 'monitor', monitoring),
  ];
}
