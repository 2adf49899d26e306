/** Dumps as other tools write them become a database beside the live one, and nothing that one brings does more than that. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { judgeDump } from '../../client/src/operations/adopt/judge.ts';
import { restoreDumpOfOthers, switchToRestored } from '../../client/src/operations/recipes/backups.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { runUnit } from '../../client/src/operations/run/run-folder.ts';
import type { Recipe, Target } from '../../client/src/operations/step.ts';
import { runCli } from '../support/run-cli.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import { craft, nightly } from './crafted-dumps.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { setUpDatabase } from './stack.ts';
import { standIn } from './stand-in/stand-in.ts';

const [stamp, name] = ['20261129T030000Z', 'hmis_restored_20261129t030000z'];

const manifestFor = (host: string, instanceHost: string, sha256 = 'a'.repeat(64)): HostingManifest => ({
  version: 1,
  hosts: [...new Set([host, instanceHost])].map((each) => ({ name: each, address: `${each}.test` })),
  databases: [{ name: 'main', host, tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  instances: [
    {
      ...{ name: 'hmis', host: instanceHost, dhis2Version: '2.42.5', database: 'main', heap: '512 MiB' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
  backups: [{ name: 'nightly', instances: ['hmis'], schedule: '30 2 * * *' }],
});

const needed: Recipe = {
  ...provision,
  steps: (target) =>
    provision.steps(target).filter(({ id }) => !/^(?:ssh-server|firewall|administrators|security-updates|limits|watch)/.test(id)),
};

/** Of a host with PostgreSQL. */
function askerOf(host: LabHost) {
  const sql = async (database: string, query: string): Promise<string> =>
    (await host.sh(`cd /; runuser -u postgres -- psql -XAtd ${database} -c "${query}"`)).trim();
  return {
    sql,
    /** All of it as text: definitions and rows. */
    digest: async (database: string): Promise<string> =>
      (
        await host.sh(
          `cd /; runuser -u postgres -- pg_dump -O -x -T 'analytics_*' ${database} | sed '/^--/d; /^.restrict/d; /^.unrestrict/d' | sha256sum`,
        )
      ).trim(),
    /** What a restore makes, as far as it is there. */
    traces: async (): Promise<string> =>
      [
        await sql('postgres', "select datname from pg_database where datname like 'hmis\\_%' order by 1"),
        await sql('postgres', "select rolname from pg_roles where rolname = 'restore-dhis2'"),
        (await host.sh('getent passwd restore-dhis2 || :; ls /tmp/broken-in 2> /dev/null || :')).trim(),
      ]
        .filter(Boolean)
        .join(' '),
  };
}

async function aboutDump(reached: Reached, manifest: HostingManifest, host: string, dump: string): Promise<Target> {
  const connection = await reached.transport.connect(reached.address, soon(60_000));
  const verdict = await judgeDump(connection, dump, soon(240_000));
  return { ...targetOf(manifest, host), instance: 'hmis', dump: { path: dump, verdict } };
}

