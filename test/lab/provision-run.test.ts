/** From a bare host and a manifest to DHIS2 over HTTPS, as runs on the host that the command line starts, and away again. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CliResult, runCli } from '../support/run-cli.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { releaseServer } from './release-server.ts';
import { type StandIn, standIn } from './stand-in/stand-in.ts';
import { addSue } from './sue.ts';

const beat = '/ping/of-this-host-alone';

describe('a bare host', () => {
  let lab: Lab;
  let host: LabHost;
  let war: StandIn;
  let cwd = '';
  let port = 0;
  const heard: string[] = [];

  before(async () => {
    lab = await startLab();
    war = await standIn('2.42.5');
    await lab.serve(8088, releaseServer(war.file).server);
    await lab.serve(
      80,
      createServer((request, response) => {
        heard.push(request.url ?? '');
        request.resume();
        response.end();
      }),
    );
    lab.name('releases.test', lab.gateway);
    host = await lab.host('one');
    await addSue(host);
    ({ port } = await host.relay(22));
    cwd = await mkdtemp(path.join(tmpdir(), 'dhis2-hosting-'));
    write(true);
  });
  after(async () => {
    await lab.close();
    await rm(cwd, { recursive: true });
  });

  const write = (withInstance: boolean): void => {
    const instance = `
instances:
  - { name: hmis, host: one, dhis2Version: "2.42.5", database: main, proxy: front, heap: 512 MiB,
      war: { url: "http://releases.test:8088/dhis.war", sha256: ${war.sha256} } }
backups:
  - { name: nightly, instances: [hmis], schedule: "0 2 * * *" }`;
    writeFileSync(
      path.join(cwd, 'dhis2-hosting.yaml'),
      `version: 1
hosts:
  - { name: one, address: 127.0.0.1, port: ${port}, user: sue, agent: false, identityFile: ${host.identityFile}, hostKey: "${host.hostKey().fingerprint}" }
monitoring: { heartbeat: { env: BEAT } }
databases:
  - { name: main, host: one, tuning: { recipe: dhis2-guide, memory: 1 GiB } }
proxies:
  - { name: front, host: one, kind: nginx, serverNames: [dhis.test] }${withInstance ? instance : ''}
`,
    );
  };
  const cli = (...args: readonly string[]): Promise<CliResult> =>
    runCli([...args, '--locale', 'en'], { cwd, env: { HOME: cwd, BEAT: `http://releases.test${beat}` } });
  const fine = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await cli(...args);
    assert.equal(code, 0, `${stdout.slice(-6000)}\n${stderr}`);
    return stdout;
  };
  const page = (): Promise<string> =>
    host.sh(
      "curl --silent --insecure --resolve dhis.test:443:127.0.0.1 --output /dev/null --write-out '%{http_code}' https://dhis.test/api/ping",
    );
  const databases = async (): Promise<readonly string[]> =>
    (await host.sh('cd /; runuser -u postgres -- psql -XAtc "select datname from pg_database"'))
      .split('\n')
      .filter((name) => name.startsWith('hmis'));
  const remove = ['--recipe', 'remove-instance', '--instance', 'hmis'];
  const drop = ['--recipe', 'drop-removed', '--instance', 'hmis'];

  test('is provisioned by one plan and one run, and a second plan is empty', async (t) => {
    const planned = await cli('plan', '--save', 'one.json');
    assert.equal(planned.code, 1, planned.stderr);
    const began = Date.now();
    await fine('apply', '--plan', 'one.json', '--yes');
    t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s`);
    await fine('plan');
    assert.equal(await page(), '200');
    // The address of the heartbeat came with the run and is in one file of root's.
    assert.equal(heard.at(-1), beat);
    assert.equal(await host.sh("stat -c '%a %U' /etc/dhis2-hosting/heartbeat"), '600 root\n');
    assert.equal(
      await host.sh(`grep -rlF ${beat} /etc /opt /var/lib/dhis2-hosting /run /var/log 2> /dev/null || :`),
      '/etc/dhis2-hosting/heartbeat\n',
    );
    // No secret that the host has made is in what the run keeps.
    await host.sh(
      'for f in /etc/dhis2/hmis/secrets.env; do sed -n "s/^[A-Z_]*=//p" "$f"; done > /root/made; ! grep -rqFf /root/made /var/lib/dhis2-hosting/runs /var/lib/dhis2-hosting/journal',
    );
  });

  test('keeps its instance as long as there is no backup of it', async () => {
    await host.sh('mv /var/backups/dhis2/hmis /var/backups/dhis2/away');
    const { code, stdout } = await cli('plan', ...remove);
    assert.equal(code, 1);
    assert.match(stdout, /There is no verified backup of hmis on this host/);
    assert.doesNotMatch(stdout, /will change/);
    await host.sh('mv /var/backups/dhis2/away /var/backups/dhis2/hmis');
  });

  test('loses it by its name only, has all of it back by an undo, and lets it go for good later', async () => {
    assert.equal((await cli('plan', ...remove, '--save', 'remove.json')).code, 1);
    const apply = ['apply', ...remove, '--plan', 'remove.json', '--yes'];
    for (const [args, said] of [
      [apply, /--confirm hmis/],
      [[...apply, '--confirm', 'hmi'], /That is not hmis; nothing was changed/],
    ] as const) {
      const { code, stderr } = await cli(...args);
      assert.deepEqual([code, said.test(stderr)], [2, true], stderr);
    }
    assert.equal(await page(), '200');
    await fine(...apply, '--confirm', 'hmis');
    assert.equal(await page(), '404');
    const [renamed = ''] = await databases();
    assert.match(renamed, /^hmis_removed_\d{14}$/);
    assert.equal(
      await host.sh('ls /opt/dhis2/instances /etc/dhis2 /var/lib/dhis2; systemctl list-timers --all --no-legend "*hmis*"'),
      '/etc/dhis2:\n\n/opt/dhis2/instances:\n\n/var/lib/dhis2:\n',
    );
    await fine('plan', ...remove);

    // Back, as it was.
    assert.equal((await cli('plan', '--undo', '--save', 'undo.json')).code, 1);
    await fine('apply', '--undo', '--plan', 'undo.json', '--yes');
    assert.deepEqual(await databases(), ['hmis']);
    await host.sh('timeout 120 sh -c "until curl --silent --fail http://127.0.0.1:8080/api/ping; do sleep 0.5; done"');
    await fine('plan');

    assert.equal((await cli('plan', ...remove, '--save', 'remove.json')).code, 1);
    await fine(...apply, '--confirm', 'hmis');
    write(false);
    await fine('plan');
    const { stdout } = await cli('plan', ...drop, '--save', 'drop.json', '--host', 'one');
    assert.match(stdout, /Drop the database hmis_removed_\d{14}[\s\S]*Delete \/var\/lib\/dhis2\/\.removed-\d{14}-hmis/);
    await fine('apply', ...drop, '--plan', 'drop.json', '--yes', '--confirm', 'hmis');
    assert.deepEqual(await databases(), []);
    assert.equal(
      await host.sh('find / -xdev -name ".removed-*" 2> /dev/null || :; getent passwd dhis2-hmis || :; ls /var/lib/dhis2-hosting/removed'),
      '',
    );
    await fine('plan', ...drop);
    // The sets stay.
    assert.match(await host.sh('ls /var/backups/dhis2/hmis'), /^\d{8}T\d{6}Z/);
  });
});
