import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { localFile } from '../../server/src/node/local-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'local files é '));
const file = path.join(folder, 'key store.p12');
writeFileSync(file, '');
after(() => rmSync(folder, { recursive: true, force: true }));

describe('files that a value names', () => {
  test('an absolute path to a file', () => assert.equal(localFile(file), pathToFileURL(file).href));

  for (const [what, named] of [
    ['a folder', folder],
    ['nothing', path.join(folder, 'gone.p12')],
    ['a relative path', path.relative(process.cwd(), file)],
    ['another machine', `/${file}`],
    ['another machine, as Windows writes it', '\\\\host\\share\\key.p12'],
    ['no path', ''],
    ['a path with a zero byte', `${file}\0`],
    ['a path beyond all lengths', `/${'a'.repeat(100_000)}`],
  ] as const) {
    test(`${what}: none`, () => assert.equal(localFile(named), undefined));
  }
});
