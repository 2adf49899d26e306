import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { inventoryDocument, testService } from '../../support/service.ts';

const text = [
  '# the machine that runs the playbook',
  '127.0.0.1',
  '',
  '# DHIS2',
  '# two of them',
  '[instances] # note',
  'hmis[1:2] ansible_host=172.19.2.11 dhis2_version=2.42',
  'training',
  '',
  '[all:children]',
  'instances',
  '[instances:vars]',
  'create_db=yes',
  '',
].join('\n');

describe('outline of an inventory', () => {
  const symbols = testService().documentSymbols(inventoryDocument(text));
  const names = (list: readonly DocumentSymbol[]): unknown =>
    list.map(({ name, children = [] }) => (children.length === 0 ? name : { [name]: names(children) }));

  test('sections, hosts, variables, groups', () => {
    assert.deepEqual(names(symbols), [
      '127.0.0.1',
      { instances: [{ 'hmis[1:2]': ['ansible_host', 'dhis2_version'] }, 'training'] },
      { 'all:children': ['instances'] },
      { 'instances:vars': ['create_db'] },
    ]);
  });

  test('an address is shown beside its host', () => {
    assert.equal(symbols[1]?.children?.[0]?.detail, '172.19.2.11');
  });

  test('every name stands within its whole, in the file', () => {
    const document = inventoryDocument(text);
    const check = ({ name, range, selectionRange, children = [] }: DocumentSymbol) => {
      assert.ok(document.getText(range).includes(document.getText(selectionRange)), name);
      for (const child of children) check(child);
    };
    for (const symbol of symbols) check(symbol);
  });

  test('of thousands of hosts only as many as editors can bear', () => {
    const many = `[instances]\na dhis2_version=2.42\n${'b\n'.repeat(9000)}`;
    const [section] = testService().documentSymbols(inventoryDocument(many));
    assert.ok((section?.children?.length ?? 0) < 5000);
  });
});

test('sections and comments of an inventory fold', () => {
  const folds = testService().foldingRanges(inventoryDocument(text));
  assert.deepEqual(
    folds.map(({ startLine, endLine, kind }) => [startLine, endLine, kind]),
    [
      [3, 4, 'comment'],
      [5, 7, undefined],
      [9, 10, undefined],
      [11, 12, undefined],
    ],
  );
});
