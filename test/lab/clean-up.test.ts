/** Nothing of a lab is left on the machine, whichever way it ended, and nothing of the machine is touched meanwhile. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from '../support/sshd.ts';
import { startLab } from './lab.ts';
import { runOrFail } from './processes.ts';

const keep = fileURLToPath(new URL('keep.ts', import.meta.url));

/** What there is of the lab with this folder, by the names everything of it bears. */
function remainsOf(folder: string): readonly string[] {
  const name = path.basename(folder);
  const ofProcess = (pid: string, file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  };
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid);
  return [
    ...(existsSync(folder) ? [`folder ${folder}`] : []),
    ...['systemd', 'unified', '.'].map((top) => path.join('/sys/fs/cgroup', top, name)).filter((group) => existsSync(group)),
    // Every process of a host is in a cgroup of the lab, those of the lab itself have its folder among their words.
    ...pids
      .filter((pid) => ofProcess(pid, 'cgroup').includes(name) || ofProcess(pid, 'cmdline').includes(`${folder} `))
      .map((pid) => `process ${pid}: ${ofProcess(pid, 'cmdline')}`),
    ...readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes(name)),
  ];
}

const machineNetwork = (): Promise<string> =>
  runOrFail(['sh', '-c', 'ip -brief address; ip route show table all; ip netns list; cat /proc/sys/net/ipv4/ip_forward /etc/hosts']);

describe('a lab leaves nothing behind', () => {
  test('when it is closed, and does not touch the network of the machine', async () => {
    const before = await machineNetwork();
    const lab = await startLab();
    await Promise.all([lab.host('one'), lab.host('two')]);
    // Otherwise this test could not fail.
    assert.ok(remainsOf(lab.folder).some((what) => what.startsWith('process')));
    assert.ok(remainsOf(lab.folder).some((what) => what.startsWith('/sys/fs/cgroup')));
    assert.equal(await machineNetwork(), before);
    await lab.close();
    assert.deepEqual(remainsOf(lab.folder), []);
    assert.equal(await machineNetwork(), before);
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    test(`when its program is ended by ${signal}`, async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', keep, 'kept'], { stdio: ['ignore', 'pipe', 'inherit'] });
      let folder = '';
      for await (const line of createInterface({ input: child.stdout })) {
        folder = /kept in (\S+)/.exec(line)?.[1] ?? '';
        if (folder !== '') break;
      }
      assert.ok(remainsOf(folder).length > 3);
      child.kill(signal);
      await once(child, 'exit');
      await until(() => remainsOf(folder).length === 0, 'the end of the lab', 20_000);
    });
  }
});
