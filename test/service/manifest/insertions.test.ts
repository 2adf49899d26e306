import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SpanEdit } from '../../../server/src/service/findings.ts';
import { addField, addItem, addSection } from '../../../server/src/service/manifest/insertions.ts';
import { parseManifest } from '../../../server/src/service/manifest/parse-manifest.ts';

function placeIn(text: string) {
  const [part] = parseManifest(text).parts;
  assert.ok(part);
  return { text, part };
}

function applied(text: string, edit: SpanEdit | undefined): string | undefined {
  return edit && text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
}

type Case = { readonly name: string; readonly text: string; readonly expected: string | undefined };

describe('an item goes to the end of its list', () => {
  const cases: readonly Case[] = [
    { name: 'no list', text: 'version: 1\n', expected: 'version: 1\nhosts:\n  - name: x\n    a: 1\n' },
    { name: 'indented list', text: 'hosts:\n  - name: a\n', expected: 'hosts:\n  - name: a\n  - name: x\n    a: 1\n' },
    {
      name: 'list in the column of its name',
      text: 'hosts:\n- name: a\nversion: 1\n',
      expected: 'hosts:\n- name: a\n- name: x\n  a: 1\nversion: 1\n',
    },
    {
      name: 'comments behind the list',
      text: 'hosts:\n  - name: a # one\n\n# next\nversion: 1\n',
      expected: 'hosts:\n  - name: a # one\n  - name: x\n    a: 1\n\n# next\nversion: 1\n',
    },
    {
      name: 'text of several lines at the end',
      text: 'hosts:\n  - name: a\n    description: |\n      one\n      two\nversion: 1\n',
      expected: 'hosts:\n  - name: a\n    description: |\n      one\n      two\n  - name: x\n    a: 1\nversion: 1\n',
    },
    { name: 'no line end', text: 'hosts:\n  - { name: a }', expected: 'hosts:\n  - { name: a }\n  - name: x\n    a: 1\n' },
    { name: 'list on one line', text: 'hosts: [{ name: a }]\n', expected: undefined },
    { name: 'list without items', text: 'hosts:\nversion: 1\n', expected: undefined },
    { name: 'document on one line', text: '{ version: 1 }\n', expected: undefined },
  ];
  for (const { name, text, expected } of cases) {
    test(name, () => assert.equal(applied(text, addItem(placeIn(text), 'hosts', ['- name: x', '  a: 1'])), expected));
  }
});

describe('a section goes to the end of its document', () => {
  const cases: readonly Case[] = [
    { name: 'one document', text: 'version: 1\n# end\n', expected: 'version: 1\nteam:\n  - a\n# end\n' },
    { name: 'two documents', text: 'version: 1\n---\nversion: 1\n', expected: 'version: 1\nteam:\n  - a\n---\nversion: 1\n' },
    { name: 'CRLF', text: 'version: 1\r\n', expected: 'version: 1\r\nteam:\r\n  - a\r\n' },
    { name: 'a list alone', text: '- a\n', expected: undefined },
  ];
  for (const { name, text, expected } of cases) {
    test(name, () => assert.equal(applied(text, addSection(placeIn(text), ['team:', '  - a'])), expected));
  }
});

describe('a field goes to the end of its group', () => {
  const cases: readonly Case[] = [
    { name: 'lines', text: 'hosts:\n  - name: a\n  - name: b\n', expected: 'hosts:\n  - name: a\n    x: 1\n  - name: b\n' },
    { name: 'one line', text: 'hosts:\n  - { name: a }\n', expected: 'hosts:\n  - { name: a, x: 1 }\n' },
    { name: 'one line with a comma at the end', text: 'hosts:\n  - { name: a, }\n', expected: 'hosts:\n  - { name: a, x: 1, }\n' },
    {
      name: 'lists inside',
      text: 'hosts:\n  - name: a\n    disks:\n      - { mount: / }\nversion: 1\n',
      expected: 'hosts:\n  - name: a\n    disks:\n      - { mount: / }\n    x: 1\nversion: 1\n',
    },
    { name: 'no group', text: 'hosts: [a]\n', expected: undefined },
  ];
  for (const { name, text, expected } of cases) {
    test(name, () => assert.equal(applied(text, addField(placeIn(text), ['hosts', 0], 'x: 1')), expected));
  }
});
