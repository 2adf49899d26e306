import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import * as operations from '../../client/src/operations/index.ts';
import { createRemote } from '../../client/src/vscode/sessions/remote.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { person } from '../support/ssh-client.ts';

test('what is left aside in the SSH configuration is told in the SSH log, and never run', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'dhis2-remote-'));
  const witness = path.join(home, 'witness');
  await mkdir(path.join(home, '.ssh'));
  await writeFile(path.join(home, '.ssh/config'), `Match exec "touch ${witness}"\n  User other\n`);
  const logged: string[] = [];
  const remote = createRemote({
    load: async () => operations,
    prompter: person(),
    states: createSessionStates(),
    locale: 'en',
    lost: 'lost',
    home,
    env: {},
    log: (line) => logged.push(line),
  });
  const host = { name: 'web-1', address: 'web.example', nameSpan: { start: 0, end: 0 } };
  const place = { uri: 'file:///w/dhis2-hosting.yaml', span: host.nameSpan };
  const entry = { id: 'web-1', manifestLabel: '', place, host, neighbours: [host], instances: [] };
  // Given up before anything leaves this machine: the configuration is read first.
  await assert.rejects(remote.connect(entry, AbortSignal.abort()), { code: 'cancelled' });
  await remote.dispose();
  assert.ok(
    logged.some((line) => line.startsWith('web-1: left aside in the SSH configuration (match-exec): ')),
    logged.join('\n'),
  );
  assert.equal(existsSync(witness), false);
  await rm(home, { recursive: true });
});
