import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { isHostName } from '../../client/src/operations/hosts/host-name.ts';
import {
  type HostSurroundings,
  hostAddressFromManifest,
  type ManifestHost,
  readHostSurroundings,
} from '../../client/src/operations/index.ts';
import { loadSshConfig } from '../../client/src/operations/transport/ssh-config-file.ts';
import { temporaryFolder } from '../support/ssh-client.ts';

async function surroundings(config: string, more: Partial<HostSurroundings> = {}): Promise<HostSurroundings> {
  const reader = { read: async () => config, list: async () => [] };
  const sshConfig = await loadSshConfig([{ file: '/c', includeRoot: '/' }], '/home/me', reader);
  const local = { name: 'me', home: '/home/me', env: { SSH_AUTH_SOCK: '/run/agent' } };
  return { sshConfig, local, exists: () => false, ...more };
}

const web: ManifestHost = { name: 'web-1', address: 'web' };

describe('address of a manifest host', () => {
  test('nothing but a name: own account, port 22, agent, default keys that are there', async () => {
    const around = await surroundings('', { exists: (file) => file.endsWith('id_rsa') });
    assert.deepEqual(hostAddressFromManifest(web, [web], around), {
      name: 'web-1',
      address: 'web',
      port: 22,
      user: 'me',
      identityFiles: ['/home/me/.ssh/id_rsa'],
      agent: '/run/agent',
      identitiesOnly: false,
      compression: false,
      hostKeyPin: undefined,
      jumps: [],
    });
  });

  test('the SSH configuration fills the gaps, the manifest wins', async () => {
    const around = await surroundings(
      'Host web\n HostName web.example\n User conf\n Port 2200\n IdentityFile ~/conf\n IdentitiesOnly yes\n IdentityAgent /other\n',
    );
    const plain = hostAddressFromManifest(web, [web], around);
    assert.deepEqual(
      [plain.address, plain.user, plain.port, plain.identityFiles, plain.agent, plain.identitiesOnly],
      ['web.example', 'conf', 2200, ['/home/me/conf'], '/other', true],
    );
    const full: ManifestHost = { ...web, user: 'admin', port: 22, identityFile: '~/mine', agent: false, hostKey: 'SHA256:x' };
    const won = hostAddressFromManifest(full, [full], around);
    assert.deepEqual(
      [won.address, won.user, won.port, won.identityFiles, won.agent, won.hostKeyPin],
      ['web.example', 'admin', 22, ['/home/me/mine'], undefined, 'SHA256:x'],
    );
  });

  test('jump hosts of the manifest, one behind the other, with their own pins', async () => {
    const hosts: readonly ManifestHost[] = [
      { ...web, jumpHost: 'inner' },
      { name: 'inner', address: 'inner.example', jumpHost: 'outer', hostKey: 'SHA256:i' },
      { name: 'outer', address: 'outer.example', port: 2222 },
    ];
    const { jumps } = hostAddressFromManifest(hosts[0] ?? web, hosts, await surroundings(''));
    assert.deepEqual(
      jumps.map(({ name, port, hostKeyPin, jumps: more }) => [name, port, hostKeyPin, more.length]),
      [
        ['outer', 2222, undefined, 0],
        ['inner', 22, 'SHA256:i', 0],
      ],
    );
  });

  test('a container of LXD is reached through its host, unless another way is named', async () => {
    const guest: ManifestHost = { name: 'hmis', address: 'guest', guestOf: 'metal', guestKind: 'lxd' };
    const metal: ManifestHost = { name: 'metal', address: 'metal.example', hostKey: 'SHA256:m' };
    const other: ManifestHost = { name: 'other', address: 'other.example' };
    const wayOf = async (host: ManifestHost, config = '') => {
      const { jumps } = hostAddressFromManifest(host, [host, metal, other], await surroundings(config));
      return jumps.map(({ name, hostKeyPin }) => [name, hostKeyPin]);
    };
    assert.deepEqual(await wayOf(guest), [['metal', 'SHA256:m']]);
    assert.deepEqual(await wayOf({ ...guest, jumpHost: 'other' }), [['other', undefined]]);
    assert.deepEqual(await wayOf(guest, 'Host guest\n ProxyJump away\n'), [['away', undefined]]);
    assert.deepEqual(await wayOf({ ...guest, guestKind: 'docker' }), [], 'nobody knows how its network is');
    const { guestKind: _, ...unknown } = guest;
    assert.deepEqual(await wayOf(unknown), []);
  });

  test('ProxyJump of the configuration: each part is looked up, only the first has jumps of its own', async () => {
    const around = await surroundings(
      'Host web\n ProxyJump a,you@b:99\nHost a\n HostName a.example\n User ua\n ProxyJump c\nHost b\n ProxyJump never\n',
    );
    const { jumps } = hostAddressFromManifest(web, [web], around);
    assert.deepEqual(
      jumps.map(({ address, user, port }) => `${user}@${address}:${port}`),
      ['me@c:22', 'ua@a.example:22', 'you@b:99'],
    );
  });

  test('jumps that go round in a circle, or to a host that is not there', async () => {
    const one: ManifestHost = { ...web, jumpHost: 'two' };
    const hosts = [one, { name: 'two', address: 'two', jumpHost: 'web-1' }];
    const around = await surroundings('Host x\n ProxyJump x\n');
    assert.throws(() => hostAddressFromManifest(one, hosts, around), { code: 'jump-host-failed' });
    assert.throws(() => hostAddressFromManifest(one, [one], around), { code: 'jump-host-failed' });
    assert.throws(() => hostAddressFromManifest({ name: 'x', address: 'x' }, [], around), { code: 'jump-host-failed' });
  });

  test('names that a program could take for something else are refused (F18)', async () => {
    const around = await surroundings('');
    for (const address of ['-oProxyCommand=id', 'a b', 'a;b', '$(id)', 'a\nb', '', 'a/b', 'é', 'user@host']) {
      assert.throws(() => hostAddressFromManifest({ name: 'x', address }, [], around), { code: 'host-name-unusable' }, address);
    }
    for (const user of ['-l', 'a b', ''])
      assert.throws(() => hostAddressFromManifest({ ...web, user }, [], around), { code: 'host-name-unusable' }, user);
    for (const good of ['a', 'web_1.example.', '192.0.2.1', '2001:db8::1', 'fe80::1%eth0']) assert.ok(isHostName(good), good);
    const hostile = await surroundings('Host web\n HostName -oProxyCommand=id\n');
    assert.equal(hostAddressFromManifest(web, [web], hostile).address, 'web');
  });

  test('a ProxyCommand is refused and not run; a jump host of the manifest replaces it (F18)', async () => {
    const around = await surroundings('Host web\n ProxyCommand touch /tmp/never\n');
    assert.throws(() => hostAddressFromManifest(web, [web], around), { code: 'proxy-command-unsupported' });
    const behind: ManifestHost = { ...web, jumpHost: 'b' };
    assert.equal(hostAddressFromManifest(behind, [behind, { name: 'b', address: 'b' }], around).jumps.length, 1);
  });

  test('a ProxyJump that is no host is refused rather than left out', async () => {
    const around = await surroundings('Host web\n ProxyJump -oX\n');
    assert.throws(() => hostAddressFromManifest(web, [web], around), { code: 'host-name-unusable' });
  });

  test('configuration left aside is told', async () => {
    const notes: string[] = [];
    const around = await surroundings('Match exec "true"\n User x\n', { note: (host, { kind }) => notes.push(`${host} ${kind}`) });
    hostAddressFromManifest(web, [web], around);
    assert.deepEqual(notes, ['web-1 match-exec']);
  });

  test('the configuration is read from the home folder; a broken one is named', async () => {
    const { folder, remove } = await temporaryFolder();
    const configFile = path.join(folder, 'config');
    await writeFile(configFile, 'Host web\n Port 77\n');
    const options = { home: folder, env: {}, configFile, systemConfigFile: path.join(folder, 'none') };
    assert.equal(hostAddressFromManifest(web, [web], await readHostSurroundings('web-1', options)).port, 77);
    await writeFile(configFile, 'Host "web\n');
    await assert.rejects(readHostSurroundings('web-1', options), { code: 'ssh-config-unreadable', host: 'web-1' });
    await remove();
  });
});
