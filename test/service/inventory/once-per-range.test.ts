import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inventoryDocument, testService } from '../../support/service.ts';

const inventory = (web: string) => `127.0.0.1
[web]
${web}
[databases]
[instances]
dhis ansible_host=172.19.2.11 dhis2_version=2.42
[monitoring]
`;
const told = (web: string) => {
  const document = inventoryDocument(inventory(web));
  return testService()
    .diagnostics(document)
    .filter(({ range }) => range.start.line === 2)
    .map(({ code }) => code);
};

const times = (codes: readonly unknown[], code: string) => codes.filter((one) => one === code).length;

test('what is wrong with each host of a range is told once', () => {
  const codes = told('web[01:50].example.com ansible_host=172.19.2.2');
  assert.equal(times(codes, 'unusable-host-name'), 1);
  assert.equal(times(codes, 'duplicate-inventory-address'), 1);
});

test('what is wrong with two hosts of two lines is told twice', () => {
  assert.equal(times(told('a.example.com\nb.example.com'), 'unusable-host-name'), 1);
  const document = inventoryDocument(inventory('a.example.com\nb.example.com'));
  const codes = testService()
    .diagnostics(document)
    .map(({ code }) => code);
  assert.equal(times(codes, 'unusable-host-name'), 2);
});

test('two mistakes on one range stay two', () => {
  const codes = told('web[01:50] ansible_host=172.19.2.2 heap_memory_szie=4G proxy_rewrtie=True');
  assert.equal(times(codes, 'unknown-inventory-variable'), 2);
});
