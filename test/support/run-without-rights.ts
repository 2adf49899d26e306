/**
 * The command line as a process of somebody without rights: root may read and write everything, so as root the program
 * runs as nobody, from a copy that nobody may read wherever the sources are.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { cliBundle } from './bundles.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const nobody = 65_534;
export const isRoot = process.getuid?.() === 0;

export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

export async function runWithoutRights(test: TestContext, args: readonly string[], cwd: string): Promise<Ended> {
  const folder = await temporaryFolder(test, {});
  chmodSync(folder, 0o755);
  const program = path.join(folder, 'cli.js');
  copyFileSync(await cliBundle(), program);
  chmodSync(program, 0o644);
  const identity = isRoot ? { uid: nobody, gid: nobody } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    env: { LANG: 'C' },
    ...identity,
  });
  return { status, stdout, stderr };
}
