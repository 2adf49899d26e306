/** docs/faults-to-tests.md names tests that are there and that speak of the fault. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../support/imports.ts';

/** Faults that provisioning has to survive, from and to. */
const promised = [
  [1, 3],
  [5, 16],
  [18, 25],
  [28, 31],
  [46, 49],
  [55, 56],
] as const;

test('every fault of the table has the tests that it names', async () => {
  const table = await readFile(path.join(root, 'docs/faults-to-tests.md'), 'utf8');
  const rows = [...table.matchAll(/^\| (F\d\d) \|.*\| ([^|]+) \|$/gm)];
  const numbers = rows.map(([, fault]) => fault);
  for (const [from, to] of promised) {
    for (let fault = from; fault <= to; fault++) assert.ok(numbers.includes(`F${String(fault).padStart(2, '0')}`), `F${fault} has no row`);
  }
  for (const [, fault = '', named = ''] of rows) {
    const files = [...named.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    assert.ok(files.length > 0, fault);
    for (const file of files)
      assert.match(await readFile(path.join(root, file), 'utf8'), new RegExp(`\\b${fault}\\b`), `${fault}: ${file}`);
  }
});
