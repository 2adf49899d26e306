#!/usr/bin/env node
// Stands in for a desktop VS Code: takes the command line that @vscode/test-electron gives it, runs the same tests in VS Code's
// own extension host under its own server with a headless Chromium as the window, and exits as the tests do.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { lastLines } from '../run-program.mjs';
import { openBrowser } from './browser.mjs';
import { fetchVscode } from './fetch-vscode.mjs';
import { startVscodeServer } from './server.mjs';

const limitMs = Number(process.env.VSCODE_TEST_LIMIT_MS ?? 240_000);
const exitCodes = { hang: 124, pageCrash: 125, hostDied: 126 };
/** Lines that this build always prints and that tell nothing about the extension. */
const noise =
  /builtin extensions|AccountPolicyGate|a socket|connection token|AgentHost|reconnection-grace|Service Worker|workbench contribution|authentication provider|ModelSelection|SettingsSearch/;

const words = process.argv.slice(2);
/** @param {string} name */
const option = (name) => words.filter((word) => word.startsWith(`--${name}=`)).map((word) => path.resolve(word.slice(name.length + 3)));
const [tests] = option('extensionTestsPath');
if (!tests) {
  console.error('code-shim.mjs runs tests only: --extensionTestsPath is missing');
  process.exit(2);
}
const given = words.find((word) => !word.startsWith('-'));
const empty = mkdtempSync(path.join(tmpdir(), 'dhis2-hosting-folder-'));
const folder = given ? path.resolve(given) : empty;
mkdirSync(folder, { recursive: true });

const server = await startVscodeServer({ fetched: await fetchVscode(() => {}), forTests: true });
/** @type {Awaited<ReturnType<typeof openBrowser>> | undefined} */
let browser;

async function end() {
  await browser?.close().catch(() => {});
  await server.stop();
  rmSync(empty, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end().then(() => process.exit(130)));

/** For an extension host that was killed or crashed the page reports success; the server's log tells the truth. */
const deadHost = () =>
  [...server.log().matchAll(/Extension Host Process exited with code: (\S+), signal: (\S+)\./g)].find(([, code]) => code !== '0');

/** @param {Awaited<ReturnType<typeof openBrowser>>['page']} page @returns {Promise<number>} */
async function runTests(page) {
  const ended = new Promise((resolve) => {
    page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => resolve(exitCodes.pageCrash));
    setTimeout(() => resolve(exitCodes.hang), limitMs).unref();
    setInterval(() => deadHost() && resolve(exitCodes.hostDied), 500).unref();
  });
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
    const line = format(...args);
    if (process.env.VERBOSE || !noise.test(line)) (type === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
  });
  const uri = (/** @type {string} */ file) => `vscode-remote://${server.authority}${file}`;
  const payload = [
    ...option('extensionDevelopmentPath').map((file) => ['extensionDevelopmentPath', uri(file)]),
    // A desktop adds `.js` by itself, the server does not.
    ['extensionTestsPath', uri(existsSync(tests) ? tests : `${tests}.js`)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  await page.goto(server.page({ folder, payload: JSON.stringify(payload) }), { timeout: limitMs });
  const code = await ended;
  // The last console lines of the tests are still on their way.
  await sleep(300);
  return deadHost() ? exitCodes.hostDied : code;
}

let code = 1;
try {
  browser = await openBrowser({ locale: process.env.VSCODE_TEST_LOCALE ?? 'en-US' });
  code = await runTests(browser.page);
  if (code !== 0 && process.env.VSCODE_TEST_SHOT) await browser.page.screenshot({ path: process.env.VSCODE_TEST_SHOT }).catch(() => {});
  if (code > 1) console.error(`the tests did not end by themselves (${code})\n${lastLines(server.log(), 40)}`);
  if (browser.outside.length > 0) {
    console.error(`requests to other hosts: ${browser.outside.join(' ')}`);
    code ||= 1;
  }
} catch (error) {
  console.error(error);
}
await end();
process.exit(code);
