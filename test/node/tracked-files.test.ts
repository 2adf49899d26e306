/** Against the real git: what it tracks, and in each format its index may have. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { indexHolds } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { createTrackedFiles } from '../../server/src/node/tracked-files.ts';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'tracked-')));
after(() => rmSync(folder, { recursive: true, force: true }));

const git = (cwd: string, ...words: string[]) => execFileSync('git', words, { cwd, stdio: 'pipe' });
const uri = (...parts: string[]) => pathToFileURL(path.join(folder, ...parts)).href;

function repository(name: string, indexVersion: string): void {
  const root = path.join(folder, name);
  mkdirSync(path.join(root, 'hôpital/conf'), { recursive: true });
  for (const file of ['dhis.conf', 'hôpital/dhis.conf', 'hôpital/conf/dhis.conf', 'untracked.dhis.conf', 'hôpital/untracked.dhis.conf']) {
    writeFileSync(path.join(root, file), 'node.id = a\n');
  }
  git(root, 'init', '--quiet');
  git(root, 'add', '.');
  git(root, 'rm', '--quiet', '--cached', 'untracked.dhis.conf', 'hôpital/untracked.dhis.conf', 'dhis.conf');
  // The intention to add sets the extended flag, which makes an entry longer.
  if (indexVersion === '3') git(root, 'add', '--intent-to-add', 'dhis.conf');
  else git(root, 'add', 'dhis.conf');
  git(root, 'update-index', '--index-version', indexVersion);
}

describe('files under version control', () => {
  for (const version of ['2', '3', '4']) {
    test(`index version ${version}`, () => {
      repository(`v${version}`, version);
      const isTracked = createTrackedFiles();
      for (const name of ['dhis.conf', 'hôpital/dhis.conf', 'hôpital/conf/dhis.conf']) assert.ok(isTracked(uri(`v${version}`, name)), name);
      for (const name of ['untracked.dhis.conf', 'hôpital/untracked.dhis.conf', 'conf/dhis.conf']) {
        assert.ok(!isTracked(uri(`v${version}`, name)), name);
      }
    });
  }

  test('a second working tree', () => {
    repository('main', '2');
    const root = path.join(folder, 'main');
    git(root, '-c', 'user.name=test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '-m', 'first');
    git(root, 'worktree', 'add', '--quiet', path.join(folder, 'second'));
    assert.ok(createTrackedFiles()(uri('second', 'dhis.conf')));
  });

  test('outside of a repository, and other schemes', () => {
    writeFileSync(path.join(folder, 'dhis.conf'), '');
    assert.ok(!createTrackedFiles()(uri('dhis.conf')));
    assert.ok(!createTrackedFiles()('untitled:dhis.conf'));
    assert.ok(!createTrackedFiles()('file://%zz/dhis.conf'));
  });

  test('an answer holds for a while, then the index is read again', () => {
    repository('later', '2');
    let now = 0;
    const isTracked = createTrackedFiles(() => now);
    const file = uri('later', 'untracked.dhis.conf');
    assert.ok(!isTracked(file));
    git(path.join(folder, 'later'), 'add', 'untracked.dhis.conf');
    assert.ok(!isTracked(file));
    now = 10_000;
    assert.ok(isTracked(file));
  });

  test('any bytes are read without an exception', () => {
    const head = Uint8Array.from([0x44, 0x49, 0x52, 0x43, 0, 0, 0]);
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4), fc.uint8Array({ maxLength: 300 }), (version, rest) => {
        assert.equal(typeof indexHolds(Uint8Array.from([...head, version, ...rest]), 'dhis.conf'), 'boolean');
      }),
    );
  });
});
