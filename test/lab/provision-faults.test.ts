/** What goes wrong with releases and starts: nothing is used before it is right, and the gate says at which level (F03, F28, F29, F30, F31). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { restart } from '../../client/src/operations/recipes/instance.ts';
import { followRun } from '../../client/src/operations/run/attach.ts';
import { listRuns } from '../../client/src/operations/run/list.ts';
import type { Target } from '../../client/src/operations/step.ts';
import { until } from '../support/sshd.ts';
import { type Applied, apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { instanceAlone as instance, manifestOfOne, type OneInstance, prepareOne } from './one-instance.ts';
import { type Reached, reach } from './reach.ts';
import type { ReleaseServer } from './release-server.ts';
import { type StandIn, standIn } from './stand-in/stand-in.ts';

describe('an instance', () => {
  let one: OneInstance;
  let host: LabHost;
  let reached: Reached;
  let war: StandIn;
  let releases: ReleaseServer;

  before(async () => {
    war = await standIn('2.42.5');
    one = await prepareOne(war);
    ({ host, reached, releases } = one);
  });
  after(() => one.close());

  const manifest = ({ sha256 } = war): HostingManifest => manifestOfOne({ version: '2.42.5', sha256 });
  const fails = async (wanted: HostingManifest): Promise<Applied> => {
    const applied = await applyPlan(reached, await planFor(reached, instance, targetOf(wanted, 'one')));
    assert.notEqual(applied.result.outcome, 'done', applied.said);
    return applied;
  };
  const kept = (): Promise<string> => host.sh('ls /opt/dhis2/releases');

  test('is not given a file with another checksum, nor a page (F28)', async () => {
    const page = Buffer.from('<!doctype html><title>Sign in to this network</title>');
    releases.serve(page);
    const { said } = await fails(manifest());
    assert.match(
      said,
      new RegExp(`${page.length} bytes and the SHA-256 ${createHash('sha256').update(page).digest('hex')} instead of ${war.sha256}`),
    );
    assert.equal(await kept(), '');
    // Its checksum is right, and still it is no release.
    const { said: also } = await fails(manifest({ ...war, sha256: createHash('sha256').update(page).digest('hex') }));
    assert.match(also, /no whole ZIP archive/);
    await host.sh('rm -f /opt/dhis2/releases/*.part');
  });

  test('is not given another version than was asked for (F29)', async () => {
    const other = await standIn('2.42.4');
    releases.serve(readFileSync(other.file));
    const { said } = await fails(manifest(other));
    assert.match(said, /The file is DHIS2 '2\.42\.4', not 2\.42\.5/);
    assert.equal(await host.sh('ls -d /opt/dhis2/releases/*[!t] 2> /dev/null || :'), '');
    await host.sh('rm -rf /opt/dhis2/releases/*');
  });

  test('is unpacked into a folder of its own (F30), is stopped again when it does not start, and the gate says why (F31)', async () => {
    await host.sh('install -d /var/lib/dhis2/hmis');
    await host.write('/var/lib/dhis2/hmis/stand-in.properties', 'start.fail = before-migration\n');
    releases.serve(readFileSync(war.file));
    releases.cutAfter(Math.floor(war.size / 2));
    // An exploded copy that an earlier try has left half-way.
    const folder = `/opt/dhis2/releases/2.42.5-${war.sha256.slice(0, 16)}`;
    await host.sh(`install -d ${folder}.part/WEB-INF/lib; echo old > ${folder}.part/WEB-INF/lib/old.jar`);
    const from = releases.asked.length;
    const { said, result } = await fails(manifest());
    assert.match(said, /L1: Tomcat is up, but DHIS2 could not be started/);
    assert.match(said, /Startup failed before migration/);
    assert.equal(result.outcome, 'undone');
    assert.equal(await host.sh('systemctl is-active dhis2@hmis || :'), 'inactive\n');
    // The download that broke in the middle went on there.
    assert.deepEqual(releases.asked.slice(from), [0, Math.floor(war.size / 2)]);
    assert.equal(
      await host.sh(`ls -d ${folder}* && ls ${folder}/WEB-INF/lib | grep -c '^old.jar' || :`),
      `${folder}\n${folder}.files\n0\n`,
    );
  });

  test('goes on with its migration when the link is cut, and is not let through as another version than it should be (F03, F31)', async () => {
    await host.write('/var/lib/dhis2/hmis/stand-in.properties', 'version = 2.42.0\nmigration.seconds = 2\n');
    const mine = fails(manifest());
    const sleeps = `su postgres -c "psql -tAc \\"select count(*) from pg_stat_activity where query like '%pg_sleep%' and pid <> pg_backend_pid()\\""`;
    await until(async () => Number(await host.sh(sleeps)) > 0, 'a migration', 120_000);
    reached.link.cut();
    const other = await reach(host);
    try {
      const connection = await other.transport.connect(other.address, AbortSignal.timeout(60_000));
      const [running] = await listRuns(connection, AbortSignal.timeout(60_000));
      assert.equal(running?.state, 'running');
      const signal = AbortSignal.timeout(300_000);
      const seen: string[] = [];
      for await (const report of followRun({ transport: other.transport, host: other.address, run: running.id, signal })) {
        if (report.kind === 'output') seen.push(report.text);
      }
      const { said } = await mine;
      assert.match(said, /L3: it is DHIS2 '2\.42\.0' instead of 2\.42\.5/);
      for (const line of seen) assert.ok(said.includes(line), line);
      assert.match(seen.join('\n'), /L3: it is DHIS2/);
    } finally {
      await other.transport.dispose();
    }
    const applied = `su postgres -c "psql -tAc 'select count(*) from flyway_schema_history where success' hmis"`;
    assert.ok(Number(await host.sh(applied)) > 1);
  });

  test('that answers nothing but ping is not let through (F31)', async () => {
    await host.write('/var/lib/dhis2/hmis/stand-in.properties', 'api.fail = yes\n');
    const { said } = await fails(manifest());
    assert.match(said, /L3: the system information was refused/);
  });

  test('runs when the fault is gone, and a plan finds what somebody changes', async () => {
    await host.sh('rm /var/lib/dhis2/hmis/stand-in.properties');
    await apply(reached, instance, targetOf(manifest(), 'one'));
    const left = async (): Promise<readonly string[]> => unsettled((await planFor(reached, instance, targetOf(manifest(), 'one'))).plan);
    assert.deepEqual(await left(), []);
    await host.sh(
      'sed -i \'s/port="-1"/port="8005" shutdown="SHUTDOWN"/\' /opt/dhis2/instances/hmis/conf/server.xml; chmod 666 /var/lib/dhis2/hmis/dhis.conf',
    );
    assert.deepEqual(
      (await left()).map((line) => line.replace(/:.*/s, '')),
      ['dhis-conf', 'tomcat-base', 'start-instance'],
    );
    await apply(reached, instance, targetOf(manifest(), 'one'));
    assert.deepEqual(await left(), []);
    await assert.rejects(host.sh('bash -c "exec 3<> /dev/tcp/127.0.0.1/8005" 2> /dev/null'));
  });

  test('is shown by Apache, and by nginx when that one is gone', async () => {
    const shownBy = (kind: 'apache' | 'nginx'): HostingManifest => ({
      ...manifest(),
      instances: (manifest().instances ?? []).map((each) => ({ ...each, proxy: 'front', path: '/hmis' })),
      proxies: [{ name: 'front', host: 'one', kind, serverNames: ['dhis.test'] }],
    });
    const moved = (await planFor(reached, instance, targetOf(shownBy('apache'), 'one'))).plan;
    assert.ok(moved.steps.some(({ id, state }) => id === 'proxy-site:front' && state === 'will-change'));
    await apply(reached, instance, targetOf(shownBy('apache'), 'one'));
    assert.deepEqual(unsettled((await planFor(reached, instance, targetOf(shownBy('apache'), 'one'))).plan), []);
    const shown = (): Promise<string> =>
      host.sh(`curl --silent --insecure --resolve dhis.test:443:127.0.0.1 https://dhis.test/hmis/api/ping
        ss -Hltnp 'sport = :443' | grep -oE '"[a-z0-9]+"' | sort -u`);
    assert.equal(await shown(), 'pong"apache2"\n');
    await isClosedMeanwhile(targetOf(shownBy('apache'), 'one'));
    await isLoggedWithoutNames('/var/log/apache2/other_vhosts_access.log', '/var/log/apache2');
    // Over HTTP/2 Apache ends the stream instead of reading what is sent, which older versions of curl take for a fault.
    const tries = `for n in $(seq 60); do curl --http1.1 --silent --insecure --output /dev/null --write-out '%{http_code}\\n' \\
      --resolve dhis.test:443:127.0.0.1 --json '{"username":"admin","password":"x"}' https://dhis.test/hmis/api/auth/login; done | sort | uniq -c`;
    const [refused = '', slowed = ''] = (await host.sh(tries)).trim().split('\n');
    assert.match(refused, /^\d+ 401$/);
    assert.match(slowed, /^ +\d+ 429$/);
    assert.ok(Number.parseInt(refused, 10) >= 20, refused);
    assert.equal(await shown(), 'pong"apache2"\n');
    assert.match(
      unsettled((await planFor(reached, instance, targetOf(shownBy('nginx'), 'one'))).plan).join('\n'),
      /Port 80 belongs to apache2/,
    );
    await host.sh('systemctl disable --now apache2');
    await apply(reached, instance, targetOf(shownBy('nginx'), 'one'));
    assert.equal(await shown(), 'pong"nginx"\n');
    await isClosedMeanwhile(targetOf(shownBy('nginx'), 'one'));
    await isLoggedWithoutNames('/var/log/nginx/access.log', '/var/log/nginx/access.log');
  });

  const withName = '?filter=lastName:eq:Traore';

  /** What is asked of DHIS2 holds names of patients; its path, its answer and who asked are enough. */
  async function isLoggedWithoutNames(log: string, all: string): Promise<void> {
    for (const scheme of ['https', 'http']) {
      await host.sh(`curl --http1.1 --silent --insecure --output /dev/null --user-agent reader --referer 'https://dhis.test/hmis/${withName}' \\
        --resolve dhis.test:443:127.0.0.1 --resolve dhis.test:80:127.0.0.1 '${scheme}://dhis.test/hmis/api/ping${withName}'`);
    }
    const lines = await host.sh(`grep -h reader ${log}`);
    const line = (status: number): RegExp =>
      new RegExp(`127\\.0\\.0\\.1 - - \\[[^\\]]+\\] "GET /hmis/api/ping HTTP/1\\.1" ${status} \\d+ "-" "reader"`);
    for (const status of [200, 301]) assert.match(lines, line(status));
    // When DHIS2 did not answer, too.
    assert.match(await host.sh(`cat ${log}`), /"GET \/hmis\/api\/ping HTTP\/1\.1" 503 /);
    assert.equal(await host.sh(`grep -rl Traore ${all} || :`), '');
  }

  /** While it is restarted, whoever asks is told so in two languages and programs when to come again; what DHIS2 says itself is passed on. */
  async function isClosedMeanwhile(target: Target): Promise<void> {
    const ask = (...words: readonly string[]): Promise<string> =>
      host.sh(`curl --http1.1 --silent --insecure --include --resolve dhis.test:443:127.0.0.1 ${words.join(' ')}`);
    const [ping, login] = [
      `--referer 'https://dhis.test/hmis/${withName}' 'https://dhis.test/hmis/api/ping${withName}'`,
      `--json '{}' https://dhis.test/hmis/api/auth/login`,
    ];
    await host.write('/var/lib/dhis2/hmis/stand-in.properties', 'start.seconds = 10\n');
    const restarting = apply(reached, restart, { ...target, instance: 'hmis' });
    try {
      await until(async () => (await ask(ping)).startsWith('HTTP/1.1 503'), 'the page', 60_000);
      for (const answer of [await ask(ping), await ask(login)]) {
        assert.match(answer, /^HTTP\/1\.1 503/);
        for (const header of ['retry-after: 60', 'cache-control: no-store', 'x-content-type-options: nosniff', 'content-type: text/html']) {
          assert.ok(
            answer
              .toLowerCase()
              .split('\r\n')
              .some((line) => line.startsWith(header)),
            `${header}\n${answer}`,
          );
        }
        assert.match(answer, /closed for the moment[\s\S]*fermé pour le moment/);
      }
    } finally {
      await restarting;
    }
    assert.match(await ask(ping), /^HTTP\/1\.1 200 [\s\S]*\r\n\r\npong$/);
    await host.write('/var/lib/dhis2/hmis/stand-in.properties', 'api.fail = yes\n');
    const answer = await ask('https://dhis.test/hmis/api/system/info');
    assert.match(answer, /^HTTP\/1\.1 500/);
    assert.doesNotMatch(answer, /retry-after|closed for the moment/i);
    await host.sh('rm /var/lib/dhis2/hmis/stand-in.properties');
  }

  test('cannot reach what is not its own', async () => {
    // In its own view of the disk, with its own rights.
    const as = (script: string): Promise<string> =>
      host.sh(`nsenter --target $(systemctl show --property=MainPID --value dhis2@hmis) --mount \\
        setpriv --reuid dhis2-hmis --regid dhis2-hmis --clear-groups sh -c '${script}' 2>&1 || :`);
    assert.match(await as('echo x >> /opt/dhis2/instances/hmis/conf/server.xml'), /Read-only|denied/);
    assert.match(await as('cat /etc/dhis2/hmis/secrets.env'), /denied/);
    assert.match(await as('mv /var/lib/dhis2/hmis/dhis.conf /var/lib/dhis2/hmis/x'), /not permitted|denied/);
    assert.match(await as('touch /root/x'), /denied|Read-only|No such/);
    assert.equal(await as('touch /var/lib/dhis2/hmis/y && echo may'), 'may\n');
  });
});
