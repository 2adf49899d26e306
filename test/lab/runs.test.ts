/** Runs on a host: they live there, whatever becomes of us (F01, F06, F19, F21, F22, F48). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isOperationError } from '../../client/src/operations/index.ts';
import { listRuns } from '../../client/src/operations/run/list.ts';
import { runUnit } from '../../client/src/operations/run/run-folder.ts';
import { type RunRequest, runFiles } from '../../client/src/operations/run/run-request.ts';
import { startRun } from '../../client/src/operations/run/start.ts';
import { run, snippet } from '../../client/src/operations/script.ts';
import { writeSecretFile } from '../../client/src/operations/script-files.ts';
import { Secret } from '../../client/src/operations/secret.ts';
import type { Connection } from '../../client/src/operations/transport/transport.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { planOn, requestOf, type TestStep, testRecipe } from '../support/test-recipe.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { addSue } from './sue.ts';
import type { Suite } from './suites.ts';

for (const suite of ['bookworm', 'trixie'] satisfies readonly Suite[]) {
  describe(`runs on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let reached: Reached;

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      await addSue(host);
      reached = await reach(host, 'sue');
    });
    after(async () => {
      await reached.transport.dispose();
      await lab.close();
    });

    const connect = (): Promise<Connection> => reached.transport.connect(reached.address, soon());
    const requestFor = async (steps: readonly TestStep[], more: Partial<RunRequest> = {}): Promise<RunRequest> =>
      requestOf(await planOn(await connect(), testRecipe(...steps)), more);
    const start = async (request: RunRequest) => startRun(await connect(), runFiles(request), soon());
    const stateOf = async ({ id }: RunRequest) => (await listRuns(await connect(), soon())).find((listed) => listed.id === id)?.state;
    const ended = async (request: RunRequest) => {
      let state = await stateOf(request);
      await until(
        async () => {
          state = await stateOf(request);
          return state !== 'running';
        },
        `the end of ${request.id}`,
        30_000,
      );
      assert.ok(typeof state === 'object', `it is ${state}`);
      return state;
    };

    test('go on when the link is cut, and a second plan is empty', async () => {
      const steps = [{ id: 'slow', also: snippet('s', 'for n in 1 2 3; do echo $n; sleep 1; done') }, { id: 'next' }];
      const request = await requestFor(steps);
      assert.equal(await start(request), 'started');
      const { closed } = await connect();
      reached.link.cut();
      await closed;
      assert.equal((await ended(request)).outcome, 'done');
      assert.equal(await host.sh('cat /etc/dhis2-test/slow /etc/dhis2-test/next'), 'of slow\nof next\n');
      const again = await planOn(await connect(), testRecipe(...steps));
      assert.deepEqual(again.work, []);
    });

    test('are started once, however often they are asked for (F06)', async () => {
      const request = await requestFor([{ id: 'once', also: snippet('s', 'echo x >> /root/once; sleep 1') }]);
      const both = await Promise.all([start(request), start(request)]);
      assert.ok(both.includes('started'), both.join());
      assert.equal((await ended(request)).outcome, 'done');
      assert.equal(await start(request), 'known');
      assert.equal(await host.sh('cat /root/once'), 'x\n');
    });

    test('are for root only, and known to the journal of the host', async () => {
      const request = await requestFor([{ id: 'seen' }]);
      await start(request);
      await ended(request);
      assert.equal(await host.sh('stat -c "%a %U:%G" /var/lib/dhis2-hosting'), '750 root:root\n');
      // What was replaced is kept with its own rights, in a folder that is closed.
      assert.equal(await host.sh('find /var/lib/dhis2-hosting -mindepth 1 -perm /077 -not -path "*/kept/*"'), '');
      assert.equal(await host.sh(`stat -c %a /var/lib/dhis2-hosting/runs/${request.id}/kept`), '700\n');
      const said = await host.sh(`journalctl --quiet --identifier=dhis2-hosting --output=cat | grep ${request.id}`);
      assert.match(said, /seen[\s\S]*ended: done/);
    });

    test('refuse a second one, which is told who is at work (F19)', async () => {
      const request = await requestFor([{ id: 'long', also: run('sleep', '3') }], { owner: 'ann@laptop', reason: 'first' });
      await start(request);
      const second = requestOf(request.prepared, { owner: 'bob@desk' });
      await assert.rejects(start(second), (error: unknown) => {
        assert.ok(isOperationError(error));
        assert.deepEqual([error.code, error.args['owner'], error.args['run']], ['host-busy', 'ann@laptop', request.id]);
        return true;
      });
      assert.equal(await host.sh('ls /var/lib/dhis2-hosting/runs').then((names) => names.includes(second.id)), false);
      await ended(request);
    });

    test('of two instances go side by side', async () => {
      const request = async (name: string) => requestFor([{ id: `of-${name}`, also: run('sleep', '2') }], { instances: [name] });
      const both = [await request('hmis'), await request('tracker')];
      for (const one of both) await start(one);
      assert.deepEqual(await Promise.all(both.map(stateOf)), ['running', 'running']);
      await Promise.all(both.map(ended));
    });

    test('killed with -9 are interrupted, leave no process, and their lock is free at once (F21, F22)', async () => {
      const request = await requestFor([{ id: 'killed', also: snippet('s', 'sleep 500 & sleep 500') }]);
      await start(request);
      await until(async () => (await host.sh('pgrep -cx sleep || :')).trim() === '2', 'the sleepers', 10_000);
      await host.sh(`systemctl kill --kill-whom=main --signal=KILL ${runUnit(request.id)}`);
      const { outcome, why } = await ended(request);
      assert.deepEqual([outcome, why], ['interrupted', 'lost']);
      assert.equal((await host.sh('pgrep -cx sleep || :')).trim(), '0');
      await host.sh('flock --nonblock /var/lib/dhis2-hosting/locks/host true');
      const next = await requestFor([{ id: 'after-kill' }]);
      await start(next);
      assert.equal((await ended(next)).outcome, 'done');
    });

    test('are interrupted by a restart of the host; a new plan goes on from there (F21, F48)', async () => {
      const steps = [{ id: 'before' }, { id: 'during', also: snippet('s', 'echo half > /root/half; sleep 2') }, { id: 'after-boot' }];
      const request = await requestFor(steps);
      await start(request);
      await until(async () => (await host.sh('cat /root/half 2> /dev/null || :')) !== '', 'the second step', 10_000);
      await host.kill();
      await host.boot();
      const { outcome, why } = await ended(request);
      assert.deepEqual([outcome, why], ['interrupted', 'lost']);
      const next = await requestFor(steps);
      assert.deepEqual(
        next.prepared.work.map(({ id }) => id),
        ['after-boot'],
      );
      await start(next);
      assert.equal((await ended(next)).outcome, 'done');
    });

    test('get secrets as credentials, which are in no process list and no file on disk', async () => {
      const password = `p'w "$(id)\\é`;
      const write = writeSecretFile({ path: '/etc/dhis2-test/secret', credential: 'db-password', mode: '600' });
      const request = await requestFor(
        [
          { id: 'with-secret', also: write },
          { id: 'waits', also: run('sleep', '1') },
        ],
        {
          secrets: new Map([['db-password', new Secret(password)]]),
        },
      );
      await start(request);
      await host.sh(
        'rm -rf /root/seen; mkdir /root/seen; cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ > /root/seen/processes 2> /dev/null || :',
      );
      assert.equal((await ended(request)).outcome, 'done');
      assert.equal((await host.read('/etc/dhis2-test/secret')).toString(), password);
      const places = '/root/seen /var/lib/dhis2-hosting /run/dhis2-hosting /run/systemd /etc/systemd /var/log';
      assert.equal(await host.sh(`journalctl --sync; grep -raF 'p'"'"'w "$(id)' ${places} || :`), '');
      assert.equal(await host.sh('ls -A /run/dhis2-hosting'), '');
    });

    test('that cannot be put there whole are not started', async () => {
      const request = await requestFor([{ id: 'no-room' }]);
      await host.sh('mount -t tmpfs -o size=16k,nr_inodes=8 tmpfs /var/lib/dhis2-hosting/runs');
      try {
        await assert.rejects(start(request), { code: 'run-not-started' });
        assert.equal(await host.sh('ls -A /var/lib/dhis2-hosting/runs'), '');
      } finally {
        await host.sh('umount /var/lib/dhis2-hosting/runs');
      }
      assert.equal(await stateOf(request), undefined);
    });

    test('leave no unit and no process behind', async () => {
      assert.equal(await host.sh("systemctl list-units --all --no-legend 'dhis2-hosting-*'"), '');
      assert.equal((await host.sh("pgrep -cf '[d]his2-hosting/runs' || :")).trim(), '0');
    });
  });
}
