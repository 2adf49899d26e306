/** What the editor's commands do with a host, without the editor: propose, carry out, list, follow again, take back. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import * as operations from '../../client/src/operations/index.ts';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { installationOf } from '../../client/src/vscode/runs/installation.ts';
import { createRunStates } from '../../client/src/vscode/runs/run-states.ts';
import { createRuns } from '../../client/src/vscode/runs/runs.ts';
import { createRemote } from '../../client/src/vscode/sessions/remote.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { journalIn } from '../support/home-journal.ts';
import { followed } from '../support/reports.ts';
import { person, soon } from '../support/ssh-client.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startLab } from './lab.ts';
import { addSue } from './sue.ts';

type Reports = AsyncGenerator<operations.RunReport, operations.RunResult | undefined>;

describe('plans and runs of the editor', () => {
  test('reach from the manifest to the host and back', async (t) => {
    const lab = await startLab();
    t.after(() => lab.close());
    const host = await lab.host('app');
    await addSue(host);
    const home = await temporaryFolder(t, {});
    await mkdir(`${home}/.ssh`);
    const link = await host.relay(22);
    const where = `address: 127.0.0.1, port: ${link.port}, user: sue, identityFile: ${host.identityFile}, agent: false`;
    const text = `version: 1\nhosts:\n  - { name: app, ${where}, hostKey: "${host.hostKey().fingerprint}" }\n`;
    writeFileSync(`${home}/dhis2-hosting.yaml`, text);
    const sources = [{ uri: `file://${home}/dhis2-hosting.yaml`, label: 'dhis2-hosting.yaml', text }];
    const [entry] = readInventory(sources).hosts;
    assert.ok(entry);
    const manifest = installationOf(entry, sources);
    assert.ok(manifest);

    const sessionStates = createSessionStates();
    const prompter = person();
    const parts = { load: async () => operations, prompter, states: sessionStates, locale: 'en', lost: 'lost', home, env: {} } as const;
    const remote = createRemote({ ...parts, log: () => {} });
    t.after(() => remote.dispose());
    const states = createRunStates();
    const runs = createRuns({
      remote,
      states,
      locale: 'en',
      journalFolder: `${home}/journal`,
      owner: 'ann@laptop',
      random: () => Buffer.from([1, 2, 3, 4]),
      log: () => {},
    });
    const watch = async (reports: Reports) => {
      const { reports: told, result } = await followed(reports);
      const lines = await Promise.all(told.map((report) => runs.lineOf(report, () => undefined)));
      return { lines: lines.filter((line) => line !== undefined), result };
    };

    const proposal = await runs.propose(entry, manifest, soon(60_000));
    assert.match(proposal.markdown, /^# Provision the host: app\n[\s\S]*```diff\n/);
    assert.equal(sessionStates.host('app').kind, 'connected');
    const files = proposal.files();
    const { lines, result } = await watch(runs.carryOut(entry, files, soon(300_000)));
    assert.equal(result?.outcome, 'done', lines.join('\n'));
    assert.match(lines.join('\n'), /^The run has begun/);
    await runs.list(entry, soon());
    assert.deepEqual(
      states.of('app')?.map(({ id, head }) => [id, head?.owner, head?.reason]),
      [[files.id, 'ann@laptop', 'Provision the host']],
    );
    assert.deepEqual((await watch(runs.attach(entry, files.id, soon(60_000)))).lines, lines);

    const again = await runs.propose(entry, manifest, soon(60_000));
    assert.deepEqual(
      again.plan.steps.filter(({ state }) => state !== 'already-so').map(({ id, state }) => [id, state]),
      [],
    );
    const undo = await runs.proposeUndo(entry, soon());
    assert.ok(undo);
    assert.equal((await watch(runs.carryOut(entry, undo.files(), soon(300_000)))).result?.outcome, 'done');
    assert.equal((await journalIn(`${home}/journal`)).length, 4);
  });
});
