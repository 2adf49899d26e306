/** Dumps as other tools write them become a database beside the live one, and nothing that one brings does more than that. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { restoreDumpOfOthers, switchToRestored } from '../../client/src/operations/recipes/backups.ts';
import { runUnit } from '../../client/src/operations/run/run-folder.ts';
import type { Target } from '../../client/src/operations/step.ts';
import { runCli } from '../support/run-cli.ts';
import { until } from '../support/sshd.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import { craft, nightly } from './crafted-dumps.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { withoutHostCare as needed } from './one-instance.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { aboutDump, altered, askerOf, manifestFor } from './restored-dumps.ts';
import { standIn } from './stand-in/stand-in.ts';

const [stamp, name] = ['20261129T030000Z', 'hmis_restored_20261129t030000z'];

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

  // What remains when the reader lets everything pass: psql that takes no command, and a role that may nothing.
  for (const [file, why] of [
    ['command-behind.sql.gz', /backslash commands are restricted/],
    ['program.sql.gz', /to COPY to or from an external program/],
    ['role.sql.gz', /permission denied|must be superuser/],
  ] as const) {
    test(`${file} comes to nothing without the reader, too`, async () => {
      const { result, said } = await applyPlan(
        reached,
        await planFor(reached, restoreDumpOfOthers, await about(`/root/backups/${file}`)),
        altered('self.refuse(', 'str('),
      );
      assert.equal(result.outcome, 'undone', said);
      assert.match(said, why);
      assert.match(said, /"failed": "restore"/);
      assert.equal(await ask.traces(), '');
    });
  }

  test('hostile-names.sql.gz would be carried out by a superuser who looks for functions in it', async () => {
    const prepared = await planFor(reached, restoreDumpOfOthers, await about('/root/backups/hostile-names.sql.gz'));
    await applyPlan(reached, prepared, altered('search_path=pg_catalog', 'search_path=public'));
    assert.match(await ask.traces(), /\/tmp\/broken-in/);
    await host.sh(
      "rm /tmp/broken-in; cd /; runuser -u postgres -- psql -XAtqc \"select format('drop database %I', datname) from pg_database where datname like 'hmis\\_re%'\" | runuser -u postgres -- psql -Xq",
    );
  });

  test('F24: ends when the disk comes close to being full, is not begun without room, and leaves nothing', async () => {
    for (const [file, from, to] of [
      ['slow.sql.gz', '(256 << 20) //', '(1 << 60) //'],
      ['by-hand.dump', '(6 if is_packed else 2)', '(1 << 40)'],
    ] as const) {
      const prepared = await planFor(reached, restoreDumpOfOthers, await about(`/root/backups/${file}`));
      const { result, said } = await applyPlan(reached, prepared, altered(from, to));
      assert.equal(result.outcome, 'undone', said);
      assert.match(said, /"failed": "space"/);
      assert.equal(await ask.traces(), '');
    }
  });

  test('says that it cannot log in where accounts of the system do not come in, and that psql is too old', async () => {
    const prepared = async () => planFor(reached, restoreDumpOfOthers, await about('/root/backups/by-hand.dump'));
    const rules = '/etc/postgresql/15/main/pg_hba.conf';
    await host.sh(`cp -p ${rules} /root/rules; sed -i 's/^local *all *all *peer/#&/' ${rules}; systemctl reload postgresql`);
    const shut = await applyPlan(reached, await prepared()).finally(() =>
      host.sh(`cp -p /root/rules ${rules}; systemctl reload postgresql`),
    );
    assert.match(shut.said, /"failed": "login".*no pg_hba\.conf entry/);
    const old = await applyPlan(reached, await prepared(), altered('not in tried.stderr', 'not in tried.stdout'));
    assert.match(old.said, /"failed": "psql"/);
    assert.equal(await ask.traces(), '');
  });

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
