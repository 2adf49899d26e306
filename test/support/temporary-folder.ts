/** A folder of the test's own, gone with it. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

export type Files = { readonly [name: string]: string | Uint8Array };

/** Creates the files, folders on the way included, and answers where. */
export async function temporaryFolder(test: TestContext, files: Files): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'dhis2-hosting-')));
  test.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}
