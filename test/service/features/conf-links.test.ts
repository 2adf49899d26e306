import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confDocument, testService } from '../../support/service.ts';

function links(text: string): readonly string[] {
  const document = confDocument(text);
  return testService()
    .documentLinks(document)
    .map(({ range, target }) => `${document.getText(range)} -> ${target}`);
}

describe('links in dhis.conf', () => {
  const cases: readonly (readonly [text: string, links: readonly string[]])[] = [
    ['server.base.url = https://dhis2.example.org\n', ['https://dhis2.example.org -> https://dhis2.example.org']],
    ['# see https://docs.dhis2.org/en/x.html#part.\n', ['https://docs.dhis2.org/en/x.html#part -> https://docs.dhis2.org/en/x.html#part']],
    ['server.base.url = https\\://x.org\n', ['https\\://x.org -> https://x.org']],
    ['route.remote_servers_allowed = https://a.org,https://b.org\n', ['https://a.org -> https://a.org', 'https://b.org -> https://b.org']],
    ['# (http://a.org) and <https://b.org>\n', ['http://a.org -> http://a.org', 'https://b.org -> https://b.org']],
    ['route.remote_servers_allowed = https://*\n', []],
    ['server.base.url = https://${HOST}/x\nserver.base.url = https://x.org/${PATH}\n', []],
    ['server.base.url = https://{{ host }}\n', []],
    ['connection.password = https://secret.example.org\n', []],
    ['# connection.password = https://secret.example.org\n', []],
    ['system.monitoring.url = https://user:pass@x.org/\n', []],
    ['connection.url = jdbc:postgresql://x.org/d\n', []],
    ['a = https://\n', []],
    [
      '# https://first.org\na = https://second.org\n',
      ['https://first.org -> https://first.org', 'https://second.org -> https://second.org'],
    ],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text), () => assert.deepEqual(links(text), expected));

  test('are in order, and not without end', () => {
    const found = testService().documentLinks(confDocument('# https://a.org\na = https://b.org\n'.repeat(3000)));
    assert.ok(found.length > 1000 && found.length <= 4000);
  });
});
