import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogue, documentedRules as rules } from '@dhis2-hosting/server/documented';
import { runCli } from '../support/run-cli.ts';

describe('explain', () => {
  for (const locale of ['en', 'fr'] as const) {
    test(`tells all that a rule's page tells, ${locale}`, async () => {
      for (const rule of rules) {
        const { code, stdout, stderr } = await runCli(['explain', rule.id, '--locale', locale]);
        assert.equal(code, 0);
        assert.equal(stderr, '');
        for (const part of [rule.title, rule.what, rule.why, rule.todo]) assert.ok(stdout.includes(part[locale]), rule.id);
        assert.ok(stdout.includes(rule.source));
        for (const control of rule.controls ?? []) assert.ok(stdout.includes(control));
        assert.doesNotMatch(stdout, /\^\^/);
      }
    });
  }

  test('takes several', async () => {
    const { stdout } = await runCli(['explain', 'unknown-key', 'duplicate-key']);
    assert.match(stdout, /^unknown-key \(warning, correctness\)\n[\s\S]*\n\nduplicate-key \(/);
  });

  const cases: readonly (readonly [args: readonly string[], en: RegExp, fr: RegExp])[] = [
    [[], /Name a rule/, /Indiquez une règle/],
    [['unknown-kez'], /no rule `unknown-kez`\. Did you mean `unknown-key`/, /Vouliez-vous dire `unknown-key`/],
    [['entirely-different'], /no rule `entirely-different`\. `dhis2-hosting rules`/, /`dhis2-hosting rules` les énumère/],
    [['unknown-key', 'duplicate-kez'], /Did you mean `duplicate-key`/, /`duplicate-key`/],
  ];
  for (const [args, en, fr] of cases) {
    test(`refuses ${args.join(' ') || 'nothing'}`, async () => {
      const { code, stdout, stderr } = await runCli(['explain', ...args]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, en);
      assert.match((await runCli(['explain', ...args, '--locale', 'fr'])).stderr, fr);
    });
  }
});

describe('rules', () => {
  for (const locale of ['en', 'fr'] as const) {
    test(`lists every rule, ${locale}`, async () => {
      const { stdout } = await runCli(['rules', '--locale', locale]);
      const lines = stdout.trimEnd().split('\n');
      assert.equal(lines.length, rules.length);
      for (const [i, { id, title }] of rules.entries()) assert.ok(lines[i]?.startsWith(`${id} `) && lines[i]?.includes(title[locale]), id);
    });
  }

  test('as JSON with all that a program may ask', async () => {
    const { code, stdout } = await runCli(['rules', '--format', 'json', '--locale', 'fr']);
    assert.equal(code, 0);
    const rows = JSON.parse(stdout) as { readonly [field: string]: unknown }[];
    const expected = rules.map(({ id, language, category, severity, since, title, bad, controls, source }) => ({
      id,
      language,
      category,
      severity,
      since,
      title: title.fr,
      fixable: bad.some(({ fixed }) => fixed !== undefined),
      docs: `docs/rules/${id}.fr.md`,
      controls: controls ?? [],
      source,
    }));
    assert.deepEqual(rows, expected);
  });

  test('takes nothing else', async () => {
    const { code, stderr } = await runCli(['rules', 'x']);
    assert.equal(code, 2);
    assert.match(stderr, /`rules` takes no operand/);
  });
});

describe('keys', () => {
  type Row = { readonly key: string; readonly default?: string; readonly description: string };
  const rowsOf = async (...args: readonly string[]) => JSON.parse((await runCli(['keys', '--format', 'json', ...args])).stdout) as Row[];

  test('are those of the release', async () => {
    const newest = (await rowsOf()).map(({ key }) => key);
    const old = (await rowsOf('--dhis2-version', '2.38')).map(({ key }) => key);
    assert.ok(newest.includes('connection.url') && old.includes('connection.url'));
    assert.ok(newest.length < catalogue.rows.length);
    assert.ok(newest.some((key) => !old.includes(key)));
    assert.ok(old.some((key) => !newest.includes(key)));
  });

  test('are chosen by a part or a pattern', async () => {
    const part = await rowsOf('pool.max');
    assert.ok(part.length > 1 && part.every(({ key }) => key.includes('pool.max')));
    const pattern = await rowsOf('connection.pool.*');
    assert.ok(pattern.length > 1 && pattern.every(({ key }) => key.startsWith('connection.pool.')));
  });

  test('a whole one is explained, also one of a pattern', async () => {
    for (const [locale, word] of [
      ['en', 'Source'],
      ['fr', 'Par défaut|Valeur par défaut'],
    ] as const) {
      const { stdout } = await runCli(['keys', 'connection.pool.max_size', '--locale', locale]);
      assert.match(stdout, /^connection\.pool\.max_size\n\n/);
      assert.match(stdout, new RegExp(word));
    }
    assert.match((await runCli(['keys', 'oidc.provider.keycloak.client_id'])).stdout, /^oidc\.provider\.<id>\.client_id\n/);
  });

  test('as text: key, default and description', async () => {
    for (const locale of ['en', 'fr'] as const) {
      const { stdout } = await runCli(['keys', '--locale', locale]);
      const row = catalogue.rows.find(({ key }) => key === 'connection.pool.max_size');
      assert.match(stdout, /^connection\.pool\.max_size = \d+$/m);
      assert.ok(row !== undefined && stdout.includes(row.description[locale]));
    }
  });

  const cases: readonly (readonly [args: readonly string[], code: number, en: RegExp, fr: RegExp])[] = [
    [['zzz.qqq'], 1, /No key of DHIS2 2\.\d\d fits `zzz\.qqq`\./, /Aucune clé de DHIS2/],
    [['conection.url'], 1, /Did you mean `connection\.url`/, /Vouliez-vous dire `connection\.url`/],
    [['a', 'b'], 2, /one pattern at most/, /un seul motif/],
    [['--dhis2-version', 'banana'], 2, /is no DHIS2 version/, /n'est pas une version/],
  ];
  for (const [args, code, en, fr] of cases) {
    test(`${code} for ${args.join(' ')}`, async () => {
      const result = await runCli(['keys', ...args]);
      assert.equal(result.code, code);
      assert.equal(result.stdout, '');
      assert.match(result.stderr, en);
      assert.match((await runCli(['keys', ...args, '--locale', 'fr'])).stderr, fr);
    });
  }
});
