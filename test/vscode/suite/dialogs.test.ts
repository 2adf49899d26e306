/** What commands that reach a host ask for, and that nothing is changed by one that is cancelled. The host is a real sshd on this machine. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/src/vscode/test-api.ts';
import { makeKey, type Sshd, sshdMissing, startSshd } from '../../support/sshd.ts';
import { test } from './collector.ts';
import { inUntrustedWorkspace, lines, type Question, withPerson } from './person.ts';
import { until } from './wait.ts';
import { extension, fileUri } from './workspace.ts';

const manifestUri = (): vscode.Uri => fileUri('dialogs', 'dhis2-hosting.yaml');
const manifestText = (): string => readFileSync(manifestUri().fsPath, 'utf8');
const run = (command: string, argument: string) => vscode.commands.executeCommand(`dhis2Hosting.${command}`, argument);
const asking = (answers: readonly (string | undefined)[], command: string, argument: string): Promise<readonly Question[]> =>
  withPerson(answers, () => run(command, argument));

/** Whoever writes below its run folder writes into memory that nobody else sees. */
const keepsRunsApart = 'mkdir -p /var/lib/dhis2-hosting /run/sshd && mount -t tmpfs tmpfs /var/lib/dhis2-hosting && echo apart && exec cat';

type Host = { readonly sshd: Sshd; readonly inside: (script: string) => string; readonly stop: () => Promise<void> };

async function startHost(): Promise<Host> {
  const apart = spawn('unshare', ['--mount', 'sh', '-c', keepsRunsApart], { stdio: ['pipe', 'pipe', 'inherit'] });
  const pid = apart.pid ?? 0;
  await new Promise((resolve, reject) => {
    apart.stdout.once('data', resolve);
    apart.once('exit', () => reject(new Error('a mount namespace is not allowed here')));
  });
  const sshd = await startSshd({ mountNamespaceOf: pid });
  return {
    sshd,
    inside: (script) => execFileSync('nsenter', ['--mount', `--target=${pid}`, '--', 'sh', '-ec', script], { encoding: 'utf8' }),
    stop: async () => {
      await sshd.stop();
      apart.stdin.end();
    },
  };
}

type Place = Host & {
  readonly id: string;
  /** Connections since it is there. */
  readonly callers: () => Promise<number>;
};

/**
 * Ends what it began: other tests count the hosts of the workspace. A second manifest has a host of the same name, so that the first
 * is an installation of its own and no host of the sample is asked.
 */
async function withHost(pinned: boolean, body: (place: Place) => Promise<void>, more = ''): Promise<void> {
  const api = (await extension().activate()) as TestApi;
  await api.ready();
  const started = await startHost();
  const { sshd } = started;
  const { port, user, identityFile, hostKeys } = sshd;
  const hosts = () => api.hosts().flatMap(({ node }) => (node.kind === 'host' ? [node.host] : []));
  const found = () => hosts().find(({ id, host }) => host.port === port && id !== host.name)?.id;
  const connections = async () => ((await sshd.log()).match(/Connection from/g) ?? []).length;
  const hostKey = pinned ? `    hostKey: "${hostKeys[0]?.fingerprint}"\n` : '';
  const host = `  - name: here\n    address: 127.0.0.1\n    port: ${port}\n    user: ${user}\n    identityFile: ${identityFile}\n    agent: false\n${hostKey}`;
  const instance =
    '  - { name: wanted, host: here, database: stored, heap: 512 MiB, dhis2Version: "2.42.5", war: { url: "https://example.org/dhis.war", sha256: ' +
    `${'a'.repeat(64)} } }\n`;
  const text = `version: 1\nhosts:\n${host}databases:\n  - { name: stored, host: here }\ninstances:\n${instance}${more}`;
  const namesake = 'version: 1\nhosts:\n  - { name: here, address: 192.0.2.7 }\n';
  await vscode.workspace.fs.writeFile(manifestUri(), Buffer.from(text));
  await vscode.workspace.fs.writeFile(fileUri('dialogs', 'other', 'dhis2-hosting.yaml'), Buffer.from(namesake));
  try {
    const id = await until('the host to be in the tree', api.onDidChangeHosts, found);
    const before = await connections();
    await body({ ...started, id, callers: async () => (await connections()) - before });
    await run('disconnect', id);
  } finally {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(fileUri('dialogs'), { recursive: true });
    await until('the host to be gone', api.onDidChangeHosts, () => (hosts().some(({ host }) => host.name === 'here') ? undefined : true));
    await started.stop();
  }
}

