/** The table from facts to rules: every rule it names exists, and every rule about dhis.conf that rests on a fact is in it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '@dhis2-hosting/server/documented';
import { codeIn, tableRows } from '../support/markdown-table.ts';

type Row = { readonly fact: string; readonly rules: readonly string[]; readonly remark: string };

async function readTable(): Promise<readonly Row[]> {
  const rows = await tableRows('docs/facts-to-rules.md');
  return rows.map(([fact = '', named = '', remark = '']) => ({ fact, rules: codeIn(named), remark }));
}

test('a row names rules that exist, or the reason why there is none', async () => {
  const known = new Set(rules.map(({ id }) => id));
  for (const row of await readTable()) {
    for (const rule of row.rules) assert.ok(known.has(rule), `${row.fact} names ${rule}`);
    assert.ok(row.rules.length > 0 || row.remark !== '', `${row.fact} has neither rule nor reason`);
  }
});

/** Rules that watch over what this product brings itself: no fact about the server stands behind them. */
const own = ['unusable-version-line', 'template-file'];

test('every rule about dhis.conf is in the table', async () => {
  const told = new Set((await readTable()).flatMap((row) => row.rules));
  const missing = rules.filter(({ language, id }) => language === 'dhis-conf' && !told.has(id) && !own.includes(id)).map(({ id }) => id);
  assert.deepEqual(missing, []);
});
