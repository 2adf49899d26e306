/** A release that is sent from here: it resumes, is compared, and only then is there. F02, F24, F25. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { describeError, isOperationError } from '../../client/src/operations/index.ts';
import { uploadFile } from '../../client/src/operations/upload.ts';
import { soon } from '../support/ssh-client.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { hasQuotas, liftQuota, mountWithQuota } from './quota.ts';
import { type Reached, reach } from './reach.ts';

const size = 9_000_000;
const folder = '/var/lib/dhis2-hosting/uploads';

describe('a file that is sent', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  const here = mkdtempSync(path.join(tmpdir(), 'upload-'));
  const file = path.join(here, 'dhis.war');
  const content = randomBytes(size);
  const sha256 = createHash('sha256').update(content).digest('hex');

  before(async () => {
    writeFileSync(file, content);
    lab = await startLab();
    host = await lab.host('one');
    reached = await reach(host);
  });
  after(async () => {
    rmSync(here, { recursive: true });
    await reached.transport.dispose();
    await lab.close();
  });

  const connect = async () => reached.transport.connect(reached.address, soon());
  const listed = (): Promise<string> => host.sh(`ls ${folder} | grep -v lock || :`);

  test('goes on where a cut link left it, and is there when it is whole', async () => {
    const first = await connect();
    reached.link.slow({ bytesPerSecond: 3_000_000, delayMs: 5 });
    let before = 0;
    const cut = uploadFile(first, {
      ...{ file, sha256, signal: soon() },
      progress: (sent) => {
        before = sent;
        if (sent > size / 2) reached.link.cut();
      },
    });
    await assert.rejects(cut, { code: 'connection-lost' });
    assert.equal(await listed(), `${sha256}.part\n`);
    reached.link.slow({ bytesPerSecond: 100_000_000, delayMs: 0 });
    const reports: number[] = [];
    await uploadFile(await connect(), { file, sha256, signal: soon(), progress: (sent) => void reports.push(sent) });
    assert.ok((reports[0] ?? 0) > 0, 'it began anew');
    // What was in flight when the link broke: SSH's window and the pieces of this side.
    assert.ok(before - (reports[0] ?? 0) < 4_000_000, `${before - (reports[0] ?? 0)} bytes were sent twice`);
    assert.equal(reports.at(-1), size);
    assert.equal(await listed(), `${sha256}\n`);
    assert.equal((await host.sh(`sha256sum ${folder}/${sha256}; stat -c %a ${folder}/${sha256}`)).split(/\s+/)[0], sha256);
    await uploadFile(await connect(), { file, sha256, signal: soon(), progress: () => assert.fail('it was sent again') });
  });

  test('begins anew when what is there is something else', async () => {
    await host.sh(`rm ${folder}/${sha256}; head -c 1000 /dev/zero > ${folder}/${sha256}.part`);
    const reports: number[] = [];
    await uploadFile(await connect(), { file, sha256, signal: soon(), progress: (sent) => void reports.push(sent) });
    assert.equal(reports[0], 0);
    assert.equal(await listed(), `${sha256}\n`);
  });

  /** Over an empty folder that takes 5 MB and then more. */
  async function goesOnWhenThereIsRoom(said: RegExp, makeRoom: () => Promise<unknown>): Promise<void> {
    await assert.rejects(uploadFile(await connect(), { file, sha256, signal: soon() }), (error: unknown) => {
      assert.ok(isOperationError(error) && error.code === 'upload-not-written');
      assert.match(describeError(error, 'en'), said);
      return true;
    });
    assert.equal(await listed(), `${sha256}.part\n`);
    await makeRoom();
    const reports: number[] = [];
    await uploadFile(await connect(), { file, sha256, signal: soon(), progress: (sent) => void reports.push(sent) });
    assert.ok((reports[0] ?? 0) > 1_000_000, 'it began anew');
    assert.equal(await listed(), `${sha256}\n`);
    await host.sh(`umount ${folder}`);
  }

  test('says that the disk is full, and goes on when there is room (F24)', async () => {
    await host.sh(`mount -t tmpfs -o size=5m tmpfs ${folder}`);
    await goesOnWhenThereIsRoom(/No space left on device/, () => host.sh(`mount -o remount,size=20m ${folder}`));
  });

  if (hasQuotas) {
    test('says that a quota is met, and goes on when it is raised (F25)', async () => {
      await mountWithQuota(host, folder, '5M');
      await goesOnWhenThereIsRoom(/Disk quota exceeded/, () => liftQuota(host, folder));
    });
  }

  test('says that the disk is read-only (F25)', async () => {
    await host.sh(`mount -t tmpfs -o ro tmpfs ${folder}`);
    await assert.rejects(uploadFile(await connect(), { file, sha256, signal: soon() }), (error: unknown) => {
      assert.match(describeError(error, 'en'), /could not be written to .*: .*Read-only file system/);
      return true;
    });
    await host.sh(`umount ${folder}`);
  });

  test('is not kept when it is another one', async () => {
    const other = 'f'.repeat(64);
    await assert.rejects(uploadFile(await connect(), { file, sha256: other, signal: soon() }), { code: 'upload-differs' });
    assert.equal(await listed(), `${sha256}\n`);
  });
});
