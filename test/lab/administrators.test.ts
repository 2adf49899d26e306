/** Named administrators on real hosts: they log in and become root, and whoever leaves does not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { administrators } from '../../client/src/operations/steps/administrators.ts';
import { openWorkshop, type Workshop } from './carry-out.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { runOrFail } from './processes.ts';
import { suites } from './suites.ts';

for (const suite of suites) {
  describe(`administrators on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let workshop: Workshop;
    const keyOf = (name: string): string => path.join(lab.folder, `key-${name}`);
    const member = (account: string) => ({
      name: `Person "${account}": $(id)`,
      account,
      sshKeys: [readFileSync(`${keyOf(account)}.pub`, 'utf8').trim()],
    });
    const team = (...names: readonly string[]): HostingManifest => ({ version: 1, team: names.map(member) });
    const becomesRoot = async (name: string): Promise<string> => {
      const theirs = await openWorkshop(host, name, keyOf(name));
      const { step } = await theirs.plan(administrators, team('amina', 'badou'));
      await theirs.close();
      return step.state;
    };

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      for (const name of ['amina', 'badou'])
        await runOrFail(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', `${name}@laptop`, '-f', keyOf(name)]);
      workshop = await openWorkshop(host);
    });
    after(async () => {
      await workshop.close();
      await lab.close();
    });

    test('get accounts, keys and sudo, and are taken back without a trace', async () => {
      const state = 'sort /etc/passwd; getent group sudo adm; ls -A /etc/sudoers.d /home';
      const before = await host.sh(state);
      const work = await workshop.bringAbout(administrators, team('amina', 'badou'));
      assert.equal(await host.sh('stat -c %a /home/amina /home/amina/.ssh /home/amina/.ssh/authorized_keys'), '750\n700\n600\n');
      assert.equal(await host.sh('cat /home/amina/.ssh/authorized_keys'), readFileSync(`${keyOf('amina')}.pub`, 'utf8'));
      await workshop.undo(work);
      assert.equal(await host.sh(state), before);
    });

    test('log in with their own keys and become root, from outside', async () => {
      await workshop.bringAbout(administrators, team('amina', 'badou'));
      assert.deepEqual([await becomesRoot('amina'), await becomesRoot('badou')], ['already-so', 'already-so']);
    });

    test('are asked for a password by sudo as soon as they have one', async () => {
      await host.sh("echo 'amina:one two' | chpasswd");
      await workshop.bringAbout(administrators, team('amina', 'badou'));
      assert.match(await host.sh('runuser -u amina -- sudo -n true 2>&1 || :'), /password is required/);
    });

    test('who were there before keep their keys and what is theirs', async () => {
      await host.sh(`
        useradd --create-home --shell /bin/bash chipo
        chmod 755 /home/chipo
        install -d -o chipo -g chipo -m 755 /home/chipo/.ssh
        printf 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKkPzVv2qPDyTO6GxsCfVbJcu4iTCFgkGpfCLMw1N8tu old' > /home/chipo/.ssh/authorized_keys
        chown chipo:chipo /home/chipo/.ssh/authorized_keys`);
      const before = await host.sh('stat -c %a /home/chipo; id -Gn chipo');
      await runOrFail(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'chipo', '-f', keyOf('chipo')]);
      const work = await workshop.bringAbout(administrators, team('amina', 'badou', 'chipo'));
      assert.equal((await host.sh('cat /home/chipo/.ssh/authorized_keys')).trim().split('\n').length, 2);
      await workshop.undo(work);
      assert.equal(await host.sh('stat -c %a /home/chipo; id -Gn chipo'), before);
      assert.match(await host.sh('cat /home/chipo/.ssh/authorized_keys'), /^ssh-ed25519 \S+ old\n$/);
    });

    test('who leave the plan cannot log in any more, and can when that is undone', async () => {
      const work = await workshop.bringAbout(administrators, team('amina'));
      await assert.rejects(openWorkshop(host, 'badou', keyOf('badou')));
      await workshop.undo(work);
      assert.equal(await becomesRoot('badou'), 'already-so');
    });

    test('are not written when that would break sudo', async () => {
      await host.sh("echo 'this is not a rule' > /etc/sudoers.d/zz; rm /etc/sudoers.d/60-dhis2-hosting");
      await assert.rejects(workshop.bringAbout(administrators, team('amina', 'badou')), /zz/);
      await host.sh('rm /etc/sudoers.d/zz');
    });
  });
}