describe('a dump of others', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  let manifest: HostingManifest;
  let ask: ReturnType<typeof askerOf>;
  let live: string;
  const about = (dump: string): Promise<Target> => aboutDump(reached, manifest, 'one', dump);

  before(async () => {
    lab = await startLab();
    const war = await standIn('2.42.5');
    await lab.serve(8088, releaseServer(war.file).server);
    lab.name('releases.test', lab.gateway);
    host = await lab.host('one', { layers: ['db', 'app'] });
    reached = await reach(host);
    manifest = manifestFor('one', 'one', war.sha256);
    ask = askerOf(host);
    await apply(reached, needed, targetOf(manifest, 'one'));
    await craft(host);
    live = await ask.digest('hmis');
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('of plain text, as the tools write it, is restored beside the live one, and then there is nothing to do', async (t) => {
    const target = await about(`${nightly}/hmis.sql.gz`);
    const { said, seconds } = await apply(reached, restoreDumpOfOthers, target);
    t.diagnostic(JSON.stringify(seconds));
    assert.match(said, /last migration 2\.42\.\d+/);
    assert.match(said, /public\.datavalue: 60000 rows/);
    assert.match(said, /newest change: 20/);
    assert.equal(await ask.digest(name), live);
    assert.equal(await ask.digest('hmis'), live);
    assert.equal(await ask.traces(), name);
    assert.equal(
      await ask.sql(
        name,
        "select string_agg(distinct pg_get_userbyid(relowner), ',') from pg_class where relname in ('datavalue', 'seen', 'numbers_id_seq')",
      ),
      'hmis',
    );
    assert.equal(
      await ask.sql(
        'postgres',
        `select pg_get_userbyid(datdba), has_database_privilege('public', oid, 'connect') from pg_database where datname = '${name}'`,
      ),
      'hmis|f',
    );
    assert.deepEqual(unsettled((await planFor(reached, restoreDumpOfOthers, target)).plan), []);
    // Another one of the same second is not taken for it.
    const other = (await planFor(reached, restoreDumpOfOthers, await about(`${nightly}/owned.sql.gz`))).plan;
    assert.match(unsettled(other).join(), /is there already, and not of this dump/);
  });

  test('F37: by the command line, and a dump that is not whole is refused with the reason', async (t) => {
    const cwd = await temporaryFolder(t, {});
    const { port } = await host.relay(22);
    const where = { address: '127.0.0.1', port, user: 'root', agent: false, identityFile: host.identityFile };
    const hosts = [{ name: 'one', ...where, hostKey: host.hostKey().fingerprint }];
    writeFileSync(path.join(cwd, 'dhis2-hosting.yaml'), JSON.stringify({ ...manifest, hosts }));
    const plan = async (code: number, ...args: readonly string[]): Promise<string> => {
      const words = ['plan', '--recipe', 'restore-dump', '--instance', 'hmis', ...args, '--locale', 'en'];
      const ended = await runCli(words, { cwd, env: { HOME: cwd } });
      assert.equal(ended.code, code, `${ended.stdout}\n${ended.stderr}`);
      return ended.stdout + ended.stderr;
    };
    assert.match(await plan(0, '--dump', `${nightly}/hmis.sql.gz`), /Reading \/var\/pgbackups/);
    assert.match(await plan(2), /--dump is the path of a dump on the host/);
    assert.match(await plan(1, '--dump', '/root/backups/cut.sql.gz'), /cut\.sql\.gz is cut or damaged/);
    assert.match(await plan(1, '--dump', '/root/backups/cut.dump'), /cut\.dump is cut or damaged/);
    assert.match(await plan(1, '--dump', '/root/backups/all.sql'), /is of a whole server/);
    assert.match(await plan(1, '--dump', '/root/backups/audit.sql.gz'), /is not a whole database of DHIS2/);
    assert.match(await plan(1, '--dump', '/root/backups/none.sql.gz'), /is no file on one/);
  });

  test('is used by its name, with the counts of the dump, and what was live is kept', async () => {
    await ask.sql('hmis', 'delete from datavalue where dataelementid is not null');
    const target = { ...targetOf(manifest, 'one'), instance: 'hmis', set: stamp };
    assert.match(
      unsettled((await planFor(reached, switchToRestored, { ...target, set: '20200101T000000Z' })).plan).join(),
      /Nothing is restored/,
    );
    await apply(reached, switchToRestored, target);
    assert.equal(await ask.digest('hmis'), live);
    assert.equal(await ask.sql('hmis_before_20261129t030000z', 'select count(*) from datavalue'), '0');
    assert.match(await host.sh('curl --silent http://127.0.0.1:8080/api/ping'), /^pong$/m);
    // The account of backups reads what is live now.
    await host.sh('systemctl start dhis2-hosting-backup-nightly.hmis.service');
    await ask.sql('postgres', 'drop database hmis_before_20261129t030000z');
  });

  for (const file of ['by-hand.dump', 'owned.sql.gz', 'clean.sql', 'hostile-names.sql.gz']) {
    test(`${file} is restored as well`, async () => {
      const dump = file === 'owned.sql.gz' ? `${nightly}/${file}` : `/root/backups/${file}`;
      await apply(reached, restoreDumpOfOthers, await about(dump));
      const made = await ask.traces();
      assert.match(made, /^hmis_restored_\d{8}t\d{6}z$/);
      if (file !== 'hostile-names.sql.gz') assert.equal(await ask.digest(made), live);
      assert.equal(await ask.digest('hmis'), live);
      await ask.sql('postgres', `drop database ${made}`);
    });
  }

  for (const [file, why] of [
    ['command.sql.gz', /"failed": "statement".*is a command to psql/],
    ['command-behind.sql.gz', /"failed": "statement".*a command to psql/],
    ['connect.sql.gz', /"failed": "statement".*\\\\connect is a command to psql/],
    ['program.sql.gz', /"failed": "statement".*COPY public\.datavalue FROM PROGRAM/],
    ['role.sql.gz', /"failed": "statement".*ALTER ROLE/],
    ['in-function.sql.gz', /"failed": "restore".*to COPY to or from an external program/],
    ['make-role.sql.gz', /"failed": "restore".*(?:permission denied|must be superuser)/],
    ['in-custom.dump', /"failed": "restore".*to COPY to or from an external program/],
    ['newer.sql.gz', /"failed": "version"/],
  ] as const) {
    test(`${file} ends at what it should not do, and leaves nothing`, async () => {
      const { result, said } = await applyPlan(reached, await planFor(reached, restoreDumpOfOthers, await about(`/root/backups/${file}`)));
      assert.equal(result.outcome, 'undone', said);
      assert.match(said, why);
      assert.equal(await ask.traces(), '');
      assert.equal(await ask.digest('hmis'), live);
    });
  }

  test('that was changed after it was judged is not restored', async () => {
    const target = await about('/root/backups/by-hand.dump');
    const later = await planFor(reached, restoreDumpOfOthers, target);
    await host.sh('touch -d "2026-11-29 04:00:00 UTC" /root/backups/by-hand.dump');
    assert.match((await applyPlan(reached, later)).said, /refused: dump-place/);
    // With the same time, but other rows in it.
    const again = await planFor(reached, restoreDumpOfOthers, await about('/root/backups/by-hand.dump'));
    await host.sh(
      'cp -p /root/backups/by-hand.dump /root/whole; cp /root/backups/in-custom.dump /root/backups/by-hand.dump; touch -r /root/whole /root/backups/by-hand.dump',
    );
    const { result } = await applyPlan(reached, again);
    assert.notEqual(result.outcome, 'done');
    assert.equal(await ask.traces(), '');
    await host.sh('mv /root/whole /root/backups/by-hand.dump');
  });

  test('F48: killed in the middle it leaves nothing that could be used, and the next one removes it', async () => {
    const prepared = await planFor(reached, restoreDumpOfOthers, await about('/root/backups/slow.sql.gz'));
    let run = '';
    const running = applyPlan(reached, prepared, (files) => {
      run = files.id;
      return files;
    });
    await until(
      async () =>
        (await ask.sql(
          'postgres',
          "select count(*) from pg_stat_activity where query like '%pg_sleep%slow%' and datname like 'hmis_loading%'",
        )) === '1',
      'the slow statement',
      120_000,
    );
    await host.sh(`systemctl kill --kill-whom=all --signal=KILL ${runUnit(run)}`);
    assert.equal((await running).result.outcome, 'interrupted');
    assert.match(await ask.traces(), /^hmis_loading_\d{8}t\d{6}z restore-dhis2 restore-dhis2:/);
    const about2 = { ...targetOf(manifest, 'one'), instance: 'hmis' };
    assert.match(unsettled((await planFor(reached, switchToRestored, about2)).plan).join(), /Nothing is restored/);
    const target = await about('/root/backups/by-hand.dump');
    assert.match(
      unsettled((await planFor(reached, restoreDumpOfOthers, target)).plan).join(),
      /Remove hmis_loading_\S+, left by an attempt/,
    );
    await apply(reached, restoreDumpOfOthers, target);
    assert.match(await ask.traces(), /^hmis_restored_\d{8}t\d{6}z$/);
    assert.equal(await ask.digest('hmis'), live);
  });
});

describe('a dump of others, of an instance on another host', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  const manifest = manifestFor('db', 'app');
  const room: Recipe = { ...provision, steps: (target) => provision.steps(target).filter(({ id }) => id.startsWith('restore-room')) };

  before(async () => {
    lab = await startLab();
    host = await lab.host('db', { layers: ['db'] });
    reached = await reach(host);
    await setUpDatabase(host, '127.0.0.1', { name: 'hmis', user: 'hmis', password: 'Pa55-word-nobody-may-see' });
    await host.sh(`cd /; runuser -u postgres -- psql -Xqd hmis -c "set role hmis;
      create table flyway_schema_history (installed_rank int, version text, success boolean); insert into flyway_schema_history values (1, '2.42.2', true);
      create table userinfo (userinfoid int, username text); insert into userinfo values (1, 'admin');"`);
    await apply(reached, room, targetOf(manifest, 'db'));
    await host.sh(
      'mkdir -p /root/backups; su postgres -c "pg_dump -O -Fp hmis" | gzip > /root/backups/hmis.sql.gz; touch -d "2026-11-29 03:00:00 UTC" /root/backups/hmis.sql.gz',
    );
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('goes into the room that is there for it, from which its role exchanges it with the live one', async () => {
    const ask = askerOf(host);
    await ask.sql('hmis', "update userinfo set username = 'later'");
    const target = await aboutDump(reached, manifest, 'db', '/root/backups/hmis.sql.gz');
    await apply(reached, restoreDumpOfOthers, target);
    assert.equal(await ask.traces(), 'hmis_restore_room');
    assert.deepEqual(unsettled((await planFor(reached, restoreDumpOfOthers, target)).plan), []);
    await ask.sql('dhis2_hosting', "set role hmis; select public.swap_hmis('20261129t030000z', false)");
    assert.equal(await ask.sql('hmis', 'select username from userinfo'), 'admin');
    assert.equal(await ask.sql('hmis_before_20261129t030000z', 'select username from userinfo'), 'later');
    assert.match(unsettled((await planFor(reached, restoreDumpOfOthers, target)).plan).join(), /no database hmis_restore_room/);
    // Provisioning makes the next one.
    await apply(reached, room, targetOf(manifest, 'db'));
    await ask.sql('postgres', 'drop database hmis_before_20261129t030000z');
    // Taken back, the room is empty again, and as provisioning leaves it.
    const again = await planFor(reached, restoreDumpOfOthers, target);
    await applyPlan(reached, again, ({ files, ...run }) => ({
      ...run,
      files: new Map([...files].map(([file, text]) => [file, file.endsWith('/verify') ? 'false\n' : text])),
    }));
    assert.deepEqual(unsettled((await planFor(reached, room, targetOf(manifest, 'db'))).plan), []);
    assert.equal(await ask.sql('hmis_restore_room', "select count(*) from pg_class where relname = 'userinfo'"), '0');
  });
});
