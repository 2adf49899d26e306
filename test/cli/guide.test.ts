/** What the guide on code review tells people to type, typed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { cliBundle } from '../support/bundles.ts';
import { sarifProblems } from '../support/sarif.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const guides = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs/guides');
const bad = 'foo = \\u\n';
const cannotRun = process.platform === 'win32' || spawnSync('git', ['--version']).error !== undefined;

async function repository(t: TestContext): Promise<string> {
  const cwd = await temporaryFolder(t, { 'site one/dhis.conf': bad });
  await mkdir(path.join(cwd, 'tools/dhis2-hosting'), { recursive: true });
  await copyFile(await cliBundle(), path.join(cwd, 'tools/dhis2-hosting/cli.js'));
  for (const args of [
    ['init', '-q'],
    ['config', 'user.email', 'someone@example.org'],
    ['config', 'user.name', 'Someone'],
  ])
    git(cwd, ...args);
  return cwd;
}

const env = { ...process.env, LANG: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

function git(cwd: string, ...args: readonly string[]) {
  return spawnSync('git', args, { cwd, env, encoding: 'utf8' });
}

const read = (guide: string) => readFile(path.join(guides, guide), 'utf8');

function blocksOf(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, body = '']) => body);
}

/** Commands that can be run as they stand: not the parts of a hook. */
function commandsOf(text: string): readonly string[] {
  return [...text.matchAll(/node tools\/dhis2-hosting\/cli\.js [^\n`']*/g)]
    .map(([line]) => line)
    .filter((line) => /\.|explain/.test(line.slice(34)));
}

describe('guide on code review', { skip: cannotRun }, () => {
  test('every command runs', async (t) => {
    const cwd = await repository(t);
    const commands = commandsOf(await read('code-review.md'));
    assert.ok(commands.length >= 9);
    for (const line of commands) {
      const { status, stderr } = spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8' });
      assert.equal(status, /baseline|--fail-on never|--fix|explain/.test(line) ? 0 : 1, `${line}\n${stderr}`);
      await writeFile(path.join(cwd, 'site one/dhis.conf'), bad);
      const [, output] = />\s*(\S+)$/.exec(line) ?? [];
      if (output === undefined || output.endsWith('.xml')) continue;
      const report: unknown = JSON.parse(await readFile(path.join(cwd, output), 'utf8'));
      if (output.endsWith('.sarif')) assert.deepEqual(await sarifProblems(report), []);
      else assert.ok(Array.isArray(report));
    }
  });

  test('the French one tells the same, in French', async () => {
    const french = commandsOf(await read('code-review.fr.md'));
    assert.deepEqual(
      french.map((line) => line.replace('--locale fr ', '')),
      commandsOf(await read('code-review.md')),
    );
    assert.deepEqual(hookIn(await read('code-review.fr.md')), hookIn(await read('code-review.md')));
  });

  test('the hook judges what is staged', async (t) => {
    const cwd = await repository(t);
    await writeFile(path.join(cwd, '.git/hooks/pre-commit'), hookIn(await read('code-review.md')));
    await chmod(path.join(cwd, '.git/hooks/pre-commit'), 0o755);
    git(cwd, 'add', 'site one');
    await writeFile(path.join(cwd, 'site one/dhis.conf'), '');
    const refused = git(cwd, 'commit', '-qm', 'bad');
    assert.notEqual(refused.status, 0);
    assert.match(refused.stdout + refused.stderr, /site one\/dhis\.conf:1:7 error malformed-unicode-escape/);
    git(cwd, 'add', 'site one');
    await writeFile(path.join(cwd, 'site one/dhis.conf'), bad);
    const taken = git(cwd, 'commit', '-qm', 'good');
    assert.equal(taken.status, 0, taken.stdout + taken.stderr);
    await writeFile(path.join(cwd, 'other.txt'), bad);
    git(cwd, 'add', 'other.txt');
    assert.equal(git(cwd, 'commit', '-qm', 'nothing of ours').status, 0);
  });

  test('the workflows are YAML, and the pattern of pre-commit takes our files and no others', async () => {
    for (const guide of ['code-review.md', 'code-review.fr.md']) {
      const blocks = blocksOf(await read(guide), 'yaml').map((block) => parse(block) as unknown);
      assert.ok(blocks.every((block) => typeof block === 'object' && block !== null));
      const hooks = blocks.find((block) => Object.hasOwn(Object(block), 'repos')) as { repos: [{ hooks: [{ files: string }] }] };
      const pattern = new RegExp(hooks.repos[0].hooks[0].files);
      for (const name of ['dhis.conf', 'a/dhis.conf', 'a/x.dhis.conf', 'dhis2-hosting.yaml', 'a/b.dhis2-hosting.yaml'])
        assert.match(name, pattern);
      for (const name of ['xdhis.conf', 'dhis.conf/x', 'a/dhis.config', 'values.yaml']) assert.doesNotMatch(name, pattern);
    }
  });
});

function hookIn(guide: string): string {
  const hook = blocksOf(guide, 'sh').find((block) => block.startsWith('#!/bin/sh'));
  assert.ok(hook !== undefined);
  return hook;
}
