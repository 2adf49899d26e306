/** Values to offer for a variable, the default first. */
import { knownReleases } from '../catalogue/versions.ts';
import type { Inventory } from './inventory.ts';
import type { Variable } from './variables.ts';

/** What stands for a host name in a list: more would only slow the editor down. */
const mostNames = 500;

export function suggestedValues(row: Variable, { groups, hosts }: Pick<Inventory, 'groups' | 'hosts'>): readonly string[] {
  if (row.secret === true) return [];
  const values = row.values ?? valuesOfType(row, groups.get('databases')?.hosts ?? [], [...hosts.keys()]);
  const first =
    row.default !== undefined && row.default !== '' && (values.length === 0 || values.includes(row.default)) ? [row.default] : [];
  return [...new Set([...first, ...values])].slice(0, mostNames);
}

function valuesOfType({ type }: Variable, databases: readonly string[], hosts: readonly string[]): readonly string[] {
  switch (type) {
    case 'boolean':
      return ['yes', 'no'];
    case 'database-host':
      return databases;
    case 'inventory-host':
      return hosts.filter((host) => host !== '127.0.0.1');
    case 'dhis2-version':
      return knownReleases.toReversed();
    case 'heap':
      return ['2G', '4G', '8G', '16G'];
    case 'memory':
      return ['20MB', '1GB', '4GB', '8GB'];
    case 'gateway':
      return ['172.19.2.1/24'];
    case 'interface':
      return ['lxdbr1'];
    case 'time-zone':
      return Intl.supportedValuesOf('timeZone');
    default:
      return [];
  }
}
