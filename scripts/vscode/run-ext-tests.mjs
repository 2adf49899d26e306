// The extension tests, one suite on every machine: node scripts/vscode/run-ext-tests.mjs RESULT.json. In a desktop VS Code named by
// VSCODE_EXECUTABLE, else in VS Code's web server where there is a Chromium, else in a downloaded VS Code.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { root } from '../bootstrap.mjs';
import { startDemo } from '../demo.mjs';
import { chromiumPath } from './browser.mjs';

const shim = fileURLToPath(new URL('code-shim.mjs', import.meta.url));

function editor() {
  if (process.env.VSCODE_EXECUTABLE) return { vscodeExecutablePath: process.env.VSCODE_EXECUTABLE };
  if (process.platform !== 'win32' && chromiumPath()) return { vscodeExecutablePath: shim };
  return { version: process.env.VSCODE_VERSION ?? 'stable', cachePath: path.join(root, '.vscode-test') };
}

const [result] = process.argv.slice(2);
if (!result) throw new Error('run-ext-tests.mjs RESULT.json');
const demo = await startDemo();
try {
  await runTests({
    ...editor(),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'dist/test-vscode/index'),
    launchArgs: [
      demo.workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      `--user-data-dir=${path.join(demo.folder, 'profile')}`,
    ],
    extensionTestsEnv: { DHIS2_HOSTING_TEST_RESULT: path.resolve(result) },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await demo.stop();
