/** A restore test that starts DHIS2 on what was restored: alone, for a while, and nothing of it stays, however the test ends. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { type DrillRecord, drillRecords } from '../../client/src/operations/facts/drill-records.ts';
import { probeHost } from '../../client/src/operations/probe.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { runCli } from '../support/run-cli.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { apply, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { instanceAlone, manifestOfOne, type OneInstance, prepareOne } from './one-instance.ts';
import { standIn } from './stand-in/stand-in.ts';

const program = '/usr/local/lib/dhis2-hosting/backup';
const conf = '/etc/dhis2-hosting/backup/nightly.hmis.json';
const unit = 'dhis2-hosting-start-test-nightly.hmis.service';
const drill = `python3 -IB ${program} drill nightly.hmis`;

const needed: Recipe = {
  ...provision,
  steps: (target) => {
    const alone = new Set(instanceAlone.steps(target).map(({ id }) => id));
    return provision.steps(target).filter(({ id }) => alone.has(id) || id === 'backup-program');
  },
};

describe('a restore test that starts DHIS2', () => {
  let one: OneInstance;
  let host: LabHost;
  let manifest: HostingManifest;
  const sql = async (text: string): Promise<string> => (await host.sh(`cd /; runuser -u postgres -- psql -XAtqd hmis -c "${text}"`)).trim();
  const scratches = (): Promise<string> => sql("select count(*) from pg_database where datname like 'dhis2\\_restore\\_test\\_%'");
  const state = async (): Promise<string> => (await host.sh(`systemctl show --property=ActiveState --value ${unit}`)).trim();
  const drills = async (): Promise<readonly DrillRecord[]> => {
    const fact = drillRecords('hmis');
    const { transport, address } = one.reached;
    const answer = (await probeHost(await transport.connect(address, soon()), [fact], soon(60_000))).answer(fact);
    assert.ok(answer.known);
    return answer.value;
  };
  const fails = async (code: string, detail: RegExp): Promise<void> => {
    const { code: ended, stderr } = await host.exec(['/bin/sh', '-c', drill]);
    assert.equal(ended, 1, stderr);
    const [last] = await drills();
    assert.deepEqual([last?.outcome, last?.code, last?.started], ['failed', code, undefined], stderr);
    assert.match(last?.detail ?? '', detail);
  };
  /** What the command line tells, which ends with this. */
  const told = async (t: TestContext, code: number): Promise<string> => {
    const cwd = await temporaryFolder(t, {});
    const { port } = await host.relay(22);
    const where = { address: '127.0.0.1', port, user: 'root', agent: false, identityFile: host.identityFile };
    const hosts = [{ name: 'one', ...where, hostKey: host.hostKey().fingerprint }];
    writeFileSync(path.join(cwd, 'dhis2-hosting.yaml'), JSON.stringify({ ...manifest, hosts }));
    const ended = await runCli(['backups', '--locale', 'en'], { cwd, env: { HOME: cwd } });
    assert.equal(ended.code, code, ended.stdout + ended.stderr);
    return ended.stdout;
  };
  /** What people work with, as it is now. */
  const live = (): Promise<string> =>
    host.sh(`systemctl show --property=MainPID,NRestarts,ActiveEnterTimestamp dhis2@hmis.service
      find /var/lib/dhis2/hmis /opt/dhis2 ! -path '*/logs/*' -newer /root/before -print
      curl --silent http://127.0.0.1:8080/api/ping
      cd /; runuser -u postgres -- psql -XAtqd hmis -c 'select count(*), max(installed_on) from flyway_schema_history'`);
  const nothingStays = async (): Promise<void> => {
    assert.equal(await scratches(), '0');
    assert.equal(await host.sh(`systemctl list-units --all --plain --no-legend '${unit}'`), '');
    assert.equal(await host.sh("find /tmp /var/tmp /var/lib/private /run/credentials -name '*start-test*' 2> /dev/null || :"), '');
    assert.equal(await host.sh("pgrep -fa 'backup (relay|inside)' || :"), '');
  };
  /** A drill in the background whose server is held still as soon as it is there. */
  const heldStill = async (): Promise<void> => {
    await host.sh(`nohup ${drill} > /root/said 2>&1 & :`);
    await until(async () => (await host.sh(`systemctl show --property=MainPID --value ${unit}`)).trim() !== '0', 'the server', 120_000);
    await until(async () => (await host.sh(`pgrep -c java || :`)).trim() === '2', 'its Java', 120_000);
    await host.sh(`systemctl kill --signal=STOP ${unit}`);
  };

  before(async () => {
    const war = await standIn('2.42.5');
    one = await prepareOne(war);
    host = one.host;
    manifest = {
      ...manifestOfOne(war),
      backups: [{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *', restoreTest: { every: '30 days', start: true } }],
    };
  });
  after(() => one.close());

  test('is what provisioning ends with, and tells the version and how long it took', async (t) => {
    const { seconds } = await apply(one.reached, needed, targetOf(manifest, 'one'));
    const [last] = await drills();
    t.diagnostic(JSON.stringify([seconds['restore-test:nightly.hmis'], last?.seconds]));
    assert.deepEqual([last?.outcome, last?.started, last?.release?.split('-')[0]], ['done', { version: '2.42.5' }, '2.42.5']);
    assert.ok((last?.seconds['start'] ?? 0) > 0 && (last?.seconds['total'] ?? 0) > (last?.seconds['start'] ?? 0));
    await nothingStays();
    assert.match(await told(t, 0), /^ {2}DHIS2 2\.42\.5 was started on it and answered after \d+ s$/m);
    assert.deepEqual(unsettled((await planFor(one.reached, needed, targetOf(manifest, 'one'))).plan), []);
  });

  test('it is alone: no network, no account, no file of the live one, and no secret where others read', async () => {
    await host.sh('touch /root/before');
    const before = await live();
    await heldStill();
    const main = (await host.sh(`systemctl show --property=MainPID --value ${unit}`)).trim();
    // Of those that systemd gives for a while (systemd.exec(5), DynamicUser).
    assert.match(await host.sh(`nsenter --target ${main} --net ip -o link`), /^1: lo: .*\n$/);
    assert.equal(await host.sh(`stat -c %u /proc/${main} | awk '{ print ($1 >= 61184 && $1 <= 65519) }'`), '1\n');
    await host.sh(`for path in /var/lib/dhis2/hmis /etc/dhis2/hmis /var/backups/dhis2 /var/lib/dhis2-hosting-backup; do
      if nsenter --target ${main} --mount --setuid "$(stat -c %u /proc/${main})" --setgid "$(stat -c %g /proc/${main})" ls "$path" > /dev/null 2>&1; then echo "$path" >&2; exit 1; fi
    done`);
    await host.sh(`sed -n 's/^[A-Z_]*=//p' /etc/dhis2/hmis/secrets.env > /root/secrets; [ -s /root/secrets ]
      if cat /proc/[0-9]*/cmdline 2> /dev/null | tr '\\0' '\\n' | grep -qFf /root/secrets; then exit 1; fi
      if journalctl --no-pager | grep -qFf /root/secrets; then exit 2; fi
      if find /proc/${main}/root/tmp /var/lib/dhis2-hosting-backup -type f -exec grep -lFf /root/secrets {} + | grep .; then exit 3; fi`);
    assert.equal(await host.sh("ss -Hltn | awk '{ print $4 }' | grep -c 8080"), '1\n');
    await host.sh(`systemctl kill --signal=CONT ${unit}`);
    await until(async () => /restored and compared/.test(await host.sh('cat /root/said')), 'the end of the drill', 240_000);
    assert.equal(await live(), before);
    await nothingStays();
  });

  test('when it does not start, the test fails and says why', async (t) => {
    await host.sh('touch /root/before');
    await sql(
      "insert into flyway_schema_history values (99, '2.42.9', 'of nobody', 'SQL', 'V2_42_9__Of_nobody.sql', 1, 'hmis', now(), 1, false)",
    );
    const before = await live();
    await host.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
    await fails('start', /^Tomcat is up, but DHIS2 could not be started: .*The migration to version 2\.42\.9 has failed before/);
    assert.match(await told(t, 1), /^ {2}restore-test-failed: .*: start Tomcat is up, but DHIS2 could not be started/m);
    await nothingStays();
    assert.equal(await live(), before);
    await sql('delete from flyway_schema_history where installed_rank = 99');
    await host.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
  });

  test('without its release or the memory for it nothing is restored at all', async () => {
    await host.sh(`cp ${conf} /root/conf; sed -i 's|/opt/dhis2/releases|/opt/dhis2/elsewhere|' ${conf}`);
    await fails('release', /2\.42\.5-[0-9a-f]{16}, of which the set is, is not on this host$/);
    await host.sh(`cp /root/conf ${conf}; sed -i 's|"memory": [0-9]*|"memory": 99999999|' ${conf}`);
    await fails('memory', /^the host has \d+ MB of memory free, and to start DHIS2 takes \d+ MB$/);
    assert.deepEqual(Object.keys((await drills())[0]?.seconds ?? {}), ['check']);
    await host.sh(`cp /root/conf ${conf}`);
    await nothingStays();
  });

  test('drills of a host take turns, and one that waits keeps no backup waiting', async () => {
    const before = (await drills()).length;
    await host.sh('nohup flock /var/lib/dhis2-hosting-backup/.drill.lock sleep 302 > /dev/null 2>&1 & :');
    const isHeld = async (): Promise<boolean> =>
      (await host.exec(['flock', '--nonblock', '/var/lib/dhis2-hosting-backup/.drill.lock', 'true'])).code !== 0;
    await until(isHeld, 'the other drill', 30_000);
    await host.sh(`nohup ${drill} > /root/said 2>&1 & :`);
    await until(async () => (await host.sh("cat /proc/locks | grep -c -- '-> FLOCK' || :")).trim() === '1', 'the drill that waits', 60_000);
    await host.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
    assert.equal((await drills()).length, before);
    await host.sh("pkill -f '^sleep 302'");
    await until(async () => /restored and compared/.test(await host.sh('cat /root/said')), 'the end of the drill', 240_000);
    await nothingStays();
  });

  test('a drill that is killed takes the server with it', async () => {
    await heldStill();
    await host.sh("pkill -KILL -f '^python3 .*backup drill nightly'");
    await host.sh(`systemctl kill --signal=CONT ${unit}`);
    await until(async () => (await state()) === 'inactive', 'the end of the server', 120_000);
    assert.equal(await scratches(), '1');
    await host.sh(drill);
    await nothingStays();
  });

  test('one that could not notice is stopped by the next drill', async () => {
    await heldStill();
    await host.sh("pkill -KILL -f '^python3 .*backup drill nightly'");
    assert.deepEqual([await state(), await scratches()], ['active', '1']);
    await host.sh(drill);
    assert.equal((await drills())[0]?.started?.version, '2.42.5');
    await nothingStays();
  });
});
