/** What people install: all that the extension reads or links to, and nothing else. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { listFiles } from '@vscode/vsce';
import { serviceFiles } from '../../server/src/service/parts.ts';
import { root } from '../support/imports.ts';

const isBuilt = (await readdir(path.join(root, 'dist')).catch((): string[] => [])).includes('extension.js');
const skip = !isBuilt && process.env['CI'] === undefined ? 'nothing in dist/: run `npm run build` first' : false;
const files: ReadonlySet<string> = skip === false ? new Set(await listFiles({ cwd: root, packagedDependencies: [] })) : new Set();

/** For those who have the sources at hand anyway. */
const forDevelopers = /^(?:ARCHITECTURE|CONTRIBUTING)\.md$|^docs\/decisions|^changes/;

describe('the packed extension', { skip }, () => {
  test('has every file that its manifest names', async () => {
    const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    const named = stringsOf(manifest).filter((text) => /^(?:\.\/)?(?:dist|images|syntaxes)\//.test(text));
    assert.ok(named.some((file) => file.endsWith('web/extension.js')) && named.some((file) => file.endsWith('dist/extension.js')));
    for (const file of [
      ...named,
      'package.nls.json',
      'package.nls.fr.json',
      'dist/server.js',
      ...serviceFiles.map((file) => `dist/${file}`),
      'dist/web/server.js',
      'dist/operations.js',
      'dist/operate.js',
      'dist/map.js',
    ])
      assert.ok(files.has(path.posix.normalize(file)), file);
  });

  test('has only bundles, pages, pictures, grammars and the manifest', () => {
    const wanted =
      /^(?:dist\/(?:web\/)?[a-z-]+\.js|dist\/third-party\.txt|docs\/.*\.md|schemas\/lint-settings\.schema\.json|images\/[a-z.-]+\.(?:svg|png)|syntaxes\/.*\.json|[A-Z.a-z]+\.md|package(?:\.nls(?:\.fr)?)?\.json|LICENSE)$/;
    assert.deepEqual(
      [...files].filter((file) => !wanted.test(file)),
      [],
    );
  });

  test('hands on the licence of every package whose code it holds', async () => {
    assert.ok(files.has('dist/third-party.txt'));
    const notices = await readFile(path.join(root, 'dist/third-party.txt'), 'utf8');
    for (const name of ['ssh2', 'node-ssh', 'ssh-config', 'yaml', 'vscode-languageserver', 'vscode-languageclient'])
      assert.match(notices, new RegExp(`^--- ${name} \\d\\S* \\(.*\\) ---\\n\\n\\S`, 'm'));
    assert.doesNotMatch(notices, /\(undefined\)|---\n\n\n/);
  });

  test('links to nothing that it lacks', async () => {
    const dead: string[] = [];
    for (const page of [...files].filter((file) => file.endsWith('.md'))) {
      const text = (await readFile(path.join(root, page), 'utf8')).replace(/```[\s\S]*?```/g, '');
      for (const [, link = ''] of text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        if (/^[a-z]+:/.test(link)) continue;
        const target = path.posix.join(path.posix.dirname(page), link);
        if (!files.has(target) && !forDevelopers.test(target)) dead.push(`${page} -> ${link}`);
      }
    }
    assert.deepEqual(dead, []);
  });
});

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
