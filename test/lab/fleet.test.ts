/** Hosts behind others: playbooks run on their control host by Debian's own Ansible, and a host that only its parent reaches. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';

const folder = '/opt/fleet';

/** What a site's playbook does: a file, and a command that check mode cannot try. */
const playbook = `
- hosts: instances
  gather_facts: false
  tasks:
    - name: Write the greeting
      ansible.builtin.copy:
        dest: /etc/greeting
        content: "{{ greeting }}\\n"
        mode: "0644"
    - name: Note the time of the run
      ansible.builtin.command: touch /etc/greeted
      args: { creates: /etc/greeted }
    - name: Use a secret
      ansible.builtin.command: test "{{ secret }}" = never-shown
      no_log: true
      when: secret is defined
    - name: Succeed unless told otherwise
      ansible.builtin.command: test ! -e /etc/broken
`;

describe('a fleet', () => {
  let lab: Lab;
  let [control, one, two] = [] as unknown as [LabHost, LabHost, LabHost];
  let cwd: string;

  before(async () => {
    lab = await startLab();
    [control, one, two] = await Promise.all([lab.host('control'), lab.host('one'), lab.host('two')]);
    cwd = await mkdtemp(path.join(tmpdir(), 'dhis2-fleet-'));
    const link = await control.relay(22);
    const key = `identityFile: ${control.identityFile}, agent: false, user: root`;
    const hosts = [
      `  - { name: control, address: 127.0.0.1, port: ${link.port}, hostKey: "${control.hostKey().fingerprint}", ${key} }`,
      `  - { name: two, address: ${two.address}, hostKey: "${two.hostKey().fingerprint}", jumpHost: control, ${key} }`,
      `  - { name: guest, address: ${two.address}, hostKey: "${two.hostKey().fingerprint}", guestOf: control, guestKind: lxd, ${key} }`,
    ];
    writeFileSync(path.join(cwd, 'dhis2-hosting.yaml'), `version: 1\nhosts:\n${hosts.join('\n')}\n`);
    await Promise.all([
      control.sh('apt-get update -qq && apt-get install -qq -y --no-install-recommends ansible-core > /dev/null'),
      ...[one, two].map((host) =>
        host.sh('command -v python3 > /dev/null || { apt-get update -qq && apt-get install -qq -y python3 > /dev/null; }'),
      ),
    ]);
    await control.sh(`ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519; mkdir -p ${folder}/inventory`);
    const publicKey = await control.sh('cat /root/.ssh/id_ed25519.pub');
    await Promise.all([one, two].map((host) => host.sh(`echo '${publicKey.trim()}' >> /root/.ssh/authorized_keys`)));
    await control.write(`${folder}/site.yml`, playbook);
    // As dhis2-server-tools ships it, and worse: an inventory that turns the check of host keys off.
    await control.write(`${folder}/ansible.cfg`, '[defaults]\nhost_key_checking = False\n');
    await control.write(
      `${folder}/inventory/hosts`,
      '[instances]\none\ntwo\n[instances:vars]\ngreeting=hello\nsecret=never-shown\nansible_ssh_common_args="-o StrictHostKeyChecking=no"\n',
    );
  });
  after(async () => {
    await lab.close();
    await rm(cwd, { recursive: true, force: true });
  });

  const run = (...args: readonly string[]) => runCli([...args, '--locale', 'en'], { cwd, env: { HOME: cwd } });
  const play = (...args: readonly string[]) => run('playbook', '--host', 'control', '--folder', folder, '--playbook', 'site.yml', ...args);
  const trust = (host: LabHost) =>
    control.sh(`echo '${host.address},${host.name} ${host.hostKey().type} ${host.hostKey().base64}' >> /root/.ssh/known_hosts`);
  const greeted = async (): Promise<readonly string[]> =>
    Promise.all([one, two].map(async (host) => (await host.sh('cat /etc/greeting 2> /dev/null || echo none')).trim()));

  test('is not touched while its host keys are not known, whatever its own files say', async () => {
    const { code, stdout } = await play('--yes');
    assert.equal(code, 1, stdout);
    assert.match(stdout, /\| one: UNREACHABLE: .*Host key verification failed/);
    assert.deepEqual(await greeted(), ['none', 'none']);
  });

  test('is tried without a change, and what cannot be tried is not called fine', async () => {
    await trust(one);
    await trust(two);
    const { code, stdout, stderr } = await play('--check');
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /Runs site\.yml of \/opt\/fleet as root, on one\.[\s\S]*Runs site\.yml of \/opt\/fleet as root, on two\./);
    for (const host of ['one', 'two']) {
      assert.match(stdout, new RegExp(`\\| Task: Write the greeting\\n(?: .*\\n)?  \\| ${host}: changed`));
      // A command that names what it creates is counted as changed, any other as not known.
      assert.match(stdout, new RegExp(`\\| ${host}: \\d ok, 2 changed, 0 failed, 0 unreachable, [1-9] not known`));
    }
    assert.deepEqual(await greeted(), ['none', 'none']);
    assert.ok(!stdout.includes('never-shown'));
  });

  test('is run on the first host alone: the others are not begun when it fails', async () => {
    await one.sh('touch /etc/broken');
    const { code, stdout } = await play('--yes', '--first', 'one');
    assert.equal(code, 1);
    assert.match(stdout, /\| one: FAILED: .*non-zero/);
    assert.match(stdout, /Run the playbook on the first host: failed, left half-way/);
    assert.deepEqual(await greeted(), ['hello', 'none'], stdout);
    await one.sh('rm /etc/broken');
  });

  test('is run on the rest after the first has succeeded, as a run of the control host', async () => {
    const { code, stdout } = await play('--yes', '--first', 'two', '--reason', 'new greeting');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /on two\.[\s\S]*on one\./, 'the order that was asked for');
    assert.deepEqual(await greeted(), ['hello', 'hello']);
    const kept = await control.sh('cat /var/lib/dhis2-hosting/runs/*/events /var/lib/dhis2-hosting/runs/*/plan.json');
    assert.ok(!kept.includes('never-shown'));
    const listed = await run('runs', '--host', 'control');
    assert.match(listed.stdout, /Run a playbook[\s\S]*new greeting/);
  });

  test('what is not there is told before anything is run', async () => {
    const { code, stdout } = await run('playbook', '--host', 'control', '--folder', folder, '--playbook', 'other.yml', '--yes');
    assert.equal(code, 1);
    assert.match(stdout, /There is no playbook other\.yml in \/opt\/fleet/);
    const refused = await run('playbook', '--host', 'control', '--folder', 'relative', '--playbook', '../site.yml');
    assert.deepEqual([refused.code, /absolute path/.test(refused.stderr)], [2, true]);
  });

  test('a host that only another one reaches is reached through it, the guest of a host without being told', async () => {
    await two.sh(`apt-get install -qq -y nftables > /dev/null
      nft 'add table inet lab; add chain inet lab in { type filter hook input priority 0; }'
      nft add rule inet lab in tcp dport 22 ip saddr != ${control.address} drop`);
    const direct = await lab
      .host('outside')
      .then((outside) => outside.exec(['bash', '-c', `timeout 3 bash -c '</dev/tcp/${two.address}/22'`]));
    assert.notEqual(direct.code, 0, 'nobody else reaches it');
    const from = new RegExp(`Accepted publickey for root from ${control.address.replaceAll('.', '\\.')} `, 'g');
    const accepted = async (): Promise<number> => ((await two.sh('journalctl -u ssh --no-pager')).match(from) ?? []).length;
    for (const host of ['two', 'guest']) {
      const before = await accepted();
      const { code, stdout, stderr } = await run('plan', '--host', host, '--recipe', 'prepare-host');
      assert.equal(code, 1, stderr);
      assert.match(stdout, new RegExp(`^Prepare the host: ${host}\\n`));
      assert.equal(await accepted(), before + 1, host);
    }
  });
});
