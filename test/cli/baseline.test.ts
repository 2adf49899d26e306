import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { onlyRules } from '../support/only-rules.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const few = onlyRules('duplicate-key', 'unknown-key');
const conf = 'max.sesions.per_user = 3\nconnection.url = jdbc:postgresql:a\nconnection.url = jdbc:postgresql:b\n';
const all = ['lint', '--fail-on', 'info'];

async function withBaseline(t: TestContext): Promise<string> {
  const cwd = await temporaryFolder(t, { 'a/dhis.conf': conf, 'b/dhis.conf': '', ...few });
  const { code, stdout, stderr } = await runCli([...all, '--write-baseline', 'known.json', '.'], { cwd });
  assert.equal(stderr, 'known.json: 2 findings written.\n');
  assert.equal(stdout, '3 files checked, no finding.\n');
  assert.equal(code, 0);
  return cwd;
}

describe('baseline', () => {
  test('names path, rule and key, and no value', async (t) => {
    const cwd = await withBaseline(t);
    assert.deepEqual(JSON.parse(await readFile(path.join(cwd, 'known.json'), 'utf8')), {
      version: 1,
      findings: { 'a/dhis.conf': { 'duplicate-key': ['connection.url'], 'unknown-key': ['max.sesions.per_user'] } },
    });
  });

  test('known findings are left out wherever their lines are, new ones are not', async (t) => {
    const cwd = await withBaseline(t);
    const baseline = ['--baseline', 'known.json'];
    const known = await runCli([...all, ...baseline, '.'], { cwd });
    assert.deepEqual(known, { code: 0, stdout: '3 files checked, no finding.\n', stderr: '2 findings left out that known.json names.\n' });
    await writeFile(path.join(cwd, 'a/dhis.conf'), `# moved\n\n${conf}connection.url = jdbc:postgresql:c\nserver.htps = on\n`);
    const more = await runCli([...all, ...baseline, '--format', 'json', '.'], { cwd });
    assert.equal(more.code, 1);
    assert.deepEqual(
      (JSON.parse(more.stdout) as { rule: string; range: { start: { line: number } } }[]).map(
        ({ rule, range }) => `${rule} ${range.start.line}`,
      ),
      ['duplicate-key 4', 'unknown-key 6'],
    );
    const elsewhere = await runCli([...all, '--baseline', '../known.json', '.'], { cwd: path.join(cwd, 'b') });
    assert.equal(elsewhere.code, 0);
    await writeFile(path.join(cwd, 'b/dhis.conf'), conf);
    assert.equal((await runCli([...all, '--baseline', '../known.json', '.'], { cwd: path.join(cwd, 'b') })).code, 1, 'of another file');
  });

  test('one that cannot be read or written is told, in both languages, and all findings are reported', async (t) => {
    const cwd = await temporaryFolder(t, {
      'dhis.conf': conf,
      'odd.json': '{"version": 1, "findings": {"dhis.conf": {"unknown-key": "x"}}}',
      'no.json': '{',
      ...few,
    });
    const cases: readonly (readonly [args: readonly string[], en: RegExp, fr: RegExp])[] = [
      [['--baseline', 'odd.json'], /odd\.json: is no baseline/, /odd\.json : ce n'est pas un fichier/],
      [['--baseline', 'no.json'], /no\.json: is no baseline/, /no\.json : ce n'est pas un fichier/],
      [['--baseline', 'gone.json'], /gone\.json: there is no such file/, /gone\.json : aucun fichier/],
      [
        ['--write-baseline', 'gone/known.json'],
        /gone\/known\.json: cannot be written \(ENOENT\)/,
        /gone\/known\.json : écriture impossible/,
      ],
    ];
    for (const [args, en, fr] of cases) {
      const { code, stdout, stderr } = await runCli(['lint', ...args, '.'], { cwd });
      assert.equal(code, 2);
      assert.match(stderr, en);
      assert.match(stdout, /unknown-key/);
      assert.match((await runCli(['lint', '--locale', 'fr', ...args, '.'], { cwd })).stderr, fr);
    }
  });
});
