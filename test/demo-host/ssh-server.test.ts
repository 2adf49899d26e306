import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createKeyPair, type DemoSshServer, startSshServer } from '../../scripts/demo-host/ssh-server.ts';
import { createDemoClient } from './demo-client.ts';

describe('demo host: the door', () => {
  const clientKey = createKeyPair('right');
  let folder = '';
  let server: DemoSshServer;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'demo-host-'));
    await writeFile(path.join(folder, 'right'), clientKey.private, { mode: 0o600 });
    await writeFile(path.join(folder, 'wrong'), createKeyPair('wrong').private, { mode: 0o600 });
    server = await startSshServer({
      user: 'demo',
      clientKey,
      handle: (commandLine, channel) => {
        if (commandLine !== 'known') return false;
        channel.end('played\n');
        return true;
      },
    });
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });
  const door = (changes: { readonly key?: string; readonly hostKeyPin?: string } = {}) => ({
    port: server.port,
    identityFile: path.join(folder, changes.key ?? 'right'),
    hostKeyPin: changes.hostKeyPin ?? server.fingerprint,
  });

  test('lets the right key in, with the pinned host key, and asks nothing', async () => {
    const client = createDemoClient(folder);
    try {
      const connection = await client.connect(door());
      const played = await client.run(connection, 'known');
      assert.deepEqual(played.output, 'played\n');
    } finally {
      await client.dispose();
    }
  });

  test('has no shell: any other command ends with 127', async () => {
    const client = createDemoClient(folder);
    try {
      const connection = await client.connect(door());
      for (const command of ['id', 'known; id', '/bin/sh -c id', ' known']) {
        const { exit, output } = await client.run(connection, command);
        assert.deepEqual(exit, { kind: 'exited', code: 127 }, command);
        assert.equal(output, '', command);
      }
    } finally {
      await client.dispose();
    }
  });

  test('refuses another key', async () => {
    const client = createDemoClient(folder);
    await assert.rejects(client.connect(door({ key: 'wrong' })), { code: 'login-refused' });
    await client.dispose();
  });

  test('is refused by a client that was promised another host key', async () => {
    const client = createDemoClient(folder);
    const other = `SHA256:${'A'.repeat(43)}`;
    await assert.rejects(client.connect(door({ hostKeyPin: other })), { code: 'host-key-pin-differs' });
    await client.dispose();
  });
});
