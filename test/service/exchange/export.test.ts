/** What is made of a plan is an inventory that the tool can run; whatever is changed or left out on the way is told. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { exportSoundInventory } from '../../../server/src/service/exchange/export-inventory.ts';
import { root } from '../../support/imports.ts';
import { inventoryDocument, testService } from '../../support/service.ts';

function exported(text: string): { readonly text: string; readonly notes: readonly string[] } {
  const made = exportSoundInventory([{ uri: 'file:///plan/dhis2-hosting.yaml', text }]);
  assert.ok(made !== 'broken', 'the plan has a mistake');
  return { text: made.files[0]?.text ?? '', notes: made.notes.map(({ message }) => render(message, 'en')) };
}

const errorsOf = (text: string) =>
  testService()
    .findings(inventoryDocument(text))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule} ${render(message, 'en')}`);

/** Everything on a guest of `box`, with what the tool has no variable for. */
const crowded = `version: 1
hosts:
  - { name: box, address: 192.0.2.10 }
  - { name: two, address: 10.1.0.2, guestOf: box, guestKind: lxd }
databases:
  - { name: main, host: two, postgresqlVersion: "16" }
proxies:
  - { name: front, host: two, kind: apache, serverNames: [hmis.example.org], maxUploadSize: 500 MB, tls: { mode: none } }
instances:
  - { name: hmis, host: two, dhis2Version: "2.41", javaVersion: "21", heap: 4 GiB, database: main, proxy: front, path: /hmis }
backups:
  - { name: nightly, instances: [hmis], schedule: "0 3 * * *", retention: { daily: 3, weekly: 2, monthly: 4 } }
  - { name: weekly, instances: [hmis], schedule: "0 3 * * *", method: dump, retention: { weekly: 9 } }
monitoring: { tool: zabbix, alerts: [{ kind: email, to: it@example.org }] }
`;

const proxyLine = /^ {2}- \{ name: front.*$/m;
const withProxy = (kind: string, rest: string) =>
  crowded.replace(proxyLine, `  - { name: front, host: two, kind: ${kind}, serverNames: [hmis.example.org]${rest} }`);

describe('an exported inventory passes its own checks', () => {
  for (const file of ['test/fixtures/plans/whole.dhis2-hosting.yaml', 'test/fixtures/demo-workspace/dhis2-hosting.yaml']) {
    test(file, () => {
      const { text } = exported(readFileSync(path.join(root, file), 'utf8'));
      assert.match(text, /\[instances:vars\]\ncreate_db=yes\ndhis2_auto_upgrade=false\n/);
      assert.deepEqual(errorsOf(text), []);
    });
  }

  for (const [name, tls, type, note] of [
    ['no word of TLS', '', 'letsencrypt', /does not say where the certificate of `front`/],
    ['no TLS', ', tls: { mode: none }', 'selfsigned', /never does: it gets a self-signed certificate/],
    ['a self-signed certificate', ', tls: { mode: self-signed }', 'selfsigned', undefined],
    ["Let's Encrypt without an address", ', tls: { mode: lets-encrypt }', 'letsencrypt', /Complete `email`/],
    [
      'a certificate of its own',
      ', tls: { mode: own-certificate, certificate: /etc/ssl/a.crt, privateKey: /etc/ssl/a.key }',
      'customssl',
      /Copy `\/etc\/ssl\/a\.crt` and `\/etc\/ssl\/a\.key` as `customssl\.crt`/,
    ],
  ] as const) {
    test(`a proxy with ${name}`, () => {
      const { text, notes } = exported(withProxy('nginx', tls));
      assert.match(text, new RegExp(`^TLS_TYPE=${type}$`, 'm'));
      assert.equal(/^email=$/m.test(text), type === 'letsencrypt');
      assert.deepEqual(errorsOf(text), []);
      const told = notes.filter((one) => /certificate|Let's Encrypt/.test(one)).join('\n');
      if (note === undefined) assert.equal(told, '');
      else assert.match(told, note);
    });
  }
});

describe('what is changed or left out is told', () => {
  const { text, notes } = exported(crowded);
  const told = notes.join('\n');

  test('monitoring that the tool does not install', () => {
    assert.match(text, /^server_monitoring=munin$/m);
    assert.match(told, /does not install the monitoring of the plan \(`zabbix`\): it gets Munin/);
    assert.match(told, /`alerts` of `monitoring` has no variable/);
    const known = exported(crowded.replace('tool: zabbix', 'tool: prometheus'));
    assert.match(known.text, /^server_monitoring=grafana$/m);
    assert.doesNotMatch(known.notes.join('\n'), /monitoring of the plan/);
  });

  test('sets kept by months, and a second retention', () => {
    assert.match(told, /`retention\.monthly` of `nightly` has no variable/);
    assert.match(told, /`retention` of `weekly` has no variable: all dumps are kept alike/);
    assert.doesNotMatch(told, /`retention` of `nightly`|`method`|`schedule`/);
  });

  test('Java, which follows from the release unless a WAR is named', () => {
    assert.match(told, /`javaVersion` of `hmis` has no variable/);
    const war = `war: { url: "https://example.org/dhis.war", sha256: "${'a'.repeat(64)}" }, javaVersion: "17"`;
    const own = exported(crowded.replace('javaVersion: "21"', war));
    assert.match(own.text, /java_version=17/);
    assert.doesNotMatch(own.notes.join('\n'), /javaVersion/);
  });

  test('the upload limit, in the words of the web server', () => {
    assert.match(told, /`maxUploadSize` of `front` has no variable: its Apache/);
    assert.match(
      exported(withProxy('nginx', ', maxUploadSize: 500 MB')).notes.join('\n'),
      /`maxUploadSize` .*: its nginx takes up to 100 MB/,
    );
  });

  test('containers are made on the machine, not on its guest', () => {
    assert.match(told, /`hmis` shares the host `two` .* on `box`.*Run the playbook on `box`/);
    assert.doesNotMatch(told, /playbook on `two`/);
  });
});
