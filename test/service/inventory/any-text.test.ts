import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseIni } from '../../../server/src/service/inventory/ini-parser.ts';
import { readInventory } from '../../../server/src/service/inventory/model.ts';
import { readPythonLiteral } from '../../../server/src/service/inventory/python-literal.ts';
import { parseVars } from '../../../server/src/service/inventory/vars-file.ts';
import { root } from '../../support/imports.ts';
import { inventoryDocument } from '../../support/service.ts';

const stock = readFileSync(path.join(root, 'test/fixtures/server-tools/stock/inventory/hosts'), 'utf8');

type Spanned = { readonly start: number; readonly end: number };

/** Every part lies in the text and in the whole it is part of, and says what stands there. */
function checkIni(text: string): void {
  const { sections, comments, problems } = parseIni(text);
  const inside = ({ start, end }: Spanned, outer: Spanned = { start: 0, end: text.length }) => {
    const isInside = outer.start <= start && start <= end && end <= outer.end;
    // The message is made when it is needed: there are many places in a long text.
    if (!isInside) assert.fail(`${start} to ${end} in ${JSON.stringify(text.slice(0, 1000))}`);
  };
  for (const { span } of [...comments, ...problems]) inside(span);
  let last = 0;
  for (const { header, lines, span } of sections) {
    inside(span);
    if (header !== undefined) {
      inside(header.groupSpan, header.span);
      inside(header.suffixSpan, header.span);
      assert.equal(text.slice(header.groupSpan.start, header.groupSpan.end), header.group);
    }
    for (const line of lines) {
      inside(line.span, span);
      assert.ok(line.span.start >= last, 'lines out of order');
      last = line.span.end;
      const variables = line.kind === 'host' ? line.variables : line.kind === 'variable' ? [line.variable] : [];
      for (const variable of variables) {
        inside(variable.nameSpan, variable.span);
        inside(variable.valueSpan, variable.span);
      }
    }
  }
}

const pieces = ['[web]', '[all:vars]', '[a:children]', '[b:vra]', '[', ']', '\n', '\r\n', '\r', ' ', '\t', '=', '"', "'", '\\', '#', ';'];
const more = [
  'h',
  'h[1:3]',
  '[01:99999999]',
  ':22',
  '2.40',
  'True',
  '{',
  '}',
  '(',
  ',',
  '\ufeff',
  '\0',
  '\ud800',
  '\u2028',
  '\u0085',
  'é',
  '---',
];
const iniLike = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 60 }).map((list) => list.join(''));

describe('any text', () => {
  test('pieces of inventories', () => fc.assert(fc.property(iniLike, checkIni), { numRuns: 2000 }));
  test('any characters', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), checkIni), { numRuns: 500 }));

  test('an inventory cut at every offset', () => {
    for (let end = 0; end <= stock.length; end++) checkIni(stock.slice(0, end));
  });

  test('an inventory with a piece put in or taken out', () => {
    const change = fc.record({ at: fc.nat(stock.length), length: fc.nat(30), piece: fc.constantFrom(...pieces, ...more) });
    fc.assert(
      fc.property(change, ({ at, length, piece }) => checkIni(stock.slice(0, at) + piece + stock.slice(at + length))),
      { numRuns: 500 },
    );
  });

  test('a literal of Python', () => {
    const literal = fc.array(fc.constantFrom(...'[](){},:\'"\\rub0123456789._eExXjJ+- #TrueFalsNo'), { maxLength: 20 });
    fc.assert(
      fc.property(literal, (list) => void readPythonLiteral(list.join(''))),
      { numRuns: 3000 },
    );
  });

  test('an inventory with files beside it', () => {
    fc.assert(
      fc.property(iniLike, fc.string({ unit: fc.constantFrom(...'ab:- \n\'"{}[]!&*|>#'), maxLength: 60 }), (hosts, vars) => {
        const inventory = readInventory(inventoryOf(hosts), [{ uri: 'file:///srv/deploy/inventory/host_vars/h', text: vars }]);
        for (const host of inventory.hosts.values()) assert.ok(host.variables.size >= 0);
        for (const { valueSpan, nameSpan } of parseVars(vars).variables) {
          for (const { start, end } of [valueSpan, nameSpan]) assert.ok(start >= 0 && start <= end && end <= vars.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const inventoryOf = (text: string) => ({ uri: inventoryDocument('').uri, text });

describe('texts made to hurt are read in bounded time', () => {
  const texts: { readonly [name: string]: string } = {
    'a range of many hosts': '[a]\nh[1:999999999][1:999999999]\n',
    'many ranges': `[a]\n${'h[1:99999]\n'.repeat(300)}`,
    'brackets 10,000 deep': `[all:vars]\na=${'['.repeat(10_000)}\n`,
    'a very long line': `[all:vars]\na=${'x '.repeat(500_000)}\n`,
    'a very long host line': `h ${'a=b '.repeat(200_000)}\n`,
    'a very long name': `${'a-'.repeat(200_000)}b\n`,
    '50,000 hosts': Array.from({ length: 50_000 }, (_, i) => `h${i} a=1`).join('\n'),
    '20,000 groups': Array.from({ length: 20_000 }, (_, i) => `[g${i}]\nh a=1`).join('\n'),
    'a chain of 20,000 groups': Array.from({ length: 20_000 }, (_, i) => `[g${i}:children]\ng${i + 1}`).join('\n'),
    'one group over and over': '[web]\nh\n'.repeat(20_000),
    digits: `[all:vars]\na=${'1'.repeat(100_000)}\n`,
    quotes: `h a=${'"\'"'.repeat(100_000)}\n`,
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      const started = performance.now();
      checkIni(text);
      const { hosts } = readInventory(inventoryOf(text), []);
      assert.ok([...hosts.values()].slice(0, 100).every(({ variables }) => variables.size >= 0));
      assert.ok(performance.now() - started < 5000);
    });
  }
});
