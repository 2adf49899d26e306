// VS Code's server on loopback: a process group, a profile and a home of its own, so that nothing is left when it stops.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, run } from '../run-program.mjs';

/** Quiet, offline, and the same on every run. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'editor.accessibilitySupport': 'off',
  // In a browser VS Code saves by itself after a second.
  'files.autoSave': 'off',
};

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** The variables of a surrounding VS Code would reach ours; those of its test tools must. @param {string} home */
function environmentFor(home) {
  const kept = Object.entries(process.env).filter(([name]) => !/^VSCODE_(?!TEST_)/.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '' }),
  };
}

/**
 * @param {object} options
 * @param {import('./fetch-vscode.mjs').FetchedVscode} options.fetched
 * @param {readonly string[]} [options.vsix] extensions to install first
 * @param {boolean} [options.forTests] lets the address name the tests to run; notifications do not show then
 * @param {Record<string, unknown>} [options.settings]
 * @param {number} [options.port]
 */
export async function startVscodeServer({ fetched, vsix = [], forTests = false, settings = {}, port }) {
  const home = mkdtempSync(path.join(tmpdir(), 'dhis2-hosting-vscode-'));
  const data = path.join(home, 'server');
  mkdirSync(path.join(data, 'data/User'), { recursive: true });
  writeFileSync(path.join(data, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  const env = environmentFor(home);
  const common = [path.join(fetched.server, 'out/server-main.js'), '--server-data-dir', data, '--accept-server-license-terms'];
  for (const file of vsix) {
    const { code, stdout, stderr } = await run(fetched.node, [...common, '--install-extension', file], { env });
    if (code !== 0) throw new Error(`cannot install ${file}:\n${lastLines(stdout + stderr)}`);
  }

  // Whoever reaches the page has a terminal of this user, so loopback alone is not enough on a shared machine.
  const token = randomBytes(16).toString('hex');
  const chosenPort = port ?? (await freePort());
  const tests = forTests ? ['--enable-smoke-test-driver'] : [];
  const logFile = path.join(home, 'server.log');
  const output = openSync(logFile, 'a');
  const child = spawn(
    fetched.node,
    [...common, '--host', '127.0.0.1', '--port', String(chosenPort), '--connection-token', token, '--telemetry-level', 'off', ...tests],
    { env, detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  const group = -(child.pid ?? 0);
  const log = () => readFileSync(logFile, 'utf8');
  const stop = async () => {
    await endGroup(group);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  // A page opened while the process ends would otherwise keep file watchers and extension hosts alive.
  process.once('exit', () => signalGroup(group, 'SIGKILL'));

  const address = `http://127.0.0.1:${chosenPort}`;
  if (!(await answers(`${address}/version`, () => child.exitCode !== null))) {
    const text = log();
    await stop();
    throw new Error(`VS Code's server did not start:\n${lastLines(text)}`);
  }
  /** @param {Record<string, string>} parameters */
  const page = (parameters) => `${address}/?${new URLSearchParams({ tkn: token, ...parameters })}`;
  return { authority: `127.0.0.1:${chosenPort}`, page, log, stop };
}

/** @param {string} address @param {() => boolean} ended */
async function answers(address, ended) {
  const limit = Date.now() + 60_000;
  while (Date.now() < limit && !ended()) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(100);
  }
  return false;
}

/** @param {number} group @param {NodeJS.Signals | 0} signal */
function signalGroup(group, signal) {
  try {
    return group !== 0 && process.kill(group, signal);
  } catch {
    return false;
  }
}

/** File watchers, extension hosts and language servers are in the server's group. @param {number} group */
async function endGroup(group) {
  for (const [signal, tries] of /** @type {const} */ ([
    ['SIGTERM', 40],
    ['SIGKILL', 20],
  ])) {
    signalGroup(group, signal);
    for (let i = 0; i < tries && signalGroup(group, 0); i += 1) await sleep(100);
  }
}
