/** The stock installation through the real `ansible-inventory`, where there is one; the table holds many more cases. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { printed } from '../../../server/src/service/inventory/inventory-value.ts';
import { root } from '../../support/imports.ts';
import { ourInventory } from './ansible-table.ts';

const folder = path.join(root, 'test/fixtures/server-tools/stock/inventory');
const isHere = spawnSync('ansible-inventory', ['--version']).error === undefined;

type Told = { readonly _meta: { readonly hostvars: { readonly [host: string]: { readonly [name: string]: unknown } } } } & {
  readonly [group: string]: { readonly hosts?: readonly string[] };
};

test('ansible-inventory reads the stock installation as we do', { skip: isHere ? false : 'needs ansible-core' }, () => {
  const { stdout, stderr } = spawnSync('ansible-inventory', ['-i', path.join(folder, 'hosts'), '--list'], { encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  const { _meta: meta, ...groups } = JSON.parse(stdout) as Told;
  const files = ['hosts', 'host_vars/dhis', 'host_vars/postgres', 'host_vars/proxy'];
  const ours = ourInventory(Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')])));
  for (const [name, { hosts }] of Object.entries(groups)) {
    if (hosts !== undefined) assert.deepEqual(ours.groups.get(name)?.hosts, hosts, name);
  }
  const asPrinted = (value: unknown) => (value === true ? 'True' : value === false ? 'False' : String(value));
  for (const [name, vars] of Object.entries(meta.hostvars)) {
    const own = [...(ours.hosts.get(name)?.variables ?? [])].map(([variable, { assignment }]) => [variable, printed(assignment.value)]);
    const theirs = Object.entries(vars).map(([variable, value]) => [variable, asPrinted(value)]);
    assert.deepEqual(own.toSorted(), theirs.toSorted(), name);
  }
  assert.deepEqual([...ours.hosts.keys()].toSorted(), Object.keys(meta.hostvars).toSorted());
});
