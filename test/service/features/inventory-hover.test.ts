import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locale } from '@dhis2-hosting/server/service';
import { cursor } from '../../support/markers.ts';
import { documentsBeside, inventoryDocument, testService } from '../../support/service.ts';

function hover(marked: string, beside: { readonly [path: string]: string } = {}, file = 'inventory/hosts', locale: Locale = 'en') {
  const { text, offset } = cursor(marked);
  const document = inventoryDocument(text, file);
  const service = testService({}, locale, undefined, false, [document, ...documentsBeside(document, beside)]);
  const found = service.hover(document, document.positionAt(offset));
  return found === undefined ? undefined : { text: (found.contents as { value: string }).value, on: document.getText(found.range) };
}

const hosts = `[instances]
dhis ansible_host=172.19.2.11 heap_memory_size=4G
hmis ansible_host=172.19.2.12 db_password=hunter2
[instances:vars]
heap_memory_size=2G
dhis2_version=2.42
`;
const at = (text: string, place: string, index = 0) => {
  const offset = text.indexOf(place) + index;
  return `${text.slice(0, offset)}|${text.slice(offset)}`;
};

describe('hover in an inventory', () => {
  test('a variable of a group tells for whom it counts, and where another wins', () => {
    const found = hover(at(hosts, 'heap_memory_size=2G', 3));
    assert.equal(found?.on, 'heap_memory_size');
    assert.match(found?.text ?? '', /### `heap_memory_size`/);
    assert.match(found?.text ?? '', /In force for `hmis`\n- For `dhis` `4G` counts, from its line/);
    assert.match(found?.text ?? '', /\*\*Type\*\*: digits and `G` or `M`/);
  });

  test('a line that is still without its colon takes nothing from the others', () => {
    const half = 'heap_memory_size: 8G\nheap_me\n';
    const found = hover(at(half, '8G'), { '../hosts': hosts }, 'inventory/host_vars/dhis');
    assert.match(found?.text ?? '', /In force for `dhis`/);
    assert.equal(hover(at(half, 'heap_me\n'), { '../hosts': hosts }, 'inventory/host_vars/dhis'), undefined);
  });

  test('a variable of a host tells what it wins over, and what wins over it', () => {
    assert.match(hover(at(hosts, '4G'))?.text ?? '', /In force for `dhis`\n- Wins over `2G` from `\[instances:vars\]`/);
    const found = hover(at(hosts, '4G'), { 'host_vars/dhis': 'heap_memory_size: 8G\ndhis2_version: 2.42\n' });
    assert.equal(found?.on, '4G');
    assert.match(found?.text ?? '', /In force for no host\n- For `dhis` `8G` counts, from `host_vars\/dhis`/);
  });

  test('in a file of variables, in French', () => {
    const found = hover('heap_memory_size: |8G\n', { '../hosts': hosts }, 'inventory/host_vars/dhis', 'fr');
    assert.match(found?.text ?? '', /En vigueur pour `dhis`\n- L'emporte sur `4G` de sa ligne/);
    assert.match(found?.text ?? '', /Tas Java/);
  });

  test('a host tells its groups and variables, no secret among them', () => {
    const found = hover(at(hosts, 'hmis'));
    assert.equal(found?.on, 'hmis');
    assert.match(found?.text ?? '', /\*\*Groups\*\*: `all`, `instances`/);
    assert.match(found?.text ?? '', /`dhis2_version` = `2.42`, `\[instances:vars\]`/);
    assert.match(found?.text ?? '', /`db_password` = a secret, its line/);
    assert.ok(!JSON.stringify(found).includes('hunter2'));
    assert.ok(!JSON.stringify(hover(at(hosts, 'hunter2'))?.text).includes('hunter2'));
  });

  test('a group tells its hosts', () => {
    assert.match(hover(at(hosts, '[instances:vars]', 3))?.text ?? '', /\*\*Hosts\*\*: `dhis`, `hmis`/);
  });

  test('what nobody knows says where it counts; a comment says nothing', () => {
    assert.match(hover(`${hosts}own_|thing=1\n`)?.text ?? '', /### `own_thing`\n\n- In force for `dhis`, `hmis`$/);
    assert.equal(hover(`# no|te\n${hosts}`), undefined);
  });
});

describe('secrets of an inventory', () => {
  test('have their places', () => {
    const service = testService();
    const spansIn = (text: string, file?: string) =>
      service.secretSpans(inventoryDocument(text, file)).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(spansIn(hosts), ['hunter2']);
    assert.deepEqual(
      spansIn('dhis2_version: 2.42\ns3_secret_key: abc\nmunin_users: [{ name: a, password: b }]\n', 'inventory/host_vars/x'),
      ['abc', '[{ name: a, password: b }]'],
    );
  });
});
