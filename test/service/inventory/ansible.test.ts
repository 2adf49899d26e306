import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseIni } from '../../../server/src/service/inventory/ini-parser.ts';
import { ansibleTable, ourAnswer, ourInventory } from './ansible-table.ts';

/** Where what Ansible does is of no use to anybody, and following it would cost code. */
const leftOut: { readonly [hosts: string]: string } = {};

describe('an inventory is read as Ansible reads it', () => {
  const topics = new Set(ansibleTable.map(({ topic }) => topic));

  test('the table is there', () => {
    assert.ok(ansibleTable.length >= 900);
    assert.ok(topics.size >= 10);
  });

  for (const topic of topics) {
    const cases = ansibleTable.filter((each) => each.topic === topic);
    test(`${topic}: ${cases.length}`, () => {
      for (const each of cases) {
        const { files } = each;
        if (Object.hasOwn(leftOut, files['hosts'] ?? '')) continue;
        const inventory = ourInventory(files);
        const shown = JSON.stringify(files);
        if ('refused' in each) {
          assert.ok(!inventory.complete, `Ansible refuses ${shown}`);
          continue;
        }
        assert.deepEqual(parseIni(files['hosts'] ?? '').problems, [], shown);
        assert.deepEqual(ourAnswer(inventory), each.hosts, shown);
      }
    });
  }
});
