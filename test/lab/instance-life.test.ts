/** What becomes of an instance: other releases with and without a way back, restarts (F03, F31, F32, F33). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { stringify } from 'yaml';
import { deploy, restart } from '../../client/src/operations/recipes/instance.ts';
import { startRun } from '../../client/src/operations/run/start.ts';
import { planUndo, undoFiles } from '../../client/src/operations/run/undo.ts';
import { watchRun } from '../../client/src/operations/run/watch.ts';
import type { Target } from '../../client/src/operations/step.ts';
import { type CliResult, runCli } from '../support/run-cli.ts';
import { soon } from '../support/ssh-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { requestOf } from '../support/test-recipe.ts';
import { type Applied, apply, applyPlan, planFor, unsettled } from './apply.ts';
import { asAdmin, giveAdmin, keptPassword } from './first-administrator.ts';
import type { LabHost } from './host.ts';
import type { Lab } from './lab.ts';
import { manifestOfOne, type OneInstance, instanceAlone as prepared, prepareOne } from './one-instance.ts';
import type { Reached } from './reach.ts';
import { type ReleaseServer, releaseServer } from './release-server.ts';
import type { Version } from './stand-in/releases.ts';
import { type StandIn, standIn, tomcat9 } from './stand-in/stand-in.ts';

describe('the life of an instance', () => {
  let one: OneInstance;
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  let releases: ReleaseServer;

  before(async () => {
    one = await prepareOne(await standIn('2.42.4'));
    ({ lab, host, reached, releases } = one);
    await apply(reached, prepared, await targetOf('2.42.4'));
  });
  after(() => one.close());

  /** From now on this release is what there is to download. */
  const manifestOf = async (dhis2Version: Version): Promise<HostingManifest> => {
    const war = await standIn(dhis2Version);
    releases.serve(readFileSync(war.file));
    return manifestOfOne(war);
  };
  const targetOf = async (version: Version): Promise<Target> => ({
    manifest: await manifestOf(version),
    host: 'one',
    instance: 'hmis',
    now: Date.now(),
  });
  const deployed = async (version: Version): Promise<Applied> =>
    applyPlan(reached, await planFor(reached, deploy, await targetOf(version)));
  /** What a plan to provision would change, which is all that a deployment brings about and more. */
  const left = async (version: Version): Promise<readonly string[]> =>
    unsettled((await planFor(reached, prepared, await targetOf(version))).plan);
  const running = async (): Promise<string> => {
    const password = String(await host.read('/etc/dhis2/hmis/admin-password'));
    const told = await host.sh(`curl --silent --user 'admin:${password}' http://127.0.0.1:8080/api/system/info`);
    return (JSON.parse(told) as { readonly version: string }).version;
  };
  const fault = (lines: string): Promise<void> => host.write('/var/lib/dhis2/hmis/stand-in.properties', lines);
  const state = async (): Promise<string> =>
    (await host.sh('systemctl is-active dhis2@hmis || :; systemctl is-enabled dhis2@hmis || :')).trim();
  const sql = async (text: string): Promise<string> => (await host.sh(`cd /; runuser -u postgres -- psql -XAtd hmis -c "${text}"`)).trim();
  const copies = async (): Promise<readonly string[]> =>
    (await host.sh('ls /var/lib/dhis2-hosting/safety/hmis 2> /dev/null || :')).split('\n').filter((name) => name.endsWith('.dump'));

  test('is restarted by a plan of its own, and is back only when it answers', async () => {
    await fault('start.seconds = 4\n');
    const began = Date.now();
    const { plan, result, said } = await applyPlan(reached, await planFor(reached, restart, await targetOf('2.42.4')));
    assert.equal(result.outcome, 'done', said);
    assert.ok(Date.now() - began > 4000, 'it did not wait');
    assert.match(said, /L3: it is DHIS2 2\.42\.4/);
    assert.equal(plan.steps[0]?.state, 'will-change');
    await fault('');
  });

  test('has its kept password again when its database lets the well-known one in, and a note when people changed it', async () => {
    const kept = await keptPassword(host);
    assert.deepEqual(await left('2.42.4'), []);
    await giveAdmin(host, 'hmis', 'district');
    assert.equal(await asAdmin(host, 'district'), '200');
    const open = await planFor(reached, prepared, await targetOf('2.42.4'));
    assert.match(unsettled(open.plan).join('\n'), /^default-admin:hmis: will-change Give the user admin the random password[^\n]*$/);
    const { result, said } = await applyPlan(reached, open);
    assert.equal(result.outcome, 'done', said);
    assert.doesNotMatch(JSON.stringify(open.plan) + said, new RegExp(kept));
    assert.deepEqual([await asAdmin(host, 'district'), await asAdmin(host, kept)], ['401', '200']);
    assert.equal(await keptPassword(host), kept);
    assert.deepEqual(await left('2.42.4'), []);

    await giveAdmin(host, 'hmis', 'Changed-by-people-1');
    const { plan } = await planFor(reached, prepared, await targetOf('2.42.4'));
    assert.deepEqual(unsettled(plan), []);
    assert.match(
      plan.steps.flatMap(({ notes }) => notes.map(({ text }) => text.en)).join('\n'),
      /admin does not come in with the password in \{file\}, nor with the well-known one/,
    );
  });

  test('begins anew in an empty database: its version is judged without a login, and its kept password set again', async () => {
    const kept = await keptPassword(host);
    await host.sh('systemctl stop dhis2@hmis; cd /; runuser -u postgres -- dropdb --force hmis');
    // At the first proof 1; of the database that was open to all the plan, the run, its change and its proof 1 each; of that of people 2.
    assert.equal(await host.sh("cat /var/log/dhis2/hmis/access.*.log | grep -c ' GET /api/me HTTP/1.1 401 '"), '7\n');
    await fault('version = 2.42.0\n');
    const wrong = await applyPlan(reached, await planFor(reached, prepared, await targetOf('2.42.4')));
    assert.equal(wrong.result.outcome, 'undone', wrong.said);
    assert.match(wrong.said, /L3: it is DHIS2 '2\.42\.0' instead of 2\.42\.4, as it tells without a login: the login in \S+ was refused/);
    await fault('');
    const { said } = await apply(reached, prepared, await targetOf('2.42.4'));
    assert.match(
      said,
      /L3: it is DHIS2 2\.42\.4, as it tells without a login: the login in \/etc\/dhis2\/hmis\/admin-password was refused/,
    );
    assert.deepEqual([await asAdmin(host, 'district'), await asAdmin(host, kept)], ['401', '200']);
    assert.equal(await keptPassword(host), kept);
    assert.deepEqual(await left('2.42.4'), []);
  });

  test('gets another release that is sent from here, and goes on with its database', async (t) => {
    const cwd = await temporaryFolder(t, {});
    const { port } = await host.relay(22);
    const manifest = await manifestOf('2.42.5');
    const war = { file: 'dhis-2.42.5.war', sha256: manifest.instances?.[0]?.war?.sha256 ?? '' };
    const at = { name: 'one', address: '127.0.0.1', port, user: 'root', agent: false, identityFile: host.identityFile };
    const written = {
      ...manifest,
      hosts: [{ ...at, hostKey: host.hostKey().fingerprint }],
      instances: manifest.instances?.map((instance) => ({ ...instance, war })),
    };
    writeFileSync(path.join(cwd, 'dhis2-hosting.yaml'), stringify(written));
    const cli = (...args: readonly string[]): Promise<CliResult> => runCli([...args, '--locale', 'en'], { cwd, env: { HOME: cwd } });
    const blocked = await cli('plan');
    assert.match(blocked.stdout, /hmis runs DHIS2 2\.42\.4 .*, the manifest says 2\.42\.5/);
    const planned = await cli('plan', '--recipe', 'deploy-release', '--instance', 'hmis', '--save', 'plan.json');
    assert.equal(planned.code, 1, planned.stderr);
    assert.match(
      planned.stdout,
      /Send dhis-2\.42\.5\.war from here[\s\S]*hmis: from DHIS2 2\.42\.4 to 2\.42\.5[\s\S]*It may migrate the database/,
    );
    const missing = await cli('apply', '--recipe', 'deploy-release', '--instance', 'hmis', '--plan', 'plan.json', '--yes');
    assert.deepEqual([missing.code, /dhis-2\.42\.5\.war: cannot be read \(ENOENT\)/.test(missing.stderr)], [2, true], missing.stderr);
    copyFileSync((await standIn('2.42.5')).file, path.join(cwd, war.file));
    const applied = await cli('apply', '--recipe', 'deploy-release', '--instance', 'hmis', '--plan', 'plan.json', '--yes');
    assert.equal(applied.code, 0, `${applied.stdout}\n${applied.stderr}`);
    assert.match(applied.stderr, /Sending dhis-2\.42\.5\.war to one: 100 %/);
    assert.match(applied.stdout, /No migration is pending/);
    assert.equal(await running(), '2.42.5');
    assert.deepEqual(await copies(), []);
    assert.deepEqual(await left('2.42.5'), []);
    assert.equal((await cli('plan', '--recipe', 'deploy-release')).code, 0);
    assert.equal((await cli('plan', '--instance', 'hmis')).code, 2);
    assert.equal((await cli('plan', '--recipe', 'deploy-release', '--instance', 'other')).code, 2);
  });

  test('has its old release back when the new one fails before the database has changed (F31)', async () => {
    await fault('migration.fail = 2.42.3\n');
    const { result, said } = await deployed('2.42.5.2');
    assert.equal(result.outcome, 'undone', said);
    assert.match(said, /Safety copy: \S+\.dump, \d+ bytes, decoded whole/);
    assert.match(
      said,
      /L1: Tomcat is up, but DHIS2 could not be started[\s\S]*No migration has run, so the release from before comes back/,
    );
    assert.equal(await running(), '2.42.5');
    assert.equal(await state(), 'active\nenabled');
    await fault('');
    assert.deepEqual(await left('2.42.5'), []);
  });

  test('stays stopped when the new one fails after it migrated, and what is said then leads back (F32)', async () => {
    await fault('start.fail = after-migration\n');
    await sql("create table kept_apart as select 'of before' as text");
    const { plan, result, said } = await deployed('2.42.5.2');
    const notes = plan.steps.flatMap((step) => step.notes.map(({ text }) => text.en)).join('\n');
    assert.match(notes, /the run is stuck: its output says how to put the copy back/);
    assert.equal(result.outcome, 'stuck', said);
    assert.match(said, /Migrations have run since[\s\S]*2\.42\.3 .*: done[\s\S]*stays stopped/);
    assert.equal(await state(), 'inactive\ndisabled');
    await fault('');
    // As it was printed, word by word.
    for (const line of said.split('\n').filter((each) => /^ {2}sudo /.test(each))) await host.sh(`cd /; ${line}`);
    assert.equal(await sql('select version from flyway_schema_history order by installed_rank desc limit 1'), '2.42.2');
    assert.equal(await sql('select text from kept_apart'), 'of before');
    const back = await deployed('2.42.5');
    assert.equal(back.result.outcome, 'done', back.said);
    assert.equal(await running(), '2.42.5');
    assert.equal(await state(), 'active\nenabled');
  });

  test('is upgraded while the link is cut in its migration, which nobody stops (F03, F33)', async () => {
    await fault('migration.seconds = 6\nstart.seconds = 3\n');
    const planned = await planFor(reached, deploy, await targetOf('2.42.5.2'));
    const cut = setInterval(() => reached.link.cut(), 2500);
    const applied = await applyPlan(reached, planned).finally(() => clearInterval(cut));
    assert.equal(applied.result.outcome, 'done', applied.said);
    assert.match(applied.said, /The database is at 2\.42\.3/);
    assert.equal(await running(), '2.42.5.2');
    assert.ok((await copies()).length > 0);
    await fault('');
    assert.deepEqual(await left('2.42.5.2'), []);
  });

  test('is not taken back over a migration, and goes on meanwhile', async () => {
    const connection = await reached.transport.connect(reached.address, soon());
    const undo = await planUndo(connection, Date.now(), soon(60_000));
    assert.ok(undo);
    const files = undoFiles(undo, requestOf({ plan: undo.plan, work: [] }));
    const since = (await host.sh('systemctl show --property=ActiveEnterTimestamp --value dhis2@hmis')).trim();
    await startRun(connection, files, soon(60_000));
    const said: string[] = [];
    const watching = watchRun({ transport: reached.transport, host: reached.address, run: files.id, signal: soon(120_000) });
    let next = await watching.next();
    for (; next.done !== true; next = await watching.next()) if (next.value.kind === 'output') said.push(next.value.text);
    assert.equal(next.value?.outcome, 'undone', said.join('\n'));
    assert.match(said.join('\n'), /Migrations have run since[\s\S]*goes on with its release/);
    assert.equal((await host.sh('systemctl show --property=ActiveEnterTimestamp --value dhis2@hmis')).trim(), since);
    assert.equal(await running(), '2.42.5.2');
  });

  test('is not given a release that is older than its database', async () => {
    const { plan } = await planFor(reached, deploy, await targetOf('2.42.5'));
    assert.match(unsettled(plan).join('\n'), /The database is at 2\.42\.3; DHIS2 2\.42\.5 knows it up to 2\.42\.2 only/);
  });

  test('gives back the room of releases that nobody needs, and keeps what it runs and ran before, however old', async () => {
    const folder = '/opt/dhis2/releases';
    const names = async (): Promise<readonly string[]> => (await host.sh(`ls ${folder} | grep -v files`)).trim().split('\n');
    const [first, before, runs] = await names();
    assert.match([first, before, runs].join(' '), /^2\.42\.4-\S+ 2\.42\.5-\S+ 2\.42\.5\.2-\S+$/);
    // Never deployed, and younger than what is in use.
    const others = ['0', '1', '2'].map((digit) => `2.43.${digit}-${digit.repeat(16)}`);
    for (const other of others) await host.sh(`cd ${folder}; cp -a ${first} ${other}; cp -a ${first}.files ${other}.files`);
    await host.sh(`cd ${folder}; touch -d '-10 days' *.files; touch -d '-2 days' 2.43.*.files`);
    const wanted = await targetOf('2.42.5.2');
    const prepared = await planFor(reached, deploy, wanted);
    assert.match(
      unsettled(prepared.plan).join('\n'),
      new RegExp(`^old-releases: will-change Delete the release in ${folder}/${first} [^\n]*$`),
    );
    const { result, said } = await applyPlan(reached, prepared);
    assert.equal(result.outcome, 'done', said);
    assert.deepEqual(await names(), [before, runs, ...others]);
    assert.equal(await host.sh(`ls ${folder} | grep -c -e ${first} -e part || :`), '0\n');
    assert.equal(await running(), '2.42.5.2');
    assert.deepEqual(unsettled((await planFor(reached, deploy, wanted)).plan), []);
    await host.sh(`rm -r ${folder}/2.43.*`);
  });

  test('of an older release runs in the Tomcat of Apache, and has it back when an upgrade fails', async () => {
    const [tomcat, old, newer] = [await tomcat9(), await standIn('2.41.9'), await standIn('2.42.4')];
    const content = readFileSync(tomcat.file);
    await lab.serve(8089, releaseServer(tomcat.file).server);
    const now = await manifestOf((await running()) as Version);
    const target = (war: StandIn, sha512?: string): Target => {
      releases.serve(readFileSync(war.file));
      const instance = {
        ...{ name: 'old', host: 'one', database: 'main', heap: '512 MiB', port: 8081, dhis2Version: war.version },
        war: { url: 'http://releases.test:8088/dhis.war', sha256: war.sha256 },
        ...(sha512 === undefined ? {} : { tomcatArchive: { url: 'http://releases.test:8089/tomcat.tar.gz', sha512 } }),
      };
      const manifest: HostingManifest = { ...now, instances: [...(now.instances ?? []), instance] };
      return { manifest, host: 'one', instance: 'old', now: Date.now() };
    };
    const sha512 = createHash('sha512').update(content).digest('hex');
    const home = async (): Promise<string> =>
      (
        await host.sh(
          "tr '\\0' '\\n' < /proc/$(systemctl show --property=MainPID --value dhis2@old)/cmdline | sed -n 's/^-Dcatalina.home=//p'",
        )
      ).trim();

    const refused = await applyPlan(reached, await planFor(reached, prepared, target(old, 'f'.repeat(128))));
    assert.equal(refused.result.outcome, 'undone', refused.said);
    assert.match(refused.said, new RegExp(`${content.length} bytes and the SHA-512 ${sha512} instead of f{128}. It was deleted`));
    assert.equal(await host.sh('ls -A /opt/dhis2/tomcat'), '');
    await apply(reached, prepared, target(old, sha512));
    assert.equal(await home(), `/opt/dhis2/tomcat/9-${sha512.slice(0, 16)}`);
    assert.deepEqual(unsettled((await planFor(reached, prepared, target(old, sha512))).plan), []);

    await host.write('/var/lib/dhis2/old/stand-in.properties', 'migration.fail = 2.42.1\n');
    const failed = await applyPlan(reached, await planFor(reached, deploy, target(newer)));
    assert.equal(failed.result.outcome, 'undone', failed.said);
    assert.equal(await home(), `/opt/dhis2/tomcat/9-${sha512.slice(0, 16)}`);
    await host.sh('rm /var/lib/dhis2/old/stand-in.properties');
    await apply(reached, deploy, target(newer));
    assert.equal(await home(), '/usr/share/tomcat10');
    assert.deepEqual(unsettled((await planFor(reached, prepared, target(newer))).plan), []);
  });
});
