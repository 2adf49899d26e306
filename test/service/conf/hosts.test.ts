import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hostOf, isIpAddress, isLoopback, isPrivateHost } from '../../../server/src/service/conf/hosts.ts';

describe('hosts', () => {
  test('are found in addresses', () => {
    assert.equal(hostOf('https://HMIS.example.org:8443/dhis?x=1'), 'hmis.example.org');
    assert.equal(hostOf('http://user:secret@db:5432/'), 'db');
    assert.equal(hostOf('http://[::1]:8080'), '::1');
    assert.equal(hostOf('http://localhost'), 'localhost');
    assert.equal(hostOf('hmis.example.org'), undefined);
    assert.equal(hostOf('https://'), undefined);
  });

  const kinds: readonly (readonly [host: string, loopback: boolean, ip: boolean, isPrivate: boolean])[] = [
    ['localhost', true, false, true],
    ['127.0.0.1', true, true, true],
    ['::1', true, true, true],
    ['keycloak', false, false, true],
    ['keycloak.internal', false, false, true],
    ['hmis-postgresql.hmis.svc', false, false, true],
    ['10.1.2.3', false, true, true],
    ['172.16.0.1', false, true, true],
    ['172.32.0.1', false, true, false],
    ['192.168.1.9', false, true, true],
    ['fd00::1', false, true, true],
    ['2001:db8::1', false, true, false],
    ['41.74.10.2', false, true, false],
    ['10.example.org', false, false, false],
    ['hmis.gov.example', false, false, false],
    ['*', false, false, false],
  ];
  for (const [host, loopback, ip, isPrivate] of kinds) {
    test(host, () => assert.deepEqual([isLoopback(host), isIpAddress(host), isPrivateHost(host)], [loopback, ip, isPrivate]));
  }
});
