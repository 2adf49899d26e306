import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { unifiedDiff } from '../../server/src/cli/fix/unified-diff.ts';
import { onlyRules } from '../support/only-rules.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const few = onlyRules('duplicate-key', 'unknown-key', 'byte-order-mark');
const diffOf = (before: string, after: string) => unifiedDiff('x', { text: before, secrets: [] }, { text: after, secrets: [] });

describe('lint --diff', () => {
  test('shows what would change, writes nothing, and fails when there is something to fix', async (t) => {
    const text = 'max.sesions.per_user = 3\n';
    const cwd = await temporaryFolder(t, { 'dhis.conf': text, ...few });
    const { code, stdout, stderr } = await runCli(['lint', '--diff', '.'], { cwd });
    assert.equal(stdout, '--- dhis.conf\n+++ dhis.conf\n@@ -1 +1 @@\n-max.sesions.per_user = 3\n+max.sessions.per_user = 3\n');
    assert.equal(stderr, '2 files checked, no finding.\n');
    assert.equal(code, 1);
    assert.equal(await readFile(path.join(cwd, 'dhis.conf'), 'utf8'), text);
    await writeFile(path.join(cwd, 'dhis.conf'), 'max.sessions.per_user = 3\n');
    assert.deepEqual(await runCli(['lint', '--diff', '.'], { cwd }), { code: 0, stdout: '', stderr: '2 files checked, no finding.\n' });
  });

  test('masks secrets, in context and in what changes', async (t) => {
    const secret = 'Tr0ub4dor&3';
    const text = `conection.password = ${secret}\nconnection.username = u\nfilestore.secret = a \\\n  ${secret}\n# ldap.manager.password = ${secret}\n`;
    const cwd = await temporaryFolder(t, { 'dhis.conf': text, ...few });
    const { stdout, stderr } = await runCli(['lint', '--diff', '.'], { cwd });
    assert.ok(!`${stdout}${stderr}`.includes('Tr0ub4dor'), stdout);
    assert.match(stdout, /^-conection\.password = \*{8}\n\+connection\.password = \*{8}\n connection\.username = u$/m);
  });

  test('cannot steer the terminal', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis.conf': '\ufeff# \u001b[2J\nserver.https = on\n', ...few });
    const { stdout } = await runCli(['lint', '--diff', '.'], { cwd });
    assert.doesNotMatch(stdout, /\u001b/);
    assert.match(stdout, /^-\\ufeff# \\u001b\[2J\n\+# \\u001b\[2J$/m);
  });
});

describe('unified diff', () => {
  const numbers = Array.from({ length: 20 }, (_, i) => `${i + 1}\n`).join('');
  const cases: readonly (readonly [name: string, before: string, after: string, hunks: string])[] = [
    ['nothing', numbers, numbers, ''],
    [
      'a line at the end, without line end',
      'a\nb',
      'a\nc',
      '@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
    ],
    ['a line end added', 'a', 'a\n', '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n'],
    ['all deleted', 'a\n', '', '@@ -1 +0,0 @@\n-a\n'],
    ['from nothing', '', 'a\n', '@@ -0,0 +1 @@\n+a\n'],
    [
      'near changes in one hunk',
      numbers,
      numbers.replace('5\n', 'x\n').replace('12\n', ''),
      '@@ -2,14 +2,13 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n 9\n 10\n 11\n-12\n 13\n 14\n 15\n',
    ],
    [
      'distant ones in two',
      numbers,
      numbers.replace('1\n', '1\nx\n').replace('20\n', ''),
      '@@ -1,4 +1,5 @@\n 1\n+x\n 2\n 3\n 4\n@@ -17,4 +18,3 @@\n 17\n 18\n 19\n-20\n',
    ],
  ];
  for (const [name, before, after, hunks] of cases) {
    test(name, () => assert.equal(diffOf(before, after), hunks === '' ? '' : `--- x\n+++ x\n${hunks}`));
  }

  test('is what patch takes, for any two texts without secrets', {
    skip: spawnSync('patch', ['--version']).error !== undefined,
  }, async (t) => {
    const cwd = await temporaryFolder(t, {});
    const line = fc.constantFrom('a', 'b', 'c', 'd = 1', '');
    const text = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean()).map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''));
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        if (before === after) return assert.equal(diffOf(before, after), '');
        await writeFile(path.join(cwd, 'x'), before);
        const patch = spawnSync('patch', ['--posix', '--silent', 'x'], { cwd, input: diffOf(before, after), encoding: 'utf8' });
        assert.equal(patch.status, 0, `${diffOf(before, after)}${patch.stdout}`);
        assert.equal(await readFile(path.join(cwd, 'x'), 'utf8').catch(() => ''), after);
      }),
      { numRuns: 60 },
    );
  });

  test('of long texts is quick', () => {
    const long = Array.from({ length: 50_000 }, (_, i) => `key${i} = ${i}\n`);
    const changed = long.map((line, i) => (i % 10 === 0 ? `x${line}` : line));
    const start = performance.now();
    assert.equal(diffOf(long.join(''), changed.join('')).match(/^\+x/gm)?.length, 5000);
    assert.ok(performance.now() - start < 2000);
  });
});
