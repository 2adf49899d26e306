/** Provisioning that is killed at the boundary of each of its steps converges all the same (F48), and the host comes back from a planned restart. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type HostingManifest, render } from '@dhis2-hosting/server/service';
import type { PlannedStep } from '../../client/src/operations/plan.ts';
import { proveRestart } from '../../client/src/operations/recipes/prove-restart.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { runUnit } from '../../client/src/operations/run/run-folder.ts';
import { placeOf, type RunFiles } from '../../client/src/operations/run/run-request.ts';
import { until } from '../support/sshd.ts';
import { apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { type StandIn, standIn } from './stand-in/stand-in.ts';

const manifestOf = ({ sha256 }: StandIn): HostingManifest => ({
  version: 1,
  hosts: [{ name: 'one', address: 'one.test' }],
  maintenance: { window: { days: ['sunday'], from: '02:00', to: '04:00' } },
  databases: [{ name: 'main', host: 'one', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
  proxies: [{ name: 'front', host: 'one', kind: 'nginx', serverNames: ['dhis.test'] }],
  instances: [
    {
      ...{ name: 'hmis', host: 'one', database: 'main', proxy: 'front', heap: '512 MiB', dhis2Version: '2.42.5' },
      war: { url: 'http://releases.test:8088/dhis.war', sha256 },
    },
  ],
});

/** All of the run's processes at once, as when the power is cut. */
const kill = (id: string): string => `systemctl kill --kill-whom=all --signal=KILL ${runUnit(id)}; sleep 60\n`;

/** Killed when the step has changed the host and nothing has looked at that. */
const afterChange =
  (place: string) =>
  ({ files, ...run }: RunFiles): RunFiles => ({ ...run, files: new Map([...files, [`steps/${place}/verify`, kill(run.id)]]) });

/** Killed while dpkg is at work. */
const inPackages =
  (place: string) =>
  ({ files, ...run }: RunFiles): RunFiles => {
    const change = `${files.get(`steps/${place}/change`) ?? ''}`;
    const killer = `{ until pgrep -x dpkg > /dev/null; do sleep 0.05; done; sleep 1; ${kill(run.id)} } &\n`;
    return { ...run, files: new Map([...files, [`steps/${place}/change`, killer + change]]) };
  };

describe('provisioning', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  let manifest: HostingManifest;

  before(async () => {
    lab = await startLab();
    const war = await standIn('2.42.5');
    manifest = manifestOf(war);
    await lab.serve(8088, releaseServer(war.file).server);
    lab.name('releases.test', lab.gateway);
    host = await lab.host('one');
    reached = await reach(host);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  const target = () => targetOf(manifest, 'one');

  test('killed at every boundary goes on each time, and nothing is left in the end (F48)', async (t) => {
    const began = Date.now();
    const killed = new Set<string>();
    const cutOff = async (rounds: number): Promise<void> => {
      assert.ok(rounds < 60, `killed at ${[...killed].join(', ')}, and it does not end`);
      const prepared = await planFor(reached, provision, target());
      // Of a whole plan nothing is blocked or unknown, wherever the last one was cut off.
      assert.deepEqual(
        unsettled(prepared.plan).filter((line) => /: (?:blocked|unknown) /.test(line)),
        [],
      );
      if (prepared.work.length === 0) return;
      const at = prepared.work.findIndex(({ id }) => !killed.has(id));
      const id = prepared.work[at]?.id;
      const cut = id === undefined ? undefined : id === 'postgres:main' ? inPackages(placeOf(at)) : afterChange(placeOf(at));
      const { result, said } = await applyPlan(reached, prepared, cut);
      if (id === undefined) assert.equal(result.outcome, 'done', said);
      else if (result.outcome === 'interrupted') {
        killed.add(id);
        if (killed.size % 8 === 7) {
          await host.kill();
          await host.boot();
        }
      }
      // What a guard has undone in between is planned anew.
      else assert.match(said, /refused: /, said);
      await cutOff(rounds + 1);
    };
    await cutOff(0);
    t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s, killed at ${killed.size}: ${[...killed].join(', ')}`);
    assert.ok(killed.size > 20);
    assert.deepEqual(unsettled((await planFor(reached, provision, target())).plan), []);
    // The host may have been started for the last time just before.
    const ping = 'curl --silent --insecure --resolve dhis.test:443:127.0.0.1 https://dhis.test/api/ping || :';
    await until(async () => (await host.sh(ping)) === 'pong', 'the answer of the instance', 180_000);
    assert.equal(await host.sh('dpkg --audit; ls /etc/systemd/system | grep guard || :'), '');
  });

  const proof = async (): Promise<PlannedStep> => {
    const { plan } = await planFor(reached, proveRestart, target());
    return plan.steps.find(({ id }) => id === 'restart-proof') ?? assert.fail();
  };
  const notes = ({ notes: all }: PlannedStep): string => all.map((each) => render(each, 'en')).join('\n');
  /** As its timer does in the maintenance window. */
  const restarted = async (): Promise<void> => {
    await host.reboot(['systemctl', 'start', '--no-block', 'dhis2-hosting-restart.service']);
    await until(
      async () => /^state=(?:passed|failed)$/m.test(await host.sh('cat /var/lib/dhis2-hosting/restart-proof')),
      'what came of it',
      300_000,
    );
  };

  test('is proved by a restart in the maintenance window, which tells what did not come back', async () => {
    await apply(reached, proveRestart, target());
    const planned = await proof();
    assert.equal(planned.state, 'already-so');
    assert.match(notes(planned), /^The restart comes at \d{4}-\d\d-\d\d 02:00 UTC\.$/);
    await restarted();
    const passed = await proof();
    assert.equal(passed.state, 'already-so', notes(passed));
    assert.match(notes(passed), /^Proved at .* UTC: after a restart all \d+ services ran again, and every instance passed its gate\.$/);
    assert.equal(await host.sh('systemctl is-enabled dhis2-hosting-restart.timer || :'), 'disabled\n');

    await host.sh('rm /var/lib/dhis2-hosting/restart-proof; echo nonsense >> /etc/nginx/nginx.conf');
    await apply(reached, proveRestart, target());
    await restarted();
    const failed = await proof();
    assert.equal(failed.state, 'will-change');
    assert.match(notes(failed), /^The proof of .* UTC failed: nginx\.service does not run\.$/);
  });
});
