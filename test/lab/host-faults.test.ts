/** A host or a link that is ill: what is done there stays right, or is not begun and says why (F07, F08, F09, F10, F24, F25, F46). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { describeError } from '../../client/src/operations/index.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { carryOut } from '../../client/src/operations/run/carry-out.ts';
import { runFiles } from '../../client/src/operations/run/run-request.ts';
import { run, snippet } from '../../client/src/operations/script.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import { packageHealth } from '../../client/src/operations/steps/package-health.ts';
import { preflight } from '../../client/src/operations/steps/preflight.ts';
import { followed, saidOf } from '../support/reports.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { planOn, requestOf, type TestStep, testRecipe } from '../support/test-recipe.ts';
import { type Applied, apply, applyPlan, planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { hasQuotas, liftQuota, mountWithQuota } from './quota.ts';
import { type Reached, reach } from './reach.ts';
import { addSue } from './sue.ts';

const nothing = { version: 1 } as const;
const packages: Recipe = { id: 'packages', title: packageHealth.title, steps: () => [packageHealth] };

describe('on a host that is ill', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;

  before(async () => {
    lab = await startLab();
    host = await lab.host('one', { disk: 'size=1300m,nr_inodes=60k' });
    await addSue(host);
    reached = await reach(host);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  const on = (recipe: Recipe): Promise<Applied> =>
    planFor(reached, recipe, targetOf(nothing, 'one')).then((prepared) => applyPlan(reached, prepared));
  const look = async (): Promise<string> =>
    unsettled((await planFor(reached, { ...packages, steps: () => [preflight] }, targetOf(nothing, 'one'))).plan).join('\n');
  const requestFor = async (steps: readonly TestStep[], by = reached) =>
    requestOf(await planOn(await by.transport.connect(by.address, soon(60_000)), testRecipe(...steps)));

  describe('with a login that is in the way', () => {
    test('a noisy banner, a broken profile and a disk that nothing may be executed on change nothing (F08, F09)', async () => {
      await host.sh(`
        echo '*** {"v":1} authorised use only ***' > /etc/issue.net
        printf 'Banner /etc/issue.net\\n' > /etc/ssh/sshd_config.d/banner.conf
        systemctl reload ssh
        mkdir -p /var/lib/dhis2-hosting
        mount -t tmpfs -o noexec tmpfs /tmp
        mount -t tmpfs -o noexec tmpfs /var/lib/dhis2-hosting`);
      const profile = `echo 'motd begin'; PATH=/nowhere; export LC_ALL=tr_TR.UTF-8; alias cat=false; umask 000; cd /nowhere; set -o noglob\n`;
      await host.write('/home/sue/.bashrc', profile);
      const sue = await reach(host, 'sue');
      try {
        const { result, plan } = await applyPlan(sue, (await requestFor([{ id: 'noise' }], sue)).prepared);
        assert.equal(result.outcome, 'done');
        assert.equal(plan.steps.length, 1);
        assert.equal(await host.sh('stat -c %a:%U /etc/dhis2-test/noise'), '644:root\n');
      } finally {
        await sue.transport.dispose();
        await host.sh('umount /tmp /var/lib/dhis2-hosting; rm /etc/ssh/sshd_config.d/banner.conf /home/sue/.bashrc; systemctl reload ssh');
      }
    });

    test('a login without a shell is told (F09)', async () => {
      await host.sh('usermod --shell /usr/sbin/nologin sue');
      const sue = await reach(host, 'sue');
      try {
        await assert.rejects(requestFor([{ id: 'never' }], sue), (error: unknown) => {
          assert.match(describeError(error, 'en'), /This account is currently not available/);
          return true;
        });
      } finally {
        await sue.transport.dispose();
        await host.sh('usermod --shell /bin/bash sue');
      }
    });
  });

  test('that lets in only so many connections, a run is followed to its end without a storm of attempts (F07)', async () => {
    // As `ufw limit` does, only that it forgives sooner.
    await host.sh(`
      apt-get update -qq; apt-get install -qq --yes --no-install-recommends nftables > /dev/null
      nft 'add table inet door; add chain inet door in { type filter hook input priority 0; }
        add rule inet door in tcp dport 22 ct state new limit rate over 12/minute burst 3 packets reject with tcp reset'`);
    const steps = [{ id: 'counted', also: snippet('s', 'for n in $(seq 40); do echo $n; sleep 0.2; done') }];
    const before = reached.link.connections();
    const files = runFiles(await requestFor(steps));
    const cutting = setInterval(() => reached.link.cut(), 1500);
    try {
      const { reports, result } = await followed(
        carryOut({ transport: reached.transport, host: reached.address, files, signal: soon(120_000) }),
      );
      assert.equal(result?.outcome, 'done');
      assert.deepEqual(
        saidOf(reports),
        Array.from({ length: 40 }, (_, index) => String(index + 1)),
      );
      assert.ok(reports.some((report) => report.kind === 'link' && report.state === 'reconnecting'));
      assert.ok(reached.link.connections() - before < 20, `${reached.link.connections() - before} connections`);
    } finally {
      clearInterval(cutting);
      await host.sh('nft delete table inet door');
    }
  });

  test('over 64 kbit/s that come two seconds late, all of provisioning is planned, and a run goes on (F10)', async () => {
    const slow = await reach(host, 'root', {}, {});
    slow.link.slow({ bytesPerSecond: 8000, delayMs: 1000 });
    try {
      const began = Date.now();
      const { plan } = await planFor(slow, provision, targetOf({ ...nothing, hosts: [{ name: 'one', address: 'one.test' }] }, 'one'));
      assert.ok(plan.steps.length > 8);
      assert.deepEqual(
        plan.steps.filter(({ state }) => state === 'unknown'),
        [],
      );
      assert.ok(Date.now() - began > 10_000, 'the link was not slow');
      const { result } = await applyPlan(slow, (await requestFor([{ id: 'slow' }], slow)).prepared);
      assert.equal(result.outcome, 'done');
    } finally {
      await slow.transport.dispose();
    }
  });

  describe('whose packages are in disorder (F46)', () => {
    /** A lock of apt is held by another program, whose number it says, until this process has waited for it some seconds. */
    const holdingFrom = (file: string, waiting: string): Promise<string> =>
      host.sh(
        `perl -e 'open F, ">>", $ARGV[0] or die; my $l = pack("s s x4 q q i x4", 1, 0, 0, 0, 0); fcntl(F, 6, $l) or die $!;
          until (\`pgrep -f "$ARGV[1]"\`) { select undef, undef, undef, 0.1 } sleep 5' ${file} '${waiting}'`,
      );

    test('whoever holds a lock is named and waited for', async () => {
      await host.sh('apt-get remove -qq --yes unzip > /dev/null 2>&1 || :; rm -rf /var/lib/apt/lists/*');
      const held = Promise.all([
        holdingFrom('/var/lib/apt/lists/lock', '^apt-get update'),
        holdingFrom('/var/lib/dpkg/lock-frontend', '^apt-get .*install'),
      ]);
      const { result, said: words } = await on(packages);
      await held;
      assert.equal(result.outcome, 'done', words);
      assert.match(words, /Could not get lock \/var\/lib\/apt\/lists\/lock\. It is held by process \d+ \(perl\)/);
      assert.match(words, /lock-frontend\. It is held by process \d+ \(perl\)/);
    });

    test('a package that is half installed is finished first', async () => {
      await host.sh('cd /root && apt-get download -qq unzip && dpkg --unpack unzip_*.deb > /dev/null && dpkg --audit | grep -q unzip');
      await apply(reached, packages, targetOf(nothing, 'one'));
      assert.equal(await host.sh('dpkg --audit'), '');
    });

    test('servers that do not answer are no success, and what is there stays', async () => {
      await host.sh(`echo 'Acquire::http::Proxy "http://${lab.gateway}:9";' > /etc/apt/apt.conf.d/zz-down
        touch -d '30 days ago' /var/lib/apt/lists/partial`);
      const { result, said: words } = await on(packages);
      await host.sh('rm /etc/apt/apt.conf.d/zz-down');
      assert.notEqual(result.outcome, 'done');
      assert.match(words, /Could not connect to|Failed to fetch/);
      assert.equal(await host.sh('dpkg --audit'), '');
      await apply(reached, packages, targetOf(nothing, 'one'));
    });
  });

  describe('whose disk is full', () => {
    const fill = `fallocate -l "$(($(df --output=avail -B1 / | tail -n 1)))" /fill 2> /dev/null || dd if=/dev/zero of=/fill bs=64k status=none 2> /dev/null || :`;

    test('the preflight says so before anything is done: no space, no inodes, read-only (F24, F25)', async () => {
      await host.sh('fallocate -l 400m /fill');
      assert.match(await look(), /\/ has \d+ MiB free\. Make room: at least 1024 MiB/);
      await host.sh('rm /fill; mkdir /many; cd /many; seq 1 45000 | xargs touch 2> /dev/null || :');
      assert.match(await look(), /\/ has room for \d+ more files only/);
      // Overlays of two folders and no writable one.
      await host.sh(`rm -rf /many; mkdir -p /var/lib/dhis2-hosting
        for folder in /opt /var/lib/dhis2-hosting; do mount -t overlay -o "lowerdir=$folder:/srv" overlay "$folder"; done`);
      try {
        assert.match(await look(), /\/opt is mounted read-only/);
        const request = await requestFor([{ id: 'never' }]);
        await assert.rejects(applyPlan(reached, request.prepared), (error: unknown) => {
          assert.match(describeError(error, 'en'), /Read-only file system/);
          return true;
        });
      } finally {
        await host.sh('umount /opt /var/lib/dhis2-hosting');
      }
    });

    test('a step that runs out of it is taken back, and the run tells it although nothing can be written (F24)', async () => {
      const old = 'what was there\n';
      await host.sh(`mkdir -p /etc/dhis2-test; printf '${old}' > /etc/dhis2-test/big`);
      const filling = snippet('fill', `${fill}; echo 'the disk is full'; cp /etc/hostname /etc/dhis2-test/more`);
      const { result, said: words } = await applyPlan(
        reached,
        (await requestFor([{ id: 'big', also: filling }, { id: 'later' }])).prepared,
      );
      assert.deepEqual(
        result.steps.map(({ state }) => state),
        ['undone', 'skipped'],
        words,
      );
      assert.match(words, /the disk is full[\s\S]*No space left on device/);
      assert.equal(await host.sh('cat /etc/dhis2-test/big; ls -A /etc/dhis2-test | grep part || :'), old);
      await host.sh('rm /fill');
      const again = await applyPlan(reached, (await requestFor([{ id: 'big' }, { id: 'later' }])).prepared);
      assert.equal(again.result.outcome, 'done');
    });

    if (hasQuotas) {
      // Where even a rename counts, as on btrfs, nothing can be put back before there is room.
      test('a step that meets a quota tells it, leaves no file by half, and is made good when there is room (F25)', async () => {
        const folder = '/etc/dhis2-test';
        await host.sh(`mkdir -p ${folder}`);
        await mountWithQuota(host, folder, '5M');
        await host.write(`${folder}/big`, 'what was there\n');
        const filling = snippet('fill', `dd if=/dev/urandom of=${folder}/fill bs=64k count=200 status=none`);
        const { result, said: words } = await applyPlan(reached, (await requestFor([{ id: 'big', also: filling }])).prepared);
        assert.equal(result.outcome, 'stuck', words);
        assert.match(words, /Disk quota exceeded/);
        assert.match(await host.sh(`ls -A ${folder}; cat ${folder}/big`), /^big\nfill\n(of big|what was there)\n$/);
        await liftQuota(host, folder);
        const again = await applyPlan(reached, (await requestFor([{ id: 'big' }])).prepared);
        assert.match(again.result.outcome, /^(done|nothing-to-do)$/);
        assert.equal(await host.sh(`cat ${folder}/big`), 'of big\n');
        await host.sh(`umount ${folder}`);
      });
    }
  });

  test('a step that hangs is ended, told and taken back', async () => {
    const request = await requestFor([{ id: 'hangs', also: run('sleep', '600'), limit: 2 }]);
    const { reports, result } = await followed(
      carryOut({ transport: reached.transport, host: reached.address, files: runFiles(request), signal: soon(120_000) }),
    );
    assert.equal(result?.outcome, 'undone');
    assert.ok(reports.some((report) => report.kind === 'late' && report.phase === 'change' && report.seconds === 2));
    await until(async () => (await host.sh('pgrep -cx sleep || :')).trim() === '0', 'the end of what hung', 10_000);
  });
});
