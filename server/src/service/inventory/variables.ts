/** What is known of the variables of dhis2-server-tools, by their names. */
import { serverToolsVariables } from '../generated/server-tools-variables.ts';

export type Variable = (typeof serverToolsVariables)[number];

const byName: ReadonlyMap<string, Variable> = new Map(serverToolsVariables.map((row) => [row.name, row]));

export function variableNamed(name: string): Variable | undefined {
  return byName.get(name);
}

/** Those that a run of the tool reads from an inventory. */
export const activeVariables: readonly Variable[] = serverToolsVariables.filter(({ status }) => status === 'active');

/** Also of names that nobody knows: what they hold is not shown either. */
export function holdsSecret(name: string): boolean {
  return byName.get(name)?.secret ?? /pass(?!ed|ive)|secret|token|credential|api_?key|webhook/i.test(name);
}

/** Whom a variable is set for: the hosts of a group, or hosts that are in these groups. */
export type OwnerPlace = { readonly kind: 'all' | 'group' | 'host'; readonly groups: readonly string[] };

/** Whether the variable belongs there. Groups of people's own may be anything. */
export function suits({ places, hosts }: Variable, { kind, groups }: OwnerPlace): boolean {
  if (!places.includes(kind)) return false;
  if (kind === 'all' || hosts.includes('all')) return true;
  const known = groups.filter((group) => stockGroups.includes(group));
  return known.length === 0 || known.some((group) => hosts.includes(group));
}

/** The groups that the playbooks speak of. */
export const stockGroups: readonly string[] = ['web', 'databases', 'instances', 'monitoring', 'backup_servers', 'integration'];
