/** The version of a `dhis.conf` that a manifest names. `changelog.tracker` is gone from 2.43 on, and no mistake before. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const conf = 'changelog.tracker = on\n';
const manifest = (config: string, version: string) =>
  `version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: web, config: ${config}, dhis2Version: "${version}" }\n`;

async function rulesOf(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await runCli(['lint', '--format', 'json', ...args], { cwd });
  assert.equal(stderr, '');
  return (JSON.parse(stdout) as { file: string; rule: string }[]).map(({ file, rule }) => `${file}: ${rule}`);
}

describe('lint with manifests', () => {
  test('the nearest manifest above a file that names it gives its version', async (t) => {
    const cwd = await temporaryFolder(t, {
      'a/b/dhis.conf': conf,
      'a/other.dhis.conf': conf,
      'a/dhis2-hosting.yaml': manifest('b/dhis.conf', '2.41'),
      'dhis2-hosting.yaml': manifest('a/b/dhis.conf', '2.43'),
    });
    assert.deepEqual(await rulesOf(cwd, 'a/b/dhis.conf'), []);
    assert.deepEqual(await rulesOf(path.join(cwd, 'a', 'b'), 'dhis.conf'), []);
    assert.deepEqual(await rulesOf(cwd, 'a/other.dhis.conf'), ['a/other.dhis.conf: removed-key']);
  });

  test('a manifest beside a file or above that does not name it leaves the question to the next', async (t) => {
    const cwd = await temporaryFolder(t, {
      'a/dhis.conf': conf,
      'a/dhis2-hosting.yaml': 'version: 1\n',
      'a/broken.dhis2-hosting.yaml': '{',
      'plan.dhis2-hosting.yml': manifest('a/dhis.conf', '2.41'),
    });
    assert.deepEqual(await rulesOf(cwd, 'a/dhis.conf'), []);
  });

  test('a manifest among the files to check counts wherever it is, and whatever the order', async (t) => {
    const cwd = await temporaryFolder(t, { 'a/dhis.conf': conf, 'plan/dhis2-hosting.yaml': manifest('../a/dhis.conf', '2.41') });
    assert.deepEqual(await rulesOf(cwd, 'a/dhis.conf'), ['a/dhis.conf: removed-key']);
    assert.deepEqual(await rulesOf(cwd, '.'), []);
  });

  const sideBySide = {
    'a/dhis2-hosting.yaml': [
      'version: 1',
      'hosts:',
      '  - { name: web, address: 192.0.2.1 }',
      'instances:',
      '  - { name: hmis, host: web, purpose: production }',
      'backups:',
      '  - { name: nightly, instances: [hmis, emis], schedule: "0 2 * * *" }',
      '',
    ].join('\n'),
    'b/dhis2-hosting.yaml': [
      'version: 1',
      'hosts:',
      '  - { name: next, address: 192.0.2.2 }',
      'instances:',
      '  - { name: emis, host: next, purpose: production }',
      '',
    ].join('\n'),
  };
  const mistakesIn = async (cwd: string, ...files: readonly string[]) =>
    (await rulesOf(cwd, ...files)).filter((found) => /unknown-reference|production-without-backup/.test(found));

  for (const sign of ['.git/HEAD', '.dhis2-lint.yaml']) {
    test(`files side by side below ${sign} are one project, whichever is named`, async (t) => {
      const cwd = await temporaryFolder(t, {
        ...sideBySide,
        [sign]: sign === '.git/HEAD' ? 'ref: refs/heads/main\n' : 'rules:\n  suppression-without-reason: off\n',
      });
      assert.deepEqual(await mistakesIn(cwd, 'a/dhis2-hosting.yaml'), []);
      assert.deepEqual(await mistakesIn(cwd, 'b/dhis2-hosting.yaml'), []);
      assert.deepEqual(await mistakesIn(cwd, '.'), []);
      const files = (await rulesOf(cwd, 'a/dhis2-hosting.yaml')).filter((found) => !found.startsWith('a/'));
      assert.deepEqual(files, [], 'only the file that was named is reported on');
    });
  }

  test('files side by side outside of a checkout, in hidden folders or in another checkout are not', async (t) => {
    const alone = ['a/dhis2-hosting.yaml: unknown-reference'];
    assert.deepEqual(await mistakesIn(await temporaryFolder(t, sideBySide), 'a/dhis2-hosting.yaml'), alone);
    const other = sideBySide['b/dhis2-hosting.yaml'];
    const apart = { 'a/dhis2-hosting.yaml': sideBySide['a/dhis2-hosting.yaml'], '.git/HEAD': '' };
    for (const place of ['.b/dhis2-hosting.yaml', 'node_modules/b/dhis2-hosting.yaml']) {
      assert.deepEqual(await mistakesIn(await temporaryFolder(t, { ...apart, [place]: other }), 'a/dhis2-hosting.yaml'), alone, place);
    }
    const within = await temporaryFolder(t, { ...apart, 'b/dhis2-hosting.yaml': other, 'b/.git/HEAD': '' });
    assert.deepEqual(await mistakesIn(within, 'a/dhis2-hosting.yaml'), alone);
  });

  test('the line in the file and the version of the command line win', async (t) => {
    const cwd = await temporaryFolder(t, {
      'dhis.conf': conf,
      'line.dhis.conf': `# dhis2-version: 2.43\n${conf}`,
      'dhis2-hosting.yaml': manifest('dhis.conf', '2.41'),
      'line.dhis2-hosting.yaml': manifest('line.dhis.conf', '2.41'),
    });
    assert.deepEqual(await rulesOf(cwd, 'dhis.conf', 'line.dhis.conf'), [
      'line.dhis.conf: version-not-as-planned',
      'line.dhis.conf: removed-key',
    ]);
    assert.deepEqual(await rulesOf(cwd, '--dhis2-version', '2.43', 'dhis.conf'), ['dhis.conf: removed-key']);
  });

  test('the manifest wins over .dhis2-lint.yaml', async (t) => {
    const cwd = await temporaryFolder(t, {
      'dhis.conf': conf,
      'dhis2-hosting.yaml': manifest('dhis.conf', '2.41'),
      '.dhis2-lint.yaml': 'dhis2Version: "2.43"\n',
    });
    assert.deepEqual(await rulesOf(cwd, 'dhis.conf'), []);
  });

  test('a text from the standard input is named by its name', async (t) => {
    const cwd = await temporaryFolder(t, { 'dhis2-hosting.yaml': manifest('dhis.conf', '2.41') });
    const { stdout } = await runCli(['lint', '--format', 'json', '-'], { cwd, stdin: conf });
    assert.deepEqual(JSON.parse(stdout), []);
  });
});

describe('manifests that are checked together', () => {
  const hosts = 'version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\n';
  const instances = 'version: 1\ninstances:\n  - { name: hmis, host: web }\n';

  test('a name may be in a manifest above, or in another of those to check', async (t) => {
    const cwd = await temporaryFolder(t, {
      'above/dhis2-hosting.yaml': hosts,
      'above/below/dhis2-hosting.yaml': instances,
      'a/dhis2-hosting.yaml': instances,
      'b/dhis2-hosting.yaml': hosts,
    });
    assert.deepEqual(await rulesOf(cwd, 'above/below/dhis2-hosting.yaml'), []);
    assert.deepEqual(await rulesOf(cwd, 'a', 'b'), []);
    assert.deepEqual(await rulesOf(cwd, 'a'), ['a/dhis2-hosting.yaml: unknown-reference']);
  });

  test('what was mended in one file holds for the next', async (t) => {
    const cwd = await temporaryFolder(t, {
      'a.dhis2-hosting.yaml': manifest('dhis.conf', '2.41').replace('host: web', 'host: wep'),
      'dhis.conf': conf,
      'b.dhis2-hosting.yaml': 'version: 1\nbackups:\n  - { name: nightly, instances: [hmis], schedule: "0 2 * * *" }\n',
    });
    const { stderr } = await runCli(['lint', '--fix', '.'], { cwd });
    assert.match(stderr, /1 fix/);
    assert.deepEqual(await rulesOf(cwd, '.'), []);
  });
});
