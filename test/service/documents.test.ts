/** What a file is: remembered with all that it depends on. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLanguageService, defaultSettings, TextDocument } from '@dhis2-hosting/server/service';

const hostsUri = 'file:///servers/inventory/hosts';
const varsUri = 'file:///servers/inventory/host_vars/one';
const ours =
  '[web]\nproxy ansible_host=192.0.2.2\n[databases]\npostgres ansible_host=192.0.2.3\n[instances]\nhmis ansible_host=192.0.2.4 database_host=postgres dhis2_version=2.42\n';
const others = '[web]\nbox ansible_host=192.0.2.2\n';
/** Nothing in it says of what tool it is. */
const vars = 'ansible_user: admin\n';

function besides(text: string) {
  const state = { hosts: TextDocument.create(hostsUri, 'ini', 1, text), asked: 0 };
  const service = createLanguageService({
    settings: () => defaultSettings,
    companions: () => {
      state.asked++;
      return [state.hosts];
    },
    today: () => '2026-11-29',
    minuteOfDay: () => 0,
    locale: 'en',
    rulePage: () => undefined,
    onInternalError: (where, error) => assert.fail(`${where}: ${error}`),
  });
  const typed = (next: string) => {
    state.hosts = TextDocument.create(hostsUri, 'ini', state.hosts.version + 1, next);
  };
  return { service, state, typed };
}

describe('what a file of variables is', () => {
  const document = TextDocument.create(varsUri, 'yaml', 1, vars);

  test('follows the files beside it, both ways, though its own text stays', () => {
    const { service, typed } = besides(others);
    assert.equal(service.kind(document), undefined);
    typed(ours);
    assert.equal(service.kind(document), 'server-tools-vars');
    // It was ours, and is remembered as that; the inventory beside it is somebody else's by now.
    typed(others);
    assert.equal(service.kind(document), undefined);
    assert.deepEqual(service.findings(document), []);
    typed(ours);
    assert.equal(service.kind(document), 'server-tools-vars');
  });

  test('a text that tells it by itself still yields to an inventory of somebody else', () => {
    const { service, state, typed } = besides(ours);
    const own = TextDocument.create(varsUri, 'yaml', 1, 'dhis2_auto_upgrade: false\ndatabase_host: postgres\n');
    assert.equal(service.kind(own), 'server-tools-vars');
    typed(others);
    assert.equal(service.kind(own), undefined);
    assert.ok(state.asked > 0);
  });
});
