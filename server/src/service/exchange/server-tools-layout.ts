/**
 * Where dhis2-server-tools puts each part: a container of its own on one machine (`lxd`), or machines of their own
 * (`ssh`). A manifest may have database, proxy and instances on one host; server-tools cannot, so they become containers
 * there.
 */
import type { Project, ProjectItem } from '../project/project.ts';

/** Gateway address of the bridge in the stock template of dhis2-server-tools, deploy/inventory/hosts.template. */
export const lxdNetwork = '172.19.2.1/24';

type Role = 'proxy' | 'database' | 'instance' | 'monitoring';

export type Placed = {
  readonly role: Role;
  readonly name: string;
  readonly connection: 'lxd' | 'ssh';
  readonly address: string;
  readonly host: string;
};

export type Layout = {
  readonly placed: readonly Placed[];
  /** The machine on which containers are made; undefined when there is none. */
  readonly container: string | undefined;
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
  const used: { [R in Role]?: number } = {};
  const placed = parts.map((part): Placed & { readonly isElsewhere: boolean } => {
    const connection = isContainer(part) ? 'lxd' : 'ssh';
    const isOwnGuest = connection === 'lxd' && part.host.fields.guestKind === 'lxd' && !crowded.has(part.host.name);
    const address = connection === 'ssh' || isOwnGuest ? part.host.fields.address : nextAddress(part.role, used);
    const isElsewhere = connection === 'lxd' && machineOf(part) !== machine;
    return { role: part.role, name: part.name, connection, address, host: part.host.name, isElsewhere };
  });
  const plain = ({ isElsewhere: _, ...one }: (typeof placed)[number]): Placed => one;
  return {
    placed: placed.filter(({ isElsewhere }) => !isElsewhere).map(plain),
    container: machine,
    elsewhere: placed.filter(({ isElsewhere }) => isElsewhere).map(plain),
  };
}

function nextAddress(role: Role, used: { [R in Role]?: number }): string {
  const count = used[role] ?? 0;
  used[role] = count + 1;
  // Ten for each role but instances, which go on behind the range of DHCP.
  const last = role === 'instance' && count >= 10 ? 51 + count - 10 : firstAddress[role] + count;
  return `172.19.2.${last}`;
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
