/** Rights of root for an ordinary login: what sudo may do to us (F16), on real hosts. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { askHost } from '../../client/src/operations/host-shell.ts';
import type { Prompter } from '../../client/src/operations/index.ts';
import { soon } from '../support/ssh-client.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { reach } from './reach.ts';
import type { Suite } from './suites.ts';

const password = `p'w "é$(id)`;

for (const suite of ['bookworm', 'trixie'] satisfies readonly Suite[]) {
  describe(`sudo on ${suite}`, () => {
    let lab: Lab;
    let host: LabHost;

    before(async () => {
      lab = await startLab();
      host = await lab.host('one', { suite });
      await host.write('/root/passwords', ['bob', 'eve', 'dan'].map((name) => `${name}:${password}\n`).join(''), '600');
      await host.sh(`
        for name in bob eve dan sue; do
          useradd --create-home --shell /bin/bash "$name"
          install -d -o "$name" -m 700 "/home/$name/.ssh"
          install -o "$name" -m 600 /root/.ssh/authorized_keys "/home/$name/.ssh/"
        done
        chpasswd < /root/passwords
        echo 'echo "*** welcome, sorry for the noise: [sudo] password for bob: ***"' >> /home/bob/.bashrc
        echo 'bob ALL=(ALL) ALL\ndan ALL=(ALL) ALL\nsue ALL=(ALL) NOPASSWD: ALL\nDefaults:dan requiretty' > /etc/sudoers.d/test
        chmod 440 /etc/sudoers.d/test
        visudo -cq`);
    });
    after(() => lab.close());

    const asked: { readonly user: string; readonly again: boolean }[] = [];
    const answers =
      (...given: readonly (string | undefined)[]): Prompter['sudoPassword'] =>
      async ({ user, again }) => {
        asked.push({ user, again });
        return given[asked.length - 1];
      };
    const whoAmI = async (user: string, ...given: readonly (string | undefined)[]) => {
      asked.length = 0;
      const { transport, address, logged } = await reach(host, user, { sudoPassword: answers(...given) });
      try {
        const connection = await transport.connect(address, soon());
        const ask = async () => (await askHost(connection, 'id -un; cat; printf "%s\\n" "it\'s \\"me\\""', soon())).out.toString();
        // Two at a time, so that the second would be asked too if the first answer were not remembered.
        return { said: [...new Set(await Promise.all([ask(), ask()]))], logged };
      } catch (error) {
        return { error, logged };
      } finally {
        await transport.dispose();
      }
    };
    const root = ['root\nit\'s "me"\n'];

    test('root needs none', async () => {
      assert.deepEqual((await whoAmI('root')).said, root);
    });

    test('asks nothing where it needs no password', async () => {
      assert.deepEqual((await whoAmI('sue')).said, root);
    });

    test('asks once for what it needs, whatever the profile prints and whatever is in the password', async () => {
      const { said, logged } = await whoAmI('bob', password);
      assert.deepEqual(said, root);
      assert.deepEqual(asked, [{ user: 'bob', again: false }]);
      assert.ok(!logged.join('\n').includes(password));
    });

    test('asks again after a wrong password, and each is tried once', async () => {
      assert.deepEqual((await whoAmI('bob', 'wrong', password)).said, root);
      assert.deepEqual(
        asked.map(({ again }) => again),
        [false, true],
      );
    });

    const refusals: readonly (readonly [what: string, user: string, given: readonly (string | undefined)[], code: string])[] = [
      ['wrong passwords', 'bob', ['wrong', 'still wrong', 'wrong for ever', 'a', 'b', 'c'], 'sudo-wrong-password'],
      ['no answer', 'bob', [undefined, undefined], 'cancelled'],
      ['a user without the right', 'eve', [password, password], 'sudo-not-allowed'],
      ['a terminal that is not there', 'dan', [password, password], 'sudo-needs-terminal'],
    ];
    for (const [what, user, given, code] of refusals) {
      test(`tells ${what} apart`, async () => {
        const { error, logged } = await whoAmI(user, ...given);
        assert.equal((error as { readonly code?: string }).code, code, logged.join('\n'));
        assert.ok(!logged.join('\n').includes(password));
      });
    }

    test('tells a question that waited too long apart', async () => {
      await host.sh("echo 'Defaults passwd_timeout=0.02' > /etc/sudoers.d/timeout; chmod 440 /etc/sudoers.d/timeout");
      const never: Prompter['sudoPassword'] = ({ signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
      const { transport, address } = await reach(host, 'bob', { sudoPassword: never });
      const connection = await transport.connect(address, soon());
      await assert.rejects(askHost(connection, 'id', soon()), { code: 'sudo-timed-out' });
      await transport.dispose();
      await host.sh('rm /etc/sudoers.d/timeout');
    });

    test('that is not there is told', async () => {
      await host.sh('mv /usr/bin/sudo /usr/bin/sudo.away');
      const { error } = await whoAmI('bob', password);
      assert.equal((error as { readonly code?: string }).code, 'sudo-missing');
      await host.sh('mv /usr/bin/sudo.away /usr/bin/sudo');
    });
  });
}
