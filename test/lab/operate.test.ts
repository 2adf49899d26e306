/** The commands of the command line that reach hosts, from the manifest to the journal. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { journalIn } from '../support/home-journal.ts';
import { runCli } from '../support/run-cli.ts';
import { until } from '../support/sshd.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';

describe('the command line on hosts', () => {
  let lab: Lab;
  let host: LabHost;
  let cwd: string;

  before(async () => {
    lab = await startLab();
    host = await lab.host('app-1');
    cwd = await mkdtemp(path.join(tmpdir(), 'dhis2-operate-'));
    const link = await host.relay(22);
    const { fingerprint } = host.hostKey();
    const lines = ['version: 1', 'hosts:', '  - name: app-1', '    address: 127.0.0.1', `    port: ${link.port}`, '    user: root'];
    const keys = [`    identityFile: ${host.identityFile}`, '    agent: false', `    hostKey: ${fingerprint}`, ''];
    writeFileSync(path.join(cwd, 'dhis2-hosting.yaml'), [...lines, ...keys].join('\n'));
  });
  after(async () => {
    await lab.close();
    await rm(cwd, { recursive: true, force: true });
  });

  const cli = (args: readonly string[], interrupted?: AbortSignal) =>
    runCli([...args, '--locale', 'en'], { cwd, env: { HOME: cwd }, ...(interrupted ? { interrupted } : {}) });
  const prepare = ['--recipe', 'prepare-host'];

  test('plans, and saves what was seen', async () => {
    const { code, stdout, stderr } = await cli(['plan', ...prepare, '--save', 'app.json']);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /^Prepare the host: app-1\n[\s\S]*will change[\s\S]*\+SystemMaxUse=/);
    assert.match(stderr, /Plan saved in app\.json/);
    assert.equal(JSON.parse(readFileSync(path.join(cwd, 'app.json'), 'utf8')).host, 'app-1');
    assert.equal(await host.sh('ls /var/lib/dhis2-hosting 2> /dev/null || echo nothing'), 'nothing\n');
  });

  test('does nothing that nobody has confirmed', async () => {
    const unasked = await cli(['apply', ...prepare]);
    assert.deepEqual([unasked.code, /this is no terminal/.test(unasked.stderr)], [2, true], unasked.stderr);
    const unseen = await cli(['apply', ...prepare, '--yes']);
    assert.deepEqual([unseen.code, /--yes goes only with --plan/.test(unseen.stderr)], [2, true], unseen.stderr);
    assert.equal(await host.sh('ls /var/lib/dhis2-hosting 2> /dev/null || echo nothing'), 'nothing\n');
  });

  test('refuses a plan when the host is no longer so, and says where', async () => {
    await host.sh('mkdir -p /etc/systemd/journald.conf.d; echo "[Journal]" > /etc/systemd/journald.conf.d/60-dhis2-hosting.conf');
    const { code, stderr } = await cli(['apply', ...prepare, '--plan', 'app.json', '--yes']);
    assert.equal(code, 2);
    assert.match(stderr, /journal-storage: (?:it would be done otherwise|the host answers otherwise \(file:)/);
    await host.sh('rm -r /etc/systemd/journald.conf.d');
  });

  test('applies what was seen, tells all of it, and has nothing to do after that', async () => {
    const { code, stdout, stderr } = await cli(['apply', ...prepare, '--plan', 'app.json', '--yes', '--reason', 'first time']);
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.match(
      stdout,
      /Run \d{8}T\d{6}Z-[0-9a-f]{8} on app-1\.\nThe run has begun[\s\S]*Journal on disk: done\nDone: every step of the run is done and verified\.\n$/,
    );
    const again = await cli(['plan', ...prepare]);
    assert.equal(again.code, 0, again.stdout);
    assert.match(again.stdout, /Nothing to do/);
    assert.equal((await cli(['apply', ...prepare])).code, 0);
  });

  test('lists runs and follows the last one from its first line', async () => {
    const { stdout } = await cli(['runs']);
    assert.match(stdout, /^\d{8}T\d{6}Z-[0-9a-f]{8} {2}done {2}Prepare the host, by \S+@\S+\n {4}first time\n$/);
    const [listed] = JSON.parse((await cli(['runs', '--format', 'json'])).stdout);
    assert.deepEqual([listed.state.outcome, listed.head.reason], ['done', 'first time']);
    const attached = await cli(['attach']);
    assert.equal(attached.code, 0);
    assert.match(attached.stdout, /The run has begun[\s\S]*journal-storage: done\nDone:/);
    assert.equal((await cli(['attach', '--run', '../../etc'])).code, 2);
  });

  test('takes the last run back', async () => {
    const saved = await cli(['plan', '--undo', '--save', 'undo.json']);
    assert.equal(saved.code, 1, saved.stderr);
    assert.match(
      saved.stdout,
      /^Take back: Prepare the host: app-1[\s\S]*Removes \/etc\/systemd\/journald\.conf\.d\/60-dhis2-hosting\.conf/,
    );
    const { code, stdout, stderr } = await cli(['apply', '--undo', '--plan', 'undo.json', '--yes']);
    assert.equal(code, 1, `${stdout}\n${stderr}`);
    assert.match(
      stdout,
      /\nDone: every step of the run is done\. 1 of 6 put back no file[^\n]*Not carried out, because blocked or unknown: Take back: Folder of runs \(1 of 7 steps\)\.\n$/,
    );
    assert.equal(await host.sh('ls /etc/systemd/journald.conf.d 2> /dev/null || echo none'), 'none\n');
  });

  test('is no success as long as the plan has what is blocked, and names it', async () => {
    const manifest = readFileSync(path.join(cwd, 'dhis2-hosting.yaml'), 'utf8');
    // An account of the system is no person, so that step is blocked; the others are carried out.
    const key = readFileSync(`${host.identityFile}.pub`, 'utf8').trim();
    const team = ['team:', '  - name: Nobody', '    account: daemon', `    sshKeys: ['${key}']`, ''];
    writeFileSync(path.join(cwd, 'blocked.yaml'), `${manifest}${team.join('\n')}`);
    const planned = await cli(['plan', 'blocked.yaml', ...prepare, '--save', 'blocked.json']);
    assert.match(planned.stdout, /Named administrators: blocked[\s\S]*Journal on disk: will change/);
    const { code, stdout, stderr } = await cli(['apply', 'blocked.yaml', ...prepare, '--plan', 'blocked.json', '--yes']);
    assert.equal(code, 1, `${stdout}\n${stderr}`);
    assert.match(
      stdout,
      /Done: every step of the run is done and verified\. Not carried out, because blocked or unknown: [^\n]*Named administrators/,
    );
    assert.equal((await cli(['plan', '--undo', '--save', 'undo.json'])).code, 1);
    assert.equal((await cli(['apply', '--undo', '--plan', 'undo.json', '--yes'])).code, 0);
  });

  test('stops watching at Ctrl-C, and says how to come back', async () => {
    await cli(['plan', ...prepare, '--save', 'again.json']);
    const pressed = new AbortController();
    const applying = cli(['apply', ...prepare, '--plan', 'again.json', '--yes'], pressed.signal);
    await until(async () => (await host.sh('ls /var/lib/dhis2-hosting/runs | wc -l')).trim() === '5', 'the run', 30_000);
    await until(
      async () => (await host.sh('cat /var/lib/dhis2-hosting/runs/*/events | grep -c \'"kind":"started"\'')).trim() === '5',
      'its begin',
      30_000,
    );
    pressed.abort();
    const { code, stderr } = await applying;
    assert.deepEqual([code, /attach --host app-1|runs --host app-1/.test(stderr)], [1, true], stderr);
    const attached = await cli(['attach']);
    assert.equal(attached.code, 0, attached.stdout);
  });

  test('keeps a journal at home', async () => {
    const entries = await journalIn(path.join(cwd, '.local/state/dhis2-hosting'));
    assert.deepEqual(
      entries.slice(0, 4).map((entry) => (entry.kind === 'started' ? entry.kind : entry.outcome)),
      ['started', 'done', 'started', 'done'],
    );
  });

  const refusals: readonly (readonly [what: string, args: readonly string[], said: RegExp])[] = [
    ['a manifest that is not there', ['plan', 'no.yaml'], /no\.yaml: cannot be read \(ENOENT\)/],
    ['a host that is not in it', ['plan', '--host', 'db-9'], /no host `db-9`. It has: app-1/],
    ['a plan that is none', ['apply', '--plan', 'dhis2-hosting.yaml'], /no plan of this version/],
  ];
  for (const [what, args, said] of refusals) {
    test(`tells ${what}`, async () => {
      const { code, stderr } = await cli(args);
      assert.equal(code, 2);
      assert.match(stderr, said);
    });
  }
});
