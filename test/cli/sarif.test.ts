import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { documentedRules as rules } from '@dhis2-hosting/server/documented';
import { assertGolden } from '../support/golden.ts';
import { onlyRules } from '../support/only-rules.ts';
import { runCli } from '../support/run-cli.ts';
import { type SarifRegion, type SarifResult, type SarifRun, sarifProblems, sarifRun } from '../support/sarif.ts';
import { type Files, temporaryFolder } from '../support/temporary-folder.ts';

type Given = { readonly files: Files; readonly locale?: string; readonly paths?: readonly string[] };

async function sarifOf(t: TestContext, { files, locale = 'en', paths = ['.'] }: Given): Promise<SarifRun> {
  const cwd = await temporaryFolder(t, files);
  const { stdout } = await runCli(['lint', '--format', 'sarif', '--locale', locale, ...paths], { cwd });
  assert.deepEqual(await sarifProblems(JSON.parse(stdout)), []);
  return sarifRun(stdout);
}

const conf = 'max.sesions.per_user = 3\nconnection.url = jdbc:postgresql:a\nconnection.url = jdbc:postgresql:b\n';
const few = onlyRules('duplicate-key', 'unknown-key', 'malformed-unicode-escape', 'byte-order-mark', 'manifest-schema-violation');

describe('SARIF', () => {
  test('of every sample of every rule fits the schema of the standard, in both languages', async (t) => {
    const names = {
      'dhis-conf': 'dhis.conf',
      every: 'dhis.conf',
      'hosting-manifest': 'dhis2-hosting.yaml',
      'lint-settings': '.dhis2-lint.yaml',
      'server-tools-inventory': 'inventory/hosts',
      'tools-ng-containers': 'containers.json',
    };
    const samples = rules.flatMap(({ id, language, bad }) =>
      bad.flatMap(({ text, file = names[language], beside = {} }, index) => {
        const folder = path.posix.dirname(file);
        const files = [
          [file, text] as const,
          ...Object.entries(beside).map(([name, one]) => [path.posix.join(folder, name), one] as const),
        ];
        return files.map(([name, one]) => [path.posix.join(`${id}-${index}`, name), one] as const);
      }),
    );
    for (const locale of ['en', 'fr']) {
      const run = await sarifOf(t, { files: Object.fromEntries(samples), locale });
      assert.ok(run.results.length >= samples.length / 2, 'samples were found');
    }
  });

  test('a place in another file has the address and the lines of that file', async (t) => {
    const { results } = await sarifOf(t, {
      files: {
        'dhis2-hosting.yaml': 'version: 1\ninstances:\n  - { name: hmis, host: web-1, dhis2Version: "2.43", database: main }\n',
        'servers.dhis2-hosting.yaml': '# Servers\nversion: 1\ndatabases:\n  - { name: main, host: db-1, postgresqlVersion: "12" }\n',
      },
    });
    const found = results.find(({ ruleId }) => ruleId === 'postgresql-too-old');
    const place = found?.relatedLocations?.[0]?.physicalLocation;
    assert.match(place?.artifactLocation.uri ?? '', /servers\.dhis2-hosting\.yaml$/);
    assert.deepEqual([place?.region.startLine, place?.region.startColumn, place?.region.endColumn], [4, 50, 54]);
  });

  test('of an empty folder fits it too', async (t) => {
    assert.deepEqual((await sarifOf(t, { files: { 'x.txt': '' } })).results, []);
  });

  for (const locale of ['en', 'fr']) {
    test(`is as it was, rules aside, ${locale}`, async (t) => {
      const files = { 'site/dhis.conf': conf, 'dhis2-hosting.yaml': 'hosts: {}\n', 'clean.dhis.conf': '', ...few };
      const run = await sarifOf(t, { files, locale });
      const { rules: described, ...driver } = run.tool.driver;
      assert.equal(described.length, rules.length);
      const withoutIndexes = run.results.map(({ ruleIndex, ...result }) => result);
      const shown = { ...run, tool: { driver: { ...driver, version: '-', semanticVersion: '-' } }, results: withoutIndexes };
      await assertGolden(`cli/golden/sarif.${locale}.json`, `${JSON.stringify(shown, undefined, 2)}\n`);
    });
  }

  test('every result points at its rule', async (t) => {
    const run = await sarifOf(t, { files: { 'dhis.conf': conf } });
    assert.ok(run.results.length > 1);
    for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
  });

  test('a rule tells what, why and what to do, with a sample', async (t) => {
    for (const locale of ['en', 'fr'] as const) {
      const described = (await sarifOf(t, { files: {}, locale })).tool.driver.rules;
      for (const rule of rules) {
        const { text, markdown } = described.find(({ id }) => id === rule.id)?.help ?? { text: '', markdown: '' };
        for (const part of [rule.what, rule.why, rule.todo])
          assert.ok(text.includes(part[locale]) && markdown.includes(part[locale]), rule.id);
        assert.match(markdown, /```(?:json|properties|yaml)\n/);
        assert.doesNotMatch(text, /\^\^/, 'carets are for the tests');
      }
    }
  });

  test('security rules carry a score that GitHub sorts by, others none', async (t) => {
    const described = (await sarifOf(t, { files: {} })).tool.driver.rules;
    assert.equal(described.length, rules.length);
    const security = new Set(rules.filter(({ category }) => category === 'security').map(({ id }) => id));
    assert.ok(security.size > 0);
    for (const { id, properties } of described) {
      assert.equal(properties['security-severity'] !== undefined, security.has(id), id);
      assert.equal(properties.tags.includes('security'), security.has(id), id);
    }
  });

  test('what could not be read is a notification of a run that failed', async (t) => {
    const run = await sarifOf(t, { files: { 'dhis.conf': conf }, paths: ['dhis.conf', 'gone.conf'] });
    assert.equal(run.invocations[0].executionSuccessful, false);
    assert.equal(run.invocations[0].toolExecutionNotifications.length, 1);
    assert.ok(run.results.length > 0);
  });
});

describe('places in SARIF', () => {
  test('paths are escaped and told from the checkout', { skip: process.platform === 'win32' }, async (t) => {
    const run = await sarifOf(t, { files: { 'a b/100% é,#?.dhis.conf': conf, ...few } });
    assert.deepEqual(run.results[0]?.locations[0].physicalLocation.artifactLocation, {
      uri: 'a%20b/100%25%20%C3%A9%2C%23%3F.dhis.conf',
      uriBaseId: 'SRCROOT',
    });
  });

  test('the checkout is the one that the build server names', async (t) => {
    const cwd = await temporaryFolder(t, { 'servers/one/dhis.conf': conf, ...few });
    for (const name of ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR']) {
      const { stdout } = await runCli(['lint', '--format', 'sarif', 'one'], { cwd: `${cwd}/servers`, env: { [name]: cwd } });
      assert.equal(sarifRun(stdout).results[0]?.locations[0].physicalLocation.artifactLocation.uri, 'servers/one/dhis.conf');
    }
    const outside = await runCli(['lint', '--format', 'sarif', '..'], { cwd: `${cwd}/servers/one`, env: {} });
    assert.match(sarifRun(outside.stdout).results[0]?.locations[0].physicalLocation.artifactLocation.uri ?? '', /^dhis\.conf$/);
    const above = await runCli(['lint', '--format', 'sarif', '../one'], {
      cwd: `${cwd}/servers/one/`,
      env: { GITHUB_WORKSPACE: '/elsewhere' },
    });
    assert.deepEqual(await sarifProblems(JSON.parse(above.stdout)), []);
    assert.match(
      sarifRun(above.stdout).results[0]?.locations[0].physicalLocation.artifactLocation.uri ?? '',
      /^file:\/\/\/.*servers\/one\/dhis\.conf$/,
    );
  });

  const texts: readonly (readonly [name: string, text: string])[] = [
    ['line feeds', `# 𝄞\n${conf}`],
    ['carriage returns', `# 𝄞\r\n${conf.replaceAll('\n', '\r\n')}`],
    ['a byte order mark', `\ufeff# 𝄞\n${conf}`],
  ];
  for (const [name, text] of texts) {
    test(`lines, columns and offsets agree and count from the text without its mark: ${name}`, async (t) => {
      const run = await sarifOf(t, { files: { 'dhis.conf': text, ...onlyRules('duplicate-key', 'unknown-key') } });
      const found = run.results.find(({ ruleId }) => ruleId === 'unknown-key');
      const region = found?.locations[0].physicalLocation.region;
      assert.equal(found?.locations.length, 1);
      assert.deepEqual(region && [region.startLine, region.startColumn, region.endLine, region.endColumn], [2, 1, 2, 21]);
      assert.equal(region && cut(text.replace('\ufeff', ''), region), 'max.sesions.per_user');
    });
  }

  test('the fixes, applied as SARIF says, mend the file', async (t) => {
    const run = await sarifOf(t, { files: { 'dhis.conf': conf, ...onlyRules('duplicate-key', 'unknown-key') } });
    const found = run.results.find(({ ruleId }) => ruleId === 'unknown-key');
    const [replacement] = found?.fixes?.[0]?.artifactChanges[0]?.replacements ?? [];
    assert.ok(replacement !== undefined);
    const { charOffset, charLength } = replacement.deletedRegion;
    const mended = conf.slice(0, charOffset) + (replacement.insertedContent?.text ?? '') + conf.slice(charOffset + charLength);
    assert.equal(mended, conf.replace('max.sesions', 'max.sessions'));
  });

  test('an encoding is named for each file', async (t) => {
    const files = { 'a.dhis.conf': Buffer.from('# é\n', 'latin1'), 'b.dhis.conf': '# é\n' };
    const run = await sarifOf(t, { files });
    assert.deepEqual(
      run.artifacts.map(({ location, encoding }) => `${location.uri} ${encoding}`),
      ['a.dhis.conf ISO-8859-1', 'b.dhis.conf UTF-8'],
    );
  });
});

describe('fingerprints', () => {
  const prints = ({ results }: { readonly results: readonly SarifResult[] }) =>
    results.map(({ ruleId, partialFingerprints }) => `${ruleId} ${Object.values(partialFingerprints).join()}`);

  test('stay when lines are inserted or a value changes, and differ from each other', async (t) => {
    const settings = onlyRules('duplicate-key', 'unknown-key');
    const double = `${conf}connection.url = jdbc:postgresql:c\n`;
    const before = prints(await sarifOf(t, { files: { 'dhis.conf': double, ...settings } }));
    assert.equal(before.length, 3);
    assert.equal(new Set(before).size, 3);
    const moved = `# one\n\n# two\nserver.https = on\n${double.replace('= 3', '= 4')}`;
    assert.deepEqual(prints(await sarifOf(t, { files: { 'dhis.conf': moved, ...settings } })), before);
  });

  test('of a manifest go by the names of hosts', async (t) => {
    const settings = onlyRules('manifest-schema-violation');
    const one = '  - name: one\n    address: 1\n';
    const two = '  - name: two\n    address: 2\n';
    const before = prints(await sarifOf(t, { files: { 'dhis2-hosting.yaml': `version: 1\nhosts:\n${one}${two}`, ...settings } }));
    const after = prints(await sarifOf(t, { files: { 'dhis2-hosting.yaml': `version: 1\nhosts:\n${two}${one}`, ...settings } }));
    assert.ok(before.length >= 2);
    assert.deepEqual(new Set(after), new Set(before));
    assert.notDeepEqual(after, before);
  });
});

/** The text of a region, read off its lines and columns; its offsets must say the same. */
function cut(text: string, { startLine, startColumn, endLine, endColumn, charOffset, charLength }: SarifRegion): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
  const start = (starts[startLine - 1] ?? -1) + startColumn - 1;
  const end = (starts[endLine - 1] ?? -1) + endColumn - 1;
  assert.deepEqual([charOffset, charLength], [start, end - start]);
  return text.slice(start, end);
}
