import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { serverToolsVariables } from '../../../server/src/service/generated/server-tools-variables.ts';
import { root } from '../../support/imports.ts';
import { ourInventory } from './ansible-table.ts';

const byName = new Map(serverToolsVariables.map((row) => [row.name, row]));
const count = (wanted: (row: (typeof serverToolsVariables)[number]) => boolean) => serverToolsVariables.filter(wanted).length;

describe('the variables of dhis2-server-tools', () => {
  test('none is lost or added unseen', () => {
    assert.equal(byName.size, 224);
    for (const readme of ['README.md', 'README.fr.md']) assert.match(readFileSync(path.join(root, readme), 'utf8'), /\b224 variables/);
    assert.equal(
      count(({ status }) => status === 'active' || status === 'overruled'),
      122,
    );
    assert.equal(
      count(({ status }) => status === 'unmerged'),
      50,
    );
    assert.equal(
      count(({ status }) => status === 'unread' || status === 'unfinished'),
      46,
    );
    assert.equal(
      count(({ secret }) => secret === true),
      19,
    );
  });

  test('a default is one of the values, and no secret has one', () => {
    for (const { name, default: value, values, secret } of serverToolsVariables) {
      assert.ok(secret !== true || value === undefined, name);
      if (value !== undefined && values !== undefined && value !== 'false') assert.ok(values.includes(value), name);
    }
  });

  test('code stands in both languages alike', () => {
    const codeIn = (text: string) => [...text.matchAll(/`[^`]*`/g)].map(String).toSorted();
    for (const { name, ...row } of serverToolsVariables) {
      for (const text of [row.description, row.pitfall, row.absent]) {
        if (text !== undefined) assert.deepEqual(codeIn(text.fr), codeIn(text.en), name);
      }
    }
  });

  test('all that the stock installation sets is known', () => {
    const read = (file: string) => readFileSync(path.join(root, 'test/fixtures/server-tools/stock/inventory', file), 'utf8');
    const files = ['hosts', 'host_vars/dhis', 'host_vars/postgres', 'host_vars/proxy'];
    const { settings } = ourInventory(Object.fromEntries(files.map((file) => [file, read(file)])));
    assert.ok(settings.length > 30);
    for (const { assignment } of settings) assert.ok(byName.has(assignment.name), assignment.name);
  });
});
