/** The answers of Ansible, written by scripts/ansible-inventory-table.mjs, and ours in the same form. */
import { readFileSync } from 'node:fs';
import type { Inventory } from '../../../server/src/service/inventory/inventory.ts';
import type { InventoryValue } from '../../../server/src/service/inventory/inventory-value.ts';
import { readInventory } from '../../../server/src/service/inventory/model.ts';

type Told = null | boolean | string | readonly Told[] | { readonly [kind: string]: unknown };
type ToldHost = { readonly groups: readonly string[]; readonly vars: { readonly [name: string]: Told } };

export type AnsibleAnswer = { readonly hosts: { readonly [name: string]: ToldHost } } | { readonly refused: true };
export type AnsibleCase = { readonly topic: string; readonly files: { readonly [path: string]: string } } & AnsibleAnswer;

export const ansibleTable: readonly AnsibleCase[] = JSON.parse(readFileSync(new URL('ansible-table.json', import.meta.url), 'utf8'));

const folder = 'file:///srv/inventory';

export function ourInventory(files: AnsibleCase['files']): Inventory {
  const vars = Object.entries(files).filter(([path]) => path !== 'hosts');
  return readInventory(
    { uri: `${folder}/hosts`, text: files['hosts'] ?? '' },
    vars.map(([path, text]) => ({ uri: `${folder}/${path}`, text })),
  );
}

export function ourAnswer({ hosts }: Inventory): { readonly [name: string]: ToldHost } {
  return Object.fromEntries(
    [...hosts].map(([name, { groups, variables }]) => [
      name,
      { groups, vars: Object.fromEntries([...variables].map(([variable, { assignment }]) => [variable, told(assignment.value)])) },
    ]),
  );
}

function told(value: InventoryValue): Told {
  switch (value.kind) {
    case 'string':
      return value.text;
    case 'int':
    case 'float':
      return { [value.kind]: value.text };
    case 'bool':
      return value.value;
    case 'none':
      return null;
    case 'list':
      return value.items.map(told);
    case 'map':
      return { map: value.entries.map(([key, item]) => [key, told(item)]) };
    case 'other':
      return { other: true };
  }
}
