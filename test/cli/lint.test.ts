import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertGolden } from '../support/golden.ts';
import { runCli } from '../support/run-cli.ts';

const cwd = path.join(path.dirname(fileURLToPath(import.meta.url)), 'sample');

type Row = {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: { readonly start: { line: number; character: number }; readonly end: { line: number; character: number } };
  readonly docs: string;
  readonly fixable: boolean;
};

const rowsOf = (stdout: string) => JSON.parse(stdout) as Row[];

describe('reports of lint', () => {
  for (const locale of ['en', 'fr']) {
    test(`text, ${locale}`, async () => {
      const { stdout, stderr } = await runCli(['lint', '--locale', locale, '.'], { cwd });
      assert.equal(stderr, '');
      await assertGolden(`cli/golden/lint.${locale}.txt`, stdout);
    });

    test(`json, ${locale}`, async () => {
      const { stdout, stderr } = await runCli(['lint', '--format=json', '--locale', locale, '.'], { cwd });
      assert.equal(stderr, '');
      await assertGolden(`cli/golden/lint.${locale}.json`, stdout);
    });
  }

  test('json has the fields it promises, and positions from zero', async () => {
    const rows = rowsOf((await runCli(['lint', '--format', 'json', 'dhis.conf'], { cwd })).stdout);
    const row = rows.find(({ rule }) => rule === 'malformed-unicode-escape');
    assert.deepEqual(Object.keys(row ?? {}), ['file', 'rule', 'severity', 'message', 'range', 'docs', 'fixable']);
    assert.deepEqual(row?.range, { start: { line: 5, character: 24 }, end: { line: 5, character: 26 } });
    assert.equal(row?.docs, 'docs/rules/malformed-unicode-escape.md');
    assert.equal(row?.fixable, true);
  });

  test('json is an empty array without findings', async () => {
    assert.deepEqual(await runCli(['lint', '--format', 'json', 'site/clean.dhis.conf'], { cwd }), { code: 0, stdout: '[]\n', stderr: '' });
  });

  test('colours only on a terminal that wants them', async () => {
    const args = ['lint', 'dhis.conf'];
    assert.match((await runCli(args, { cwd, isTerminal: true })).stdout, /\u001b\[31merror\u001b\[0m/);
    assert.doesNotMatch((await runCli(args, { cwd, isTerminal: true, env: { NO_COLOR: '1' } })).stdout, /\u001b/);
    assert.doesNotMatch((await runCli(args, { cwd })).stdout, /\u001b/);
  });

  test('what a file holds cannot steer the terminal', async () => {
    const { stdout } = await runCli(['lint', '-'], { stdin: '\u001b[2Jhidden = 1\n' });
    assert.doesNotMatch(stdout, /\u001b/);
    assert.match(stdout, /\\u001b\[2Jhidden/);
  });
});

describe('exit code of lint', () => {
  const error = 'foo = \\u\n';
  const warning = 'max.sesions.per_user = 3\n';
  const cases: readonly (readonly [failOn: string | undefined, stdin: string, code: number])[] = [
    [undefined, error, 1],
    [undefined, warning, 0],
    ['error', warning, 0],
    ['warning', warning, 1],
    ['info', warning, 1],
    ['never', error, 0],
    ['info', '', 0],
  ];
  for (const [failOn, stdin, code] of cases) {
    test(`${code} for ${JSON.stringify(stdin)} with --fail-on ${failOn ?? '(default)'}`, async () => {
      const result = await runCli(['lint', ...(failOn === undefined ? [] : ['--fail-on', failOn]), '-'], { stdin });
      assert.equal(result.code, code, result.stdout);
    });
  }
});

describe('version for lint', () => {
  const stdin = 'connection.password = x\nanalytics.database = doris\n';
  const rules = async (...args: string[]) =>
    rowsOf((await runCli(['lint', '--format', 'json', ...args, '-'], { stdin })).stdout).map(({ rule }) => rule);

  test('is the one given, else the newest', async () => {
    assert.ok((await rules('--dhis2-version', '2.38')).includes('key-from-later-release'));
    assert.ok(!(await rules()).includes('key-from-later-release'));
  });

  test('that nobody knows is refused, in both languages', async () => {
    for (const version of ['banana', '2.12', '2.99.1', '3.0']) {
      const { code, stdout, stderr } = await runCli(['lint', '--dhis2-version', version, '-']);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /is no DHIS2 version that can be checked for.*2\.41/);
    }
    const french = await runCli(['lint', '--dhis2-version', 'banana', '-'], { env: { LANG: 'fr_FR.UTF-8' } });
    assert.match(french.stderr, /n'est pas une version de DHIS2/);
  });
});
