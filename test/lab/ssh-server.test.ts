/** sshd of real hosts: who gets in afterwards and who does not, seen from outside. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { administrators } from '../../client/src/operations/steps/administrators.ts';
import { sshServer } from '../../client/src/operations/steps/ssh-server.ts';
import { openWorkshop, type Workshop } from './carry-out.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { run, runOrFail } from './processes.ts';
import { suites } from './suites.ts';

for (const suite of suites) {
  describe(`sshd on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;
    let workshop: Workshop;
    let manifest: HostingManifest;
    const key = (): string => path.join(lab.folder, 'key-amina');

    /** What sshd offers to somebody without a key. */
    const offers = async (user: string): Promise<string> => {
      const options = ['PreferredAuthentications=none', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR'];
      const words = ['ssh', '-F', 'none', ...options.flatMap((option) => ['-o', option]), `${user}@${host.address}`, 'true'];
      const { stderr } = await run([...lab.inside, ...words]);
      return /\((.*)\)/.exec(stderr)?.[1] ?? stderr;
    };

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      await runOrFail(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'amina', '-f', key()]);
      manifest = { version: 1, team: [{ name: 'Amina', account: 'amina', sshKeys: [readFileSync(`${key()}.pub`, 'utf8').trim()] }] };
      // As cloud images have it.
      await host.sh(
        "printf 'PasswordAuthentication yes\\n' > /etc/ssh/sshd_config.d/50-cloud-init.conf; echo root:secret | chpasswd; systemctl restart ssh",
      );
      workshop = await openWorkshop(host);
    });
    after(async () => {
      await workshop.close();
      await lab.close();
    });

    test('for root, who provisions: passwords go, its key stays, and all of it comes back', async () => {
      assert.equal(await offers('root'), 'publickey,password');
      const settings = 'sshd -T | sort; stat -c "%a %n" /etc/ssh/* /etc/ssh/sshd_config.d/*';
      const before = await host.sh(settings);
      const work = await workshop.bringAbout(sshServer, manifest);
      assert.equal(await offers('root'), 'publickey');
      await (await openWorkshop(host)).close();
      await workshop.undo(work);
      assert.equal(await host.sh(settings), before);
      assert.equal(await offers('root'), 'publickey,password');
    });

    test('for an administrator, who provisions: root is shut out, with a key too', async () => {
      await workshop.bringAbout(administrators, manifest);
      const amina = await openWorkshop(host, 'amina', key());
      const work = await amina.bringAbout(sshServer, manifest);
      assert.match((await amina.plan(sshServer, manifest)).text, /already so/);
      await assert.rejects(openWorkshop(host));
      await (await openWorkshop(host, 'amina', key())).close();
      await amina.undo(work);
      await (await openWorkshop(host)).close();
      await amina.close();
    });

    test('is not touched for somebody who has a password only', async () => {
      await host.sh('mv /root/.ssh/authorized_keys /root/.ssh/away');
      const { step, text } = await workshop.plan(sshServer, manifest);
      await host.sh('mv /root/.ssh/away /root/.ssh/authorized_keys');
      assert.equal(step.state, 'blocked', text);
      assert.match(text, /no public key of this account/);
    });

    test('whose settings are overruled by another file is told apart', async () => {
      await host.sh("printf 'PasswordAuthentication yes\\n' > /etc/ssh/sshd_config.d/00-mine.conf");
      await assert.rejects(workshop.bringAbout(sshServer, manifest), /password/);
      const { text } = await workshop.plan(sshServer, manifest);
      assert.match(text, /00-mine\.conf is read before our file and says otherwise on PasswordAuthentication/);
      await host.sh('rm /etc/ssh/sshd_config.d/00-mine.conf /etc/ssh/sshd_config.d/10-dhis2-hosting.conf');
    });

    test('that is started by its socket is asked the same', async () => {
      await host.sh('systemctl disable --now ssh.service; systemctl enable --now ssh.socket');
      const anew = await openWorkshop(host);
      const work = await anew.bringAbout(sshServer, manifest);
      assert.equal(await offers('root'), 'publickey');
      await anew.undo(work);
      await anew.close();
    });
  });
}
