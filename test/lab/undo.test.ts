/** Taking back the last run: what it wrote, from what it kept, unless somebody changed it since. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { render } from '@dhis2-hosting/server/service';
import { aptGet, aptRemove } from '../../client/src/operations/apt.ts';
import { createJournal } from '../../client/src/operations/journal.ts';
import { planText } from '../../client/src/operations/plan-text.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { carryOut } from '../../client/src/operations/run/carry-out.ts';
import type { RunResult } from '../../client/src/operations/run/run-events.ts';
import { type RunFiles, runFiles } from '../../client/src/operations/run/run-request.ts';
import { resultMessage } from '../../client/src/operations/run/run-text.ts';
import { planUndo, undoFiles } from '../../client/src/operations/run/undo.ts';
import { all, run } from '../../client/src/operations/script.ts';
import { restoreFile } from '../../client/src/operations/script-files.ts';
import type { Target } from '../../client/src/operations/step.ts';
import { journalIn } from '../support/home-journal.ts';
import { followed } from '../support/reports.ts';
import { soon } from '../support/ssh-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { planOn, requestOf, type TestStep, testRecipe } from '../support/test-recipe.ts';
import { apply as provisioned, targetOf, undoLast } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';

describe('undoing the last run', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;

  before(async () => {
    lab = await startLab();
    host = await lab.host('one');
    reached = await reach(host);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  const connect = () => reached.transport.connect(reached.address, soon());
  const carry = async (files: RunFiles, journal?: ReturnType<typeof createJournal>): Promise<RunResult | undefined> => {
    const run = carryOut({
      transport: reached.transport,
      host: reached.address,
      files,
      signal: soon(60_000),
      ...(journal ? { journal } : {}),
    });
    return (await followed(run)).result;
  };
  const apply = async (steps: readonly TestStep[]) => {
    const request = requestOf(await planOn(await connect(), testRecipe(...steps)));
    assert.equal((await carry(runFiles(request)))?.outcome, 'done');
    return request;
  };
  const plan = async () => planUndo(await connect(), Date.now(), soon());
  const undo = async () => {
    const planned = await plan();
    assert.ok(planned);
    const { prepared: _, ...request } = requestOf({ plan: planned.plan, work: [] });
    return carry(undoFiles(planned, { ...request, guardSeconds: 6 }));
  };
  const read = (name: string) => host.sh(`cat /etc/dhis2-test/${name} 2> /dev/null || echo none`);

  test('has nothing to do on a host without runs', async () => assert.equal(await plan(), undefined));

  test('puts everything back, and the run before it next time', async () => {
    await host.sh('mkdir -p /etc/dhis2-test; echo first > /etc/dhis2-test/a');
    await apply([{ id: 'a', content: 'second\n' }, { id: 'b' }]);
    const last = await apply([{ id: 'a', content: 'third\n' }]);
    const planned = await plan();
    assert.equal(planned?.of.id, last.id);
    assert.match(planText(planned.plan, 'en'), /Take back: Test: one[\s\S]*Take back: Step a: will change[\s\S]*-third\n\s*\+second/);
    assert.equal((await undo())?.outcome, 'done');
    assert.equal(await read('a'), 'second\n');
    assert.equal((await undo())?.outcome, 'done');
    assert.deepEqual([await read('a'), await read('b')], ['first\n', 'none\n']);
    assert.equal(await plan(), undefined);
  });

  test('leaves alone what somebody changed since', async () => {
    await apply([{ id: 'c', content: 'ours\n' }]);
    await host.sh('echo theirs > /etc/dhis2-test/c');
    const result = await undo();
    assert.deepEqual([result?.outcome, result?.steps.map(({ state }) => state)], ['undone', ['refused']]);
    assert.equal(await read('c'), 'theirs\n');
    await host.sh('echo ours > /etc/dhis2-test/c');
    assert.equal((await undo())?.outcome, 'done');
    assert.equal(await read('c'), 'none\n');
  });

  test('leaves a dhis.conf alone that people wrote into since, and goes on where it stopped once that is settled', async () => {
    const conf = '/var/lib/dhis2/hmis/dhis.conf';
    const manifest = {
      version: 1,
      hosts: [{ name: 'one', address: 'one.test' }],
      databases: [{ name: 'main', host: 'one' }],
      instances: [{ name: 'hmis', host: 'one', dhis2Version: '2.42.5', database: 'main' }],
    } as const;
    const ids = /^(?:run-directory|instance-(?:account|secrets):hmis|dhis-conf:hmis)$/;
    const some = { ...provision, steps: (target: Target) => provision.steps(target).filter(({ id }) => ids.test(id)) };
    await provisioned(reached, some, targetOf(manifest, 'one'));
    const written = await host.sh(`cat ${conf}`);
    await host.sh(`echo 'route.remote_servers_allowed = https://example.org' >> ${conf}`);
    const { result, said } = await undoLast(reached);
    assert.equal(result.outcome, 'undone', said);
    assert.match(said, new RegExp(`refused: (?:[^,]*, )?file:${conf}$`, 'm'));
    assert.match(await host.sh(`cat ${conf}`), /remote_servers_allowed/);
    await host.sh(`sed -i '/remote_servers_allowed/d' ${conf}`);
    assert.equal(await host.sh(`cat ${conf}`), written);
    // What is not ours to delete would be of whoever gets the number of the account next.
    const log = '/var/log/hmis-old.log';
    await host.sh(`echo said > ${log}; chown dhis2-hmis ${log}; chmod 600 ${log}`);
    const again = await undoLast(reached);
    assert.equal(again.result.outcome, 'done', again.said);
    assert.equal(await host.sh(`ls ${conf} 2> /dev/null || echo none`), 'none\n');
    assert.match(again.said, new RegExp(`The account dhis2-hmis stays, without a login: ${log} is still its own`));
    await host.sh('useradd --system next');
    assert.equal((await host.exec(['runuser', '-u', 'next', '--', 'cat', log], {})).code, 1);
    assert.match(await host.sh('getent passwd dhis2-hmis; passwd --status dhis2-hmis'), /:\/usr\/sbin\/nologin\ndhis2-hmis L/);
  });

  test('takes an account away that nothing is of any more', async () => {
    const manifest = { version: 1, instances: [{ name: 'train', host: 'one', dhis2Version: '2.42.5' }] } as const;
    const alone = { ...provision, steps: (target: Target) => provision.steps(target).filter(({ id }) => id === 'instance-account:train') };
    await provisioned(reached, alone, targetOf({ ...manifest, hosts: [{ name: 'one', address: 'one.test' }] }, 'one'));
    assert.match(await host.sh('getent passwd dhis2-train'), /nologin/);
    const { result, said } = await undoLast(reached);
    assert.equal(result.outcome, 'done', said);
    assert.equal(await host.sh('getent passwd dhis2-train || echo none'), 'none\n');
  });

  test('leaves a package that others need by now, and takes away what only came with it', async () => {
    const status = async (): Promise<string> =>
      host.sh(
        "for name in unzip nginx; do dpkg-query --show --showformat='${db:Status-Status} ' $name 2> /dev/null || printf 'none '; done",
      );
    const install = (name: string): TestStep => ({
      id: name,
      also: aptGet('install', '--no-install-recommends', name),
      undo: aptRemove(name),
    });
    await host.sh('apt-get update -qq; apt-get remove -qq --yes unzip > /dev/null 2>&1 || :');
    await apply([install('unzip')]);
    const needs = [
      'Package: needs-unzip',
      'Version: 1',
      'Architecture: all',
      'Maintainer: nobody',
      'Depends: unzip',
      'Description: by hand',
      '',
    ];
    await host.sh('mkdir -p /root/by-hand/DEBIAN');
    await host.write('/root/by-hand/DEBIAN/control', needs.join('\n'));
    await host.sh('dpkg-deb --build /root/by-hand /root/by-hand.deb > /dev/null; dpkg --install /root/by-hand.deb > /dev/null');
    const { result, said } = await undoLast(reached);
    assert.equal(result.outcome, 'done', said);
    assert.match(said, /Left installed: unzip\. With that would go what was installed later: needs-unzip/);
    assert.match(await status(), /^installed /);
    await host.sh('dpkg --remove needs-unzip > /dev/null');
    // Its package is empty and needs others that came with it; some of those need each other.
    await apply([install('nginx')]);
    const clean = await undoLast(reached);
    assert.equal(clean.result.outcome, 'done', clean.said);
    assert.doesNotMatch(clean.said, /Left installed/);
    assert.doesNotMatch(await status(), / installed/);
  });

  test('is verified by the files that it put back, and claims nothing where it put back none', async () => {
    await host.sh('echo first > /etc/dhis2-test/v');
    await apply([{ id: 'v', content: 'second\n' }]);
    const fine = (await undo()) ?? assert.fail();
    assert.deepEqual([fine.outcome, fine.steps.map(({ verified }) => verified)], ['done', [undefined]]);
    // Something that writes it anew at once.
    const rewrite = run('sh', '-c', 'echo other > /etc/dhis2-test/v');
    await apply([{ id: 'v', content: 'second\n', undo: all(restoreFile('/etc/dhis2-test/v'), rewrite) }]);
    assert.equal((await undo())?.outcome, 'undone');
    await host.sh('echo second > /etc/dhis2-test/v');
    await apply([{ id: 'w', undo: run('rm', '/etc/dhis2-test/w') }]);
    const bare = (await undo()) ?? assert.fail();
    assert.deepEqual([bare.outcome, bare.steps.map(({ verified }) => verified)], ['done', [false]]);
    assert.match(render(resultMessage(bare), 'en'), /^Done: every step of the run is done\. 1 of 1 put back no file/);
  });

  test('says what cannot be taken back, and takes back the rest', async () => {
    await apply([{ id: 'd' }, { id: 'e', undo: null }]);
    const planned = await plan();
    assert.deepEqual(
      planned?.plan.steps.map(({ id, state }) => [id, state]),
      [
        ['e', 'blocked'],
        ['d', 'will-change'],
      ],
    );
    assert.equal((await undo())?.outcome, 'done');
    assert.deepEqual([await read('d'), await read('e')], ['none\n', 'of e\n']);
  });

  test('of a step that may lock people out is guarded as well', async () => {
    await apply([{ id: 'f', risk: 'lock-out' }]);
    assert.equal((await undo())?.outcome, 'done');
    assert.equal(await read('f'), 'none\n');
    assert.equal(await host.sh('ls /etc/systemd/system | grep dhis2-hosting || :'), '');
  });

  test('is in the journal at home, as every run', async (t) => {
    const folder = await temporaryFolder(t, {});
    const request = requestOf(await planOn(await connect(), testRecipe({ id: 'g' })));
    await carry(runFiles(request), createJournal(`${folder}/state`));
    const entries = await journalIn(`${folder}/state`);
    assert.deepEqual(
      entries.map((entry) => (entry.kind === 'started' ? [entry.head.id, entry.head.owner] : [entry.id, entry.outcome])),
      [
        [request.id, 'ann@laptop'],
        [request.id, 'done'],
      ],
    );
  });
});
