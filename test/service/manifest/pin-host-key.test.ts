/** The key of a host, written into its manifest. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits, pinHostKey, readManifest } from '@dhis2-hosting/server/service';

const key = 'SHA256:uNiVztksCsDhcc0u9e8BrNVFdgdcS6dCUMMHSPFkOSc';

describe('a pin', () => {
  const texts: readonly (readonly [form: string, text: string])[] = [
    ['lines', 'version: 1\nhosts:\n  - name: app\n    address: a # here\n  - name: db\n    address: d\n'],
    ['one line', 'version: 1\nhosts:\n  - { name: app, address: a }\n'],
    ['no line end at its end', 'version: 1\nhosts:\n  - name: app\n    address: a'],
  ];
  for (const [form, text] of texts) {
    test(`goes to the host in ${form}`, () => {
      const edit = pinHostKey(text, 'app', key) ?? assert.fail('no edit');
      const { hosts, problems } = readManifest(applyEdits(text, [edit]));
      assert.deepEqual([problems, hosts[0]?.hostKey, hosts[1]?.hostKey], [[], key, undefined]);
    });
  }

  const none: readonly (readonly [why: string, text: string])[] = [
    ['the host has one already', `version: 1\nhosts:\n  - { name: app, address: a, hostKey: "${key}" }\n`],
    ['there is no such host', 'version: 1\nhosts:\n  - { name: db, address: a }\n'],
    ['the host is broken', 'version: 1\nhosts:\n  - { name: app }\n'],
    ['it is no manifest', '- ['],
  ];
  for (const [why, text] of none) test(`goes nowhere when ${why}`, () => assert.equal(pinHostKey(text, 'app', key), undefined));
});