const runsOf = ({ inside }: Place): string => inside('ls /var/lib/dhis2-hosting/runs 2> /dev/null || :');

// Reached as root on this machine, in a mount namespace.
if (userInfo().uid === 0 && sshdMissing() === undefined) {
  test('an untrusted workspace: no command reaches a host', () =>
    withHost(true, async (place) => {
      const commands = ['trustHost', 'adoptHost', 'runPlaybook', 'dropRemoved', 'proveRestart', 'provision'].map(
        (id) => [id, place.id] as const,
      );
      const onInstance = ['deployRelease', 'restartInstance', 'removeInstance', 'restoreDump'].map(
        (id) => [id, `${place.id}/wanted`] as const,
      );
      await inUntrustedWorkspace(async () => {
        for (const [command, argument] of [...commands, ...onInstance]) {
          const asked = await asking([], command, argument);
          assert.deepEqual(
            asked.map(({ kind, options }) => [kind, ...options]),
            [['warning', 'Manage Workspace Trust']],
            `${command}: ${lines(asked).join('\n')}`,
          );
        }
      });
      assert.equal(await place.callers(), 0);
    }));

  test('Trust Host shows the key, wants the true one from elsewhere, and pins only what is the same', () =>
    withHost(false, async ({ sshd, id }) => {
      const before = manifestText();
      const [key] = sshd.hostKeys;
      const question = `warning: Is this really ${id} (127.0.0.1)?`;
      const box = `box: What does ssh-keygen print on ${id} itself?`;

      const cancelled = await asking([], 'trustHost', id);
      assert.deepEqual(lines(cancelled), [question]);
      assert.ok(cancelled[0]?.detail.includes(key?.fingerprint ?? '-'), cancelled[0]?.detail);
      const left = await asking(['Compare…'], 'trustHost', id);
      assert.deepEqual(lines(left), [question, box]);
      assert.match(String(left[1]?.says('16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48')), /no SHA-256 fingerprint/);

      const stranger = path.join(sshd.folder, 'stranger');
      await makeKey(stranger);
      const other = execFileSync('ssh-keygen', ['-lf', `${stranger}.pub`], { encoding: 'utf8' });
      const differs = await asking(['Compare…', other], 'trustHost', id);
      assert.deepEqual(lines(differs), [question, box, `error: ${id}: this is not the same key.`]);
      assert.equal(manifestText(), before);
      assert.doesNotMatch(await sshd.log(), /Accepted/);

      // It writes known_hosts, which has to be the test's own.
      if (process.env['VSCODE_EXECUTABLE'] !== undefined) return;
      const printed = execFileSync('ssh-keygen', ['-lf', key?.publicKeyFile ?? ''], { encoding: 'utf8' });
      const done = await asking(['Compare…', printed], 'trustHost', id);
      assert.ok(lines(done).at(-1)?.startsWith(`information: ${id}: the same key`), lines(done).join('\n'));
      assert.ok(
        manifestText().includes(`hostKey: ${key?.fingerprint}`) || manifestText().includes(`hostKey: "${key?.fingerprint}"`),
        manifestText(),
      );
      assert.ok(readFileSync(path.join(homedir(), '.ssh/known_hosts'), 'utf8').includes(`[127.0.0.1]:${sshd.port} ${key?.line}`));
    }));

  test('Trust Host asks nothing about a key that the manifest promises', () =>
    withHost(true, async ({ id }) => {
      const asked = await asking([], 'trustHost', id);
      assert.deepEqual([asked.length, asked[0]?.options], [1, []]);
      assert.ok(asked[0]?.text.startsWith(`${id} shows the key that the manifest promises`), asked[0]?.text);
    }));

  test('Adopt only looks, and makes a manifest of it when it is asked to', () =>
    withHost(true, async (place) => {
      const drafts = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.path.endsWith('here.dhis2-hosting.yaml'));
      const before = manifestText();
      const [told] = await asking([], 'adoptHost', place.id);
      assert.ok(told?.text.startsWith(`${place.id} was only looked at.`), told?.text);
      assert.deepEqual(told?.options, ['Make a Manifest of It']);
      assert.equal(drafts().length, 0);
      await asking(['Make a Manifest of It'], 'adoptHost', place.id);
      const written = () => drafts().find((draft) => draft.isUntitled && /^version: 1$/m.test(draft.getText()));
      await until('the draft', vscode.workspace.onDidChangeTextDocument, written);
      assert.deepEqual([manifestText(), runsOf(place)], [before, '']);
    }));

  test('Run Playbook asks for four things and remembers them; without one of them, or with a path that leads out, no host is asked', () =>
    withHost(true, async (place) => {
      const boxes = [
        'box: Folder of the playbooks on the control host',
        'box: Playbook, below that folder',
        'box: Inventory, below that folder',
        'box: Account of the control host that runs it',
      ];
      const given = ['/opt/playbooks', 'site.yml', 'inventory', 'root'];
      for (let count = 0; count < given.length; count++) {
        assert.deepEqual(lines(await asking(given.slice(0, count), 'runPlaybook', place.id)), boxes.slice(0, count + 1));
      }
      for (const [index, wrong] of ['playbooks', '../site.yml', '/etc/passwd', 'Root;'].entries()) {
        const asked = await asking(given.with(index, wrong), 'runPlaybook', place.id);
        assert.match(lines(asked).at(-1) ?? '', /^warning: The folder must be an absolute path/);
      }
      assert.equal(await place.callers(), 0);
    }));

  test('Deploy Release shows its plan and wants a yes, Remove Instance its name too; Restart of what is not there tells what is in the way', () =>
    withHost(true, async (place) => {
      const deploy = await asking([], 'deployRelease', `${place.id}/wanted`);
      assert.match(lines(deploy).join('\n'), /^information: Deploy the release: \d steps will change here [^\n]+$/);
      assert.deepEqual(deploy[0]?.options, ['Apply the Plan']);
      const page = vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === 'dhis2-hosting-plan' && uri.path.startsWith('/Plan of here'),
      );
      assert.match(page?.getText() ?? '', /Release of DHIS2/);
      const restart = await asking([], 'restartInstance', `${place.id}/wanted`);
      assert.deepEqual(lines(restart), [`information: Nothing can be done on ${place.id} as it is. The plan says what is in the way.`]);
      assert.deepEqual(restart[0]?.options, []);
      for (const answers of [[], ['Apply the Plan']]) {
        const remove = await asking(answers, 'removeInstance', `${place.id}/wanted`);
        assert.match(lines(remove)[0] ?? '', /^information: Remove the instance: \d steps will change here /);
        assert.deepEqual(remove[0]?.options, ['Apply the Plan']);
        assert.deepEqual(lines(remove).slice(1), answers.length === 0 ? [] : ['box: Type wanted to confirm']);
      }
      assert.equal(runsOf(place), '');
    }));

  test('Restore a Dump of Others lists what lies on the host with its judgement; one that is not whole comes to no plan that could be applied', () =>
    withHost(true, async (place) => {
      const argument = `${place.id}/wanted`;
      place.inside('mount -t tmpfs tmpfs /srv');
      assert.deepEqual(lines(await asking([], 'restoreDump', argument)), [`information: There is no dump to read on ${place.id}.`]);
      place.inside('mkdir /srv/backups; echo "-- PostgreSQL database dump" > /srv/backups/wanted.sql');
      const [choice, ...more] = await asking([], 'restoreDump', argument);
      assert.equal(choice?.text, 'Which dump? Only one that is whole is restored.');
      assert.ok(choice.options.includes('/srv/backups/wanted.sql'), choice.options.join());
      assert.deepEqual(more, []);
      const chosen = await asking(['/srv/backups/wanted.sql'], 'restoreDump', argument);
      assert.deepEqual(lines(chosen).slice(1), [
        `information: Nothing can be done on ${place.id} as it is. The plan says what is in the way.`,
      ]);
      assert.equal(runsOf(place), '');
    }));

  test('Drop What Was Removed wants the name, a yes to the plan and the name again; without them nothing is gone', () =>
    withHost(true, async (place) => {
      const [box, typed] = [`box: Name of the instance that was removed from ${place.id}`, 'box: Type old to confirm'];
      const [unnamed] = await asking([], 'dropRemoved', place.id);
      assert.equal(`box: ${unnamed?.text}`, box);
      for (const wrong of ['', 'Old', 'old;', '../old', '-old']) assert.equal(unnamed?.says(wrong), 'Small letters, digits and hyphens');
      assert.equal(await place.callers(), 0);

      const nothing = await asking(['old'], 'dropRemoved', place.id);
      assert.deepEqual(lines(nothing), [box, `information: ${place.id} is as the manifest wants it. There is nothing to do.`]);

      const kept = '/var/lib/dhis2-hosting/.removed-20260101000000-old';
      place.inside(`cd /var/lib/dhis2-hosting; mkdir -p removed/old ${kept}; echo ${kept} > removed/old/folders; echo data > ${kept}/file`);
      const confirm = /^information: .*: 1 steps will change /;
      for (const answers of [['old'], ['old', 'Apply the Plan']]) {
        const asked = await asking(answers, 'dropRemoved', place.id);
        assert.match(lines(asked)[1] ?? '', confirm);
        assert.deepEqual(asked[1]?.options, ['Apply the Plan']);
        assert.deepEqual(lines(asked).slice(2), answers.length === 1 ? [] : [typed]);
        if (answers.length > 1) assert.notEqual(asked[2]?.says('other'), undefined);
        assert.equal(place.inside(`cat ${kept}/file`), 'data\n');
      }
      assert.equal(runsOf(place), '');
    }));

  const practice = '  - { name: practice, host: here, database: stored, heap: 512 MiB, dhis2Version: "2.42.5", purpose: training }\n';
  const archive =
    'backups:\n  - { name: stream, instances: [wanted], method: continuous, rpo: 1 hour, schedule: "0 3 * * 0", encryption: { method: pgbackrest, passphrase: { hostFile: /etc/dhis2/pass } } }\n';

  test('Bring Back a Moment wants one with its zone that is past, of a database whose moments are kept; the plan says what is in the way', () =>
    withHost(
      true,
      async (place) => {
        const of = (instance: string) => `${place.id}/${instance}`;
        const [box] = await asking([], 'bringBack', of('wanted'));
        assert.equal(`${box?.kind}: ${box?.text}`, 'box: Which moment of wanted?');
        for (const wrong of ['', '2026-11-29', '2026-11-29 14:30', '2026-13-29T14:30Z']) {
          assert.match(String(box?.says(wrong)), /^Not a moment with its zone/, wrong);
        }
        assert.equal(box?.says('2999-01-01T00:00Z'), 'This is still to come');
        assert.equal(await place.callers(), 0);
        const asked = await asking(['2026-11-29T14:30+02:00'], 'bringBack', of('wanted'));
        assert.deepEqual(lines(asked).slice(1), [
          `information: Nothing can be done on ${place.id} as it is. The plan says what is in the way.`,
        ]);
        // An archive is of a whole server, whichever of its instances the plan names.
        assert.deepEqual(lines(await asking([], 'bringBack', of('practice'))), ['box: Which moment of practice?']);
        assert.equal(runsOf(place), '');
      },
      `${practice}${archive}`,
    ));

  test('Restore for Staging asks for a set of another instance, and is refused to a production before anything is asked', () =>
    withHost(
      true,
      async (place) => {
        assert.deepEqual(lines(await asking([], 'restoreForStaging', `${place.id}/practice`)), ['information: no verified set']);
        const none = await asking([], 'bringBack', `${place.id}/practice`);
        assert.match(lines(none).join('\n'), /^information: The manifest has no continuous backup of practice/);
        const refused = await asking([], 'restoreForStaging', `${place.id}/wanted`);
        assert.deepEqual(lines(refused), [`information: Nothing can be done on ${place.id} as it is. The plan says what is in the way.`]);
        assert.equal(runsOf(place), '');
      },
      `${practice}backups:\n  - { name: nightly, instances: [practice, wanted], schedule: "0 2 * * *" }\n`,
    ));

  test('Use What Was Restored asks nothing while nothing is restored, and its plan says so', () =>
    withHost(
      true,
      async (place) => {
        const asked = await asking([], 'useRestored', `${place.id}/wanted`);
        assert.deepEqual(lines(asked), [`information: Nothing can be done on ${place.id} as it is. The plan says what is in the way.`]);
        assert.equal(runsOf(place), '');
      },
      archive,
    ));
}
