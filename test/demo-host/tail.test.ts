import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { tailLog } from '../../client/src/operations/logs/follow.ts';
import { followedSource } from '../../client/src/operations/logs/follow-source.ts';
import type { LogSource } from '../../client/src/operations/logs/log-source.ts';
import { createGrowingLog, type GrowingLog } from '../../scripts/demo-host/growing-log.ts';
import { dayRecords, startRecords } from '../../scripts/demo-host/log-records.ts';
import { createKeyPair, type DemoSshServer, startSshServer } from '../../scripts/demo-host/ssh-server.ts';
import { playTail, readRequest } from '../../scripts/demo-host/tail-player.ts';
import { createDemoClient, type Door, hostOf } from './demo-client.ts';

const file = '/var/log/tomcat10/catalina.out';
const token = 'ab'.repeat(16);

describe('demo host: the followed log', () => {
  const clientKey = createKeyPair('tail');
  let folder = '';
  let server: DemoSshServer;
  let log: GrowingLog;
  let door: Door;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'demo-tail-'));
    const identityFile = path.join(folder, 'key');
    await writeFile(identityFile, clientKey.private, { mode: 0o600 });
    // It grows by the tests only.
    log = createGrowingLog(3_600_000);
    server = await startSshServer({ user: 'demo', clientKey, handle: playTail(file, log) });
    door = { port: server.port, identityFile, hostKeyPin: server.fingerprint };
  });
  after(async () => {
    log.stop();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  /** Follows until so many lines came, then stops. */
  async function follow(source: LogSource, wanted: number, onLive: () => void = () => undefined): Promise<readonly string[]> {
    const client = createDemoClient(folder);
    const stop = new AbortController();
    const deadline = AbortSignal.timeout(20_000);
    const lines: string[] = [];
    try {
      const signal = AbortSignal.any([stop.signal, deadline]);
      for await (const event of tailLog({ transport: client.transport, host: hostOf(door), source, signal, lines: 5 })) {
        if (event.kind === 'state' && event.state === 'live') onLive();
        if (event.kind === 'lines') lines.push(...event.lines);
        if (lines.length >= wanted) stop.abort();
      }
      assert.equal(deadline.aborted, false, `only ${lines.length} of ${wanted} lines came`);
      return lines;
    } finally {
      await client.dispose();
    }
  }

  test("the product's own tail gets the last lines, then each growth once", async () => {
    const [first, second] = dayRecords;
    assert.ok(first && second);
    const lines = await follow({ kind: 'file', path: file }, 7, () => {
      log.append(first);
      log.append(second);
    });
    assert.equal(lines.length, 7);
    assert.ok(lines[4]?.endsWith(startRecords.at(-1)?.text ?? '?'), lines[4]);
    assert.ok(lines[5]?.includes(first.text), lines[5]);
    assert.ok(lines[6]?.includes(second.text), lines[6]);
  });

  test('another file or a unit is not played', async () => {
    await assert.rejects(follow({ kind: 'file', path: '/etc/passwd' }, 1), { code: 'command-failed' });
    await assert.rejects(follow({ kind: 'unit', unit: 'tomcat10' }, 1), { code: 'command-failed' });
  });

  test('a request is read from exactly what the product sends, first and after a break', () => {
    const asked = followedSource({ kind: 'file', path: file }, 'demo');
    assert.deepEqual(readRequest(asked.command(token, 200), file), { token, lines: 200, from: undefined });
    assert.deepEqual(readRequest(asked.command(token, 'all'), file), { token, lines: 'all', from: undefined });
    asked.opened('1:1:9', 42);
    const again = asked.command(token, 200);
    assert.deepEqual(readRequest(again, file), { token, lines: 200, from: { id: '1:1:9', offset: 42 } });
    for (const other of [`${again} `, `${again};id`, again.replace('sleep', 'id;sleep'), again.replace(file, '/etc/shadow')]) {
      assert.equal(readRequest(other, file), undefined);
    }
  });
});
