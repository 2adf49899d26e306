// The sample workspace in a temporary folder with the demo host behind it: what `npm start` shows and the editor tests use.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './bootstrap.mjs';

/** @returns {Promise<{ folder: string, workspace: string, stop: () => Promise<void> }>} */
export async function startDemo() {
  // Editors report real paths; on macOS the temporary folder is a link.
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'dhis2-hosting-demo-'));
  const workspace = path.join(folder, 'demo-workspace');
  cpSync(path.join(root, 'test/fixtures/demo-workspace'), workspace, { recursive: true });
  // Its standard input is our life line: the host ends when we do, however we end, and removes the folder.
  const host = spawn(process.execPath, ['--import', 'tsx', 'scripts/demo-host/main.ts', folder], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => host.once('close', resolve));
  const stop = async () => {
    host.stdin.end();
    await ended;
  };
  const ready = await Promise.race([
    new Promise((resolve) => createInterface(host.stdout).once('line', resolve)),
    ended.then(() => undefined),
  ]);
  if (ready === undefined) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error('the demo host did not start');
  }
  return { folder, workspace, stop };
}
