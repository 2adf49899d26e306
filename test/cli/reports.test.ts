import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertGolden } from '../support/golden.ts';
import { onlyRules } from '../support/only-rules.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const conf = 'max.sesions.per_user = 3\nconnection.url = jdbc:postgresql:a\nfoo = \\u\nconnection.url = jdbc:postgresql:b\n';
const few = onlyRules('duplicate-key', 'unknown-key', 'malformed-unicode-escape', 'manifest-schema-violation', 'unexpanded-placeholder');
const formats = ['github', 'gitlab', 'junit'] as const;

describe('reports for other services', () => {
  for (const format of formats) {
    for (const locale of ['en', 'fr']) {
      test(`${format}, ${locale}`, async (t) => {
        const cwd = await temporaryFolder(t, {
          'a/dhis.conf': conf,
          'dhis2-hosting.yaml': 'version: 1\nhosts: {}\n',
          'b/clean.dhis.conf': '',
          ...few,
        });
        const { code, stdout, stderr } = await runCli(['lint', '--format', format, '--locale', locale, '.'], { cwd });
        assert.equal(stderr, '');
        assert.equal(code, 1);
        await assertGolden(`cli/golden/${format}.${locale}.txt`, stdout);
      });
    }
  }

  test('paths are told from the checkout that the build server names', async (t) => {
    const cwd = await temporaryFolder(t, { 'servers/one/dhis.conf': conf, ...few });
    for (const [format, variable, expected] of [
      ['github', 'GITHUB_WORKSPACE', /file=servers\/one\/dhis\.conf,/],
      ['gitlab', 'CI_PROJECT_DIR', /"path": "servers\/one\/dhis\.conf"/],
    ] as const) {
      const { stdout } = await runCli(['lint', '--format', format, 'one'], { cwd: `${cwd}/servers`, env: { [variable]: cwd } });
      assert.match(stdout, expected);
    }
  });
});

describe('what a file holds cannot break out of a report', { skip: process.platform === 'win32' }, () => {
  const name = 'a,b:c%d\n::set-output name=x::y/dhis.conf';
  const text = 'evil%0A<&">\\u0007\u0001key = 1\nconnection.urrl = 1\n';

  test('of GitHub: each finding is one command, and is read back as it was', async (t) => {
    const cwd = await temporaryFolder(t, { [name]: text, ...few });
    const { stdout } = await runCli(['lint', '--format', 'github', '.'], { cwd });
    const lines = stdout.trimEnd().split('\n');
    assert.equal(lines.length, 3, stdout);
    for (const line of lines.slice(0, 2)) {
      const [, properties = '', data = ''] = /^::(?:error|warning|notice) (.*?)::(.*)$/.exec(line) ?? [];
      const file = /^file=([^,]*),line=/.exec(properties)?.[1] ?? '';
      assert.equal(runnerReads(file), name);
      assert.match(runnerReads(data), /DHIS2/);
      assert.doesNotMatch(line, /^::set-output|\n/);
    }
    assert.ok(lines.some((line) => runnerReads(line).includes('`evil%0A<&">')));
  });

  test('of JUnit: the XML stays well-formed', async (t) => {
    const cwd = await temporaryFolder(t, { [name]: text, ...few });
    const { stdout } = await runCli(['lint', '--format', 'junit', '--fail-on', 'info', '.'], { cwd });
    assert.doesNotMatch(stdout, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    const tags = [...stdout.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    for (const tag of tags) assert.match(tag, /^<(?:\?xml [^<]*\?|\/?\w[\w-]*(?: \w+="[^"<]*")*\/?)>$/);
    assert.doesNotMatch(stdout.replace(/<[^>]*>/g, ''), /[<>]|&(?!amp;|lt;|gt;|quot;|#1[03];)/);
    assert.ok(stdout.includes('evil%0A&lt;&amp;&quot;&gt;'));
  });

  const runnerReads = (escaped: string) =>
    escaped.replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
});

describe('GitLab', () => {
  type Row = { readonly fingerprint: string; readonly location: { readonly path: string; readonly lines: { readonly begin: number } } };

  test('fingerprints differ from each other, also for equal findings of two files, and stay when lines move', async (t) => {
    const double = `${conf}connection.url = jdbc:postgresql:c\n`;
    const rows = async (text: string) => {
      const cwd = await temporaryFolder(t, { 'a/dhis.conf': text, 'b/dhis.conf': text, ...few });
      return JSON.parse((await runCli(['lint', '--format', 'gitlab', 'a', 'b'], { cwd })).stdout) as Row[];
    };
    const before = await rows(double);
    assert.equal(new Set(before.map(({ fingerprint }) => fingerprint)).size, before.length);
    const after = await rows(`# first\n\n${double}`);
    assert.deepEqual(
      after.map(({ fingerprint }) => fingerprint),
      before.map(({ fingerprint }) => fingerprint),
    );
    assert.equal(after[0]?.location.lines.begin, (before[0]?.location.lines.begin ?? 0) + 2);
  });
});

describe('secrets', () => {
  const secret = 'Tr0ub4dor&3';
  const text = [
    `connection.pasword = ${secret}\\u`,
    `connection.password = "${secret}" # ${secret}`,
    `connection.password = ${secret}\\q`,
    `connection.url = jdbc:postgresql://u:${secret}@db/dhis2?password=${secret}`,
    `# filestore.secret = ${secret}`,
    `encryption.password = ${secret}é\u00a0`,
    '',
  ].join('\n');

  for (const format of ['text', 'json', 'sarif', ...formats]) {
    test(`are in no report: ${format}`, async () => {
      const { stdout, stderr } = await runCli(['lint', '--format', format, '-'], { stdin: text });
      assert.match(stdout, /duplicate-key/);
      assert.ok(!`${stdout}${stderr}`.includes('Tr0ub4dor'));
    });
  }
});
