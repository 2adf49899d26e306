import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandRows, commonOptions } from '../../server/src/cli/arguments.ts';
import { productVersion } from '../../server/src/service/index.ts';
import { runCli } from '../support/run-cli.ts';

describe('what the command line refuses', () => {
  const cases: readonly (readonly [args: readonly string[], en: RegExp, fr: RegExp])[] = [
    [['lint'], /Nothing to check/, /Rien à vérifier/],
    [['lint', '--bogus', '.'], /Unknown option `--bogus`.*--format/, /Option inconnue `--bogus`/],
    [['lint', '-x', '.'], /Unknown option `-x`/, /Option inconnue `-x`/],
    [['lint', '--format', 'xml', '.'], /`xml` is no value of `--format`.*text, json/, /`xml` n'est pas une valeur/],
    [['lint', '--fail-on=hint', '.'], /`hint` is no value of `--fail-on`/, /`hint` n'est pas une valeur/],
    [['lint', '.', '--format'], /`--format` needs a value/, /`--format` demande une valeur/],
    [['lint', '--format=', '.'], /`--format` needs a value/, /`--format` demande une valeur/],
    [['lint', '--help=yes', '.'], /`--help` takes no value/, /`--help` ne prend pas de valeur/],
    [['lnit', '.'], /Unknown command `lnit`.*lint/, /Commande inconnue `lnit`/],
    [['help', 'lnit'], /Unknown command `lnit`/, /Commande inconnue `lnit`/],
    [['--bogus'], /Unknown option `--bogus`/, /Option inconnue `--bogus`/],
    [[], /Usage: dhis2-hosting COMMAND/, /Utilisation : dhis2-hosting COMMAND/],
  ];
  for (const [args, en, fr] of cases) {
    test(`dhis2-hosting ${args.join(' ')}`, async () => {
      for (const [lang, expected] of [
        ['C', en],
        ['fr_FR.UTF-8', fr],
      ] as const) {
        const { code, stdout, stderr } = await runCli(args, { env: { LANG: lang } });
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, expected);
      }
    });
  }

  test('an unknown language', async () => {
    const { code, stderr } = await runCli(['lint', '--locale', 'de', '.']);
    assert.equal(code, 2);
    assert.match(stderr, /`de` is no value of `--locale`/);
  });
});

describe('help and version', () => {
  test('the version is that of the product', async () => {
    for (const args of [['--version'], ['-V'], ['lint', '--version']]) {
      assert.deepEqual(await runCli(args), { code: 0, stdout: `${productVersion}\n`, stderr: '' });
    }
  });

  test('help names every command and option, in both languages', async () => {
    for (const locale of ['en', 'fr']) {
      const overview = await runCli(['--help', '--locale', locale]);
      assert.equal(overview.code, 0);
      for (const command of commandRows) {
        assert.ok(overview.stdout.includes(command.name));
        const { code, stdout } = await runCli(['help', command.name, '--locale', locale]);
        assert.equal(code, 0);
        for (const { name } of [...command.options, ...commonOptions]) assert.ok(stdout.includes(`--${name}`), `${locale}: --${name}`);
        assert.ok(stdout.split('\n').every((line) => line.length <= 160));
        assert.equal((await runCli([command.name, '-h', '--locale', locale])).stdout, stdout);
      }
    }
  });
});

describe('language of the command line', () => {
  const cases: readonly (readonly [env: { readonly [name: string]: string }, args: readonly string[], expected: RegExp])[] = [
    [{}, [], /Nothing/],
    [{ LANG: 'fr_CM.UTF-8' }, [], /Rien/],
    [{ LC_ALL: 'C', LANG: 'fr_FR.UTF-8' }, [], /Nothing/],
    [{ LC_ALL: '', LC_MESSAGES: 'fr_FR', LANG: 'en_GB' }, [], /Rien/],
    [{ LANG: 'fr_FR.UTF-8' }, ['--locale', 'en'], /Nothing/],
    [{ LANG: 'en_GB.UTF-8' }, ['--locale=fr'], /Rien/],
  ];
  for (const [env, args, expected] of cases) {
    test(`${JSON.stringify(env)} ${args.join(' ')}`, async () => {
      assert.match((await runCli(['lint', ...args], { env })).stderr, expected);
      assert.match((await runCli([...args, 'lint'], { env })).stderr, expected);
    });
  }
});
