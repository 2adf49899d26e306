/** The program of a run, on this machine and without systemd: what it writes and in which order. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type RunEvent, type RunResult, readEvent, readResult } from '../../../client/src/operations/run/run-events.ts';
import { type RunRequest, runFiles } from '../../../client/src/operations/run/run-request.ts';
import { all, run, snippet } from '../../../client/src/operations/script.ts';
import { localConnection } from '../../support/local-connection.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { planOn, requestOf, type TestStep, testRecipe } from '../../support/test-recipe.ts';

const { username, gid } = userInfo();

type Placed = {
  readonly root: string;
  readonly folder: string;
  readonly words: readonly string[];
  readonly request: RunRequest;
  events(): readonly RunEvent[];
  result(): RunResult | undefined;
};

/** As the start script lays it out. */
async function place(t: TestContext, steps: readonly TestStep[], more: Partial<RunRequest> = {}): Promise<Placed> {
  const root = await temporaryFolder(t, { 'etc/old': 'old\n', journal: '', 'locks/.keep': '' });
  const here = steps.map((step) => ({ path: path.join(root, 'etc', step.id), owner: username, group: String(gid), ...step }));
  const request = requestOf(await planOn(localConnection(), testRecipe(...here)), more);
  return lay(root, request);
}

function lay(root: string, request: RunRequest): Placed {
  const folder = path.join(root, 'runs', request.id);
  for (const [name, text] of runFiles(request).files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const lines = () => readFileSync(path.join(folder, 'events'), 'utf8').trimEnd().split('\n');
  return {
    root,
    folder,
    request,
    words: ['--noprofile', '--norc', path.join(folder, 'runner'), root, request.id],
    events: () =>
      lines().map((line) => {
        const event = readEvent(line);
        assert.ok(event, line);
        return event;
      }),
    result: () => {
      const file = path.join(folder, 'result.json');
      return existsSync(file) ? readResult(readFileSync(file, 'utf8')) : undefined;
    },
  };
}

function carryOut({ words }: Placed, env: Readonly<Record<string, string>> = {}) {
  const { status, stderr } = spawnSync('/bin/bash', words, { encoding: 'utf8', env: { ...process.env, ...env } });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
}

const states = (result: RunResult | undefined) => result?.steps.map(({ state }) => state);
const saidOf = (events: readonly RunEvent[]) => events.flatMap((event) => (event.kind === 'output' ? [event.text] : []));

describe('a run', () => {
  test('does its steps and tells each of them', async (t) => {
    const placed = await place(t, [{ id: 'one', also: run('echo', 'hello') }, { id: 'two' }]);
    carryOut(placed);
    const events = placed.events();
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
    assert.deepEqual(
      events.map((event) => ('step' in event ? `${event.kind} ${event.step}` : event.kind)),
      [
        'started',
        ...['step one', 'phase one', 'output one', 'phase one', 'step-ended one'],
        ...['step two', 'phase two', 'phase two', 'step-ended two'],
        'ended',
      ],
    );
    assert.deepEqual({ outcome: placed.result()?.outcome, states: states(placed.result()) }, { outcome: 'done', states: ['done', 'done'] });
    assert.equal(readFileSync(path.join(placed.root, 'etc/one'), 'utf8'), 'of one\n');
    const journal = readFileSync(path.join(placed.root, 'journal'), 'utf8').trim().split('\n');
    assert.deepEqual(
      journal.map((line) => JSON.parse(line).kind),
      ['started', 'ended'],
    );
    assert.equal(JSON.parse(journal[0] ?? '').head.owner, 'ann@laptop');
  });

  test('forgets the oldest of a hundred, and none that has not ended', async (t) => {
    const placed = await place(t, [{ id: 'one' }]);
    const runs = path.join(placed.root, 'runs');
    for (let index = 0; index < 102; index++) {
      const old = path.join(runs, `20200101T000${String(index).padStart(3, '0')}Z-00000000`);
      mkdirSync(old);
      if (index !== 1) writeFileSync(path.join(old, 'result.json'), '');
    }
    carryOut(placed);
    const left = readdirSync(runs).sort();
    assert.equal(left.length, 101);
    assert.deepEqual(left.slice(0, 2), ['20200101T000001Z-00000000', '20200101T000003Z-00000000']);
    assert.equal(placed.result()?.outcome, 'done');
  });

  test('without steps has nothing to do', async (t) => {
    const placed = await place(t, []);
    carryOut(placed);
    assert.equal(placed.result()?.outcome, 'nothing-to-do');
  });

  const failing = { also: run('false') };
  const rows: readonly (readonly [name: string, step: Partial<TestStep>, outcome: string, state: string, file: string | undefined])[] = [
    ['whose change fails is undone', failing, 'undone', 'undone', undefined],
    ['whose verification fails is undone', { verify: run('false') }, 'undone', 'undone', undefined],
    ['that has no way back is stuck', { ...failing, undo: null }, 'stuck', 'failed', 'of bad\n'],
    ['whose way back fails is stuck', { ...failing, undo: run('false') }, 'stuck', 'failed', 'of bad\n'],
    ['that may lose data is never taken back', { ...failing, risk: 'data' }, 'stuck', 'failed', 'of bad\n'],
    ['that kills its own shell is undone', { also: snippet('s', 'kill -9 $PPID') }, 'undone', 'undone', undefined],
  ];
  for (const [name, step, outcome, state, content] of rows) {
    test(`with a step ${name}; the one before stays, the one after is not begun`, async (t) => {
      const placed = await place(t, [{ id: 'one' }, { id: 'bad', ...step }, { id: 'three' }]);
      carryOut(placed);
      const result = placed.result();
      assert.equal(result?.outcome, outcome);
      assert.deepEqual(states(result), ['done', state, 'skipped']);
      const bad = path.join(placed.root, 'etc/bad');
      assert.equal(existsSync(bad) ? readFileSync(bad, 'utf8') : undefined, content);
      assert.equal(existsSync(path.join(placed.root, 'etc/three')), false);
    });
  }

  test('refuses a step whose host has changed since the plan (F23)', async (t) => {
    const placed = await place(t, [{ id: 'one' }, { id: 'two' }]);
    const two = path.join(placed.root, 'etc/two');
    writeFileSync(two, 'of somebody else\n');
    carryOut(placed);
    assert.deepEqual(states(placed.result()), ['done', 'refused']);
    assert.equal(placed.result()?.outcome, 'undone');
    assert.deepEqual(
      placed.events().flatMap((event) => (event.kind === 'refused' ? event.facts : [])),
      [`file:${two}`],
    );
    assert.equal(readFileSync(two, 'utf8'), 'of somebody else\n');
  });

  test('does not take for a change what an earlier step of its own did', async (t) => {
    const root = await temporaryFolder(t, { 'etc/.keep': '', 'locks/.keep': '' });
    const shared = path.join(root, 'etc/two');
    const own = { owner: username, group: String(gid) };
    const recipe = (touches: readonly string[]) =>
      testRecipe(
        { id: 'one', ...own, path: path.join(root, 'etc/one'), also: run('touch', shared), touches },
        { id: 'two', ...own, path: shared },
      );
    const declared = lay(root, requestOf(await planOn(localConnection(), recipe([shared]))));
    const undeclared = lay(root, requestOf(await planOn(localConnection(), recipe([]))));
    carryOut(undeclared);
    assert.deepEqual(states(undeclared.result()), ['done', 'refused']);
    for (const file of ['one', 'two']) rmSync(path.join(root, 'etc', file));
    carryOut(declared);
    assert.deepEqual(states(declared.result()), ['done', 'done']);
  });

  test('stops between two steps when it is asked to', async (t) => {
    const root = await temporaryFolder(t, { 'etc/.keep': '', 'locks/.keep': '' });
    const own = { owner: username, group: String(gid) };
    const cancel = snippet('s', 'touch "${DHIS2_HOSTING_KEPT%/kept/*}/cancel"');
    const recipe = testRecipe(
      { id: 'one', ...own, path: path.join(root, 'etc/one'), also: cancel },
      { id: 'two', ...own, path: path.join(root, 'etc/two') },
    );
    const placed = lay(root, requestOf(await planOn(localConnection(), recipe)));
    carryOut(placed);
    const { outcome, why } = placed.result() ?? {};
    assert.deepEqual([outcome, why, states(placed.result())], ['interrupted', 'cancelled', ['done', 'skipped']]);
  });

  test('that is told to end finishes the step it is at', async (t) => {
    const placed = await place(t, [{ id: 'one', also: snippet('s', 'echo here; sleep 1') }, { id: 'two' }]);
    const child = spawn('/bin/bash', placed.words, { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('close', resolve));
    while (!existsSync(path.join(placed.folder, 'started'))) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    await ended;
    const { outcome, why } = placed.result() ?? {};
    assert.deepEqual([outcome, why, states(placed.result())], ['interrupted', 'stopped', ['done', 'skipped']]);
  });
});

describe('what a step prints', () => {
  const print = async (
    t: TestContext,
    also: TestStep['also'],
    more: Partial<RunRequest> = {},
    env: Readonly<Record<string, string>> = {},
  ) => {
    const placed = await place(t, [{ id: 'one', ...(also === undefined ? {} : { also }) }], more);
    carryOut(placed, env);
    return { said: saidOf(placed.events()), placed };
  };

  test('comes as it was, line by line, with empty lines and without a line end', async (t) => {
    const text = `"quoted" \\back\\ tab\there & <b> $(id) é\n\n\nlast`;
    assert.deepEqual((await print(t, run('printf', '%s', text))).said, text.split('\n'));
  });

  test('comes from both outputs in their order', async (t) => {
    const { said } = await print(t, snippet('s', 'echo a; echo b >&2; umask'));
    // Packages that a step installs must not be for root only.
    assert.deepEqual(said, ['a', 'b', '0022']);
  });

  test('has no control characters, and long lines come in pieces', async (t) => {
    const { said } = await print(t, snippet('s', `printf '\\033[31mred\\000\\377\\r\\n'; head -c 9000 /dev/zero | tr '\\0' x`));
    assert.equal(said[0], '?[31mred�');
    assert.equal(said.slice(1).join(''), 'x'.repeat(9000));
  });

  test('is cut when it floods, and the run goes on', async (t) => {
    const { said, placed } = await print(t, snippet('s', 'yes "$(head -c 3000 /dev/zero | tr "\\0" y)" | head -c 6000000; echo; echo end'));
    assert.ok(said.join('').length < 5_000_000, String(said.join('').length));
    assert.equal(placed.events().filter(({ kind }) => kind === 'cut').length, 1);
    assert.equal(placed.result()?.outcome, 'done');
  });

  test('never holds a secret of the run', async (t) => {
    const folder = await temporaryFolder(t, { 'db-password': 'p"w\\d & x\n', other: 'another secret' });
    const also = all(snippet('s', 'cat "$CREDENTIALS_DIRECTORY"/*; echo; echo "user:$(cat "$CREDENTIALS_DIRECTORY/other")@db"'));
    const { said, placed } = await print(t, also, {}, { CREDENTIALS_DIRECTORY: folder });
    assert.deepEqual(said, ['••••••', '••••••', 'user:••••••@db']);
    assert.ok(!readFileSync(path.join(placed.folder, 'events'), 'latin1').includes('another secret'));
  });

  test('does not keep the run waiting when a child of the step holds on to it (F22)', async (t) => {
    const started = Date.now();
    const { placed } = await print(t, snippet('s', 'sleep 30 & echo $!'));
    const [child] = saidOf(placed.events());
    try {
      assert.ok(Date.now() - started < 20_000);
      assert.equal(placed.result()?.outcome, 'done');
      const again = spawnSync('flock', ['--nonblock', path.join(placed.root, 'locks/host'), 'true']);
      assert.equal(again.status, 0, 'and does not keep the lock');
    } finally {
      process.kill(Number(child));
    }
  });
});

describe('locks of runs', () => {
  const hold = (root: string, name: string) => {
    const child = spawn('flock', ['--no-fork', path.join(root, 'locks', name), 'sh', '-c', 'echo held; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Promise<() => void>((resolve) => child.stdout.once('data', () => resolve(() => void child.kill('SIGKILL'))));
  };
  const rows: readonly (readonly [held: string, instances: readonly string[] | undefined, free: boolean])[] = [
    ['host', undefined, false],
    ['host', ['hmis'], false],
    ['instance-hmis', ['hmis'], false],
    ['instance-hmis', ['hmis', 'tracker'], false],
    ['instance-hmis', ['tracker'], true],
  ];
  for (const [held, instances, free] of rows) {
    test(`${held} held, a run of ${instances?.join(' and ') ?? 'the host'} ${free ? 'goes on' : 'is told who has it'}`, async (t) => {
      const placed = await place(t, [{ id: 'one' }], instances === undefined ? {} : { instances });
      writeFileSync(path.join(placed.root, 'locks', held), 'somebody\n');
      const release = await hold(placed.root, held);
      try {
        carryOut(placed);
      } finally {
        release();
      }
      const busy = path.join(placed.folder, 'busy');
      assert.equal(existsSync(busy) ? readFileSync(busy, 'utf8') : undefined, free ? undefined : 'somebody\n');
      assert.equal(placed.result()?.outcome, free ? 'done' : undefined);
      assert.equal(existsSync(path.join(placed.root, 'etc/one')), free);
    });
  }
});
