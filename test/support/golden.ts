/** Compares with a file beside the tests; `UPDATE=1 npm test` writes it anew. */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const testFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** `name` is a path below test/. */
export async function assertGolden(name: string, actual: string): Promise<void> {
  const file = path.join(testFolder, name);
  if (process.env['UPDATE'] === '1') {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, actual);
    return;
  }
  assert.equal(actual, await readFile(file, 'utf8'), `differs from test/${name} (UPDATE=1 writes it anew)`);
}
