// A walk through the real window with the packed extension: node test/vscode/walk.mjs RESULT.json. Each stop asserts what must be seen
// and leaves a picture in artifacts/screenshots.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/bootstrap.mjs';
import { startDemo } from '../../scripts/demo.mjs';
import { openBrowser } from '../../scripts/vscode/browser.mjs';
import { fetchVscode } from '../../scripts/vscode/fetch-vscode.mjs';
import { startVscodeServer } from '../../scripts/vscode/server.mjs';
import { windowOf } from './window.mjs';

const pictures = path.join(root, 'artifacts/screenshots');
const vsix = path.join(root, 'dist/dhis2-hosting.vsix');
const limitMs = 30_000;
/** @type {{ name: string, state: 'passed' | 'failed', error?: string }[]} */
const results = [];

/** Asks until the answer is right; the window changes without telling us. @param {string} what @param {() => Promise<boolean>} isSo */
async function eventually(what, isSo) {
  const end = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(100);
  }
}

/** Cleans up before an error goes on. @param {() => Promise<void>} cleanUp @returns {(error: unknown) => Promise<never>} */
function afterwards(cleanUp) {
  return async (error) => {
    await cleanUp();
    throw error;
  };
}

/**
 * One visit of the window: a server, a browser, and stops that go on after one has failed.
 * @param {{ settings?: Record<string, unknown>, locale?: 'en' | 'fr', picture: string }} options
 * @param {(window: ReturnType<typeof windowOf>, stop: (name: string, body: () => Promise<void>) => Promise<void>) => Promise<void>} walk
 */
async function visit({ settings = {}, locale = 'en', picture }, walk) {
  const fetched = await fetchVscode(() => {});
  const demo = await startDemo();
  const server = await startVscodeServer({ fetched, vsix: [vsix], settings }).catch(afterwards(demo.stop));
  const browser = await openBrowser({ width: 1400, height: 900, scale: Number(process.env.SCALE ?? 1) });
  // VS Code takes its display language from here; the texts of VS Code itself would need a language pack, ours do not.
  if (locale !== 'en') await browser.page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${locale}'`);
  let count = 0;
  /** @param {string} name @param {() => Promise<void>} body */
  const stop = async (name, body) => {
    count += 1;
    const file = `${picture}-${count}-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
    try {
      await body();
      results.push({ name, state: 'passed' });
      await browser.page.screenshot({ path: path.join(pictures, `${file}.png`) });
    } catch (error) {
      results.push({ name, state: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      await browser.page.screenshot({ path: path.join(pictures, `${file}-FAILED.png`) }).catch(() => {});
    }
    console.log(`${results.at(-1)?.state} ${name}`);
  };
  try {
    const window = windowOf(browser.page);
    browser.page.setDefaultTimeout(limitMs);
    await stop(`${picture}: the window opens`, () => window.goto(server.page({ folder: demo.workspace })));
    await walk(window, stop);
    await stop(`${picture}: no request left this machine`, async () => assert.deepEqual(browser.outside, []));
  } finally {
    await browser.close();
    await server.stop();
    await demo.stop();
  }
}

await walkAll();
const failed = results.filter(({ state }) => state === 'failed').length;
writeFileSync(
  process.argv[2] ?? path.join(root, 'artifacts/walk.json'),
  JSON.stringify({ passed: results.length - failed, failed, skipped: 0, results }),
);
process.exitCode = failed > 0 ? 1 : 0;

async function walkAll() {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  await visit({ picture: 'english' }, walkInEnglish);
  await visit({ picture: 'french', locale: 'fr' }, walkInFrench);
  await visit({ picture: 'untrusted', settings: { 'security.workspace.trust.enabled': true } }, walkUntrusted);
}

/** @type {Parameters<typeof visit>[1]} */
async function walkInEnglish(window, stop) {
  await stop('dhis.conf shows its findings', async () => {
    await window.openFile('hmis', 'dhis.conf');
    await eventually('squiggles', async () => (await window.squiggles().count()) >= 5);
  });
  await stop('Problems lists them with their rules', async () => {
    // The list shows what fits; the errors come first.
    const rows = (await window.problems()).join('\n');
    for (const part of ['connection.password', 'unknown-key', 'removed-key', 'wrong-value'])
      assert.ok(rows.includes(part), `no ${part} in\n${rows}`);
  });
  await stop('hover explains a key', async () => {
    const text = (await window.hover('connection.pool.min_idle')).join('\n');
    assert.match(text, /connection\.pool\.min_idle/);
    assert.match(text, /2\.43/);
  });
  await stop('completion offers keys', async () => {
    await window.clickLine('connection.pool.min_idle');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.type('connection.pool.warn');
    assert.ok((await window.suggestions()).join('\n').includes('connection.pool.warn_max_age'));
  });
  await stop('the quick fix corrects a key', async () => {
    await window.escape();
    await window.clickLine('connection.pasword');
    await window.page.keyboard.press('Home');
    await window.settle();
    assert.ok((await window.quickFixes()).join('\n').includes('connection.password'));
    await window.page.keyboard.press('Enter');
    await eventually(
      'the corrected key',
      async () => (await window.page.locator('.view-line', { hasText: 'connection.password' }).count()) > 0,
    );
  });
  await stop('the tree shows host, instance and log', async () => {
    await window.openContainer('DHIS2 Hosting');
    for (const text of ['demo', 'hmis', 'Tomcat log', 'training']) await window.treeRow(text);
  });
  await stop('the log of the instance runs in the output panel', async () => {
    await window.rowAction('Tomcat log', 'Tail Tomcat Log');
    await eventually('the start of DHIS2', async () =>
      /DHIS2 2\.43\.1 is starting|Login of user|Server startup/.test(await window.output()),
    );
    const before = await window.output();
    await eventually('the log to grow', async () => (await window.output()) !== before);
    await window.treeRow('live');
  });
  await stop('Stop ends it', async () => {
    await window.command('DHIS2 Hosting: Stop Tailing');
    await eventually('the mark of the end', async () => /--- stopped ---/.test(await window.output()));
    await window.treeRow('catalina.out');
  });
}

/** @type {Parameters<typeof visit>[1]} */
async function walkInFrench(window, stop) {
  await stop('findings are in French', async () => {
    await window.openFile('hmis', 'dhis.conf');
    await eventually('squiggles', async () => (await window.squiggles().count()) >= 5);
    const rows = (await window.problems()).join('\n');
    assert.match(rows, /Vouliez-vous|DHIS2 ignore|clé/i);
    assert.doesNotMatch(rows, /Did you mean/);
  });
  await stop('the tree and its commands are in French', async () => {
    await window.openContainer('DHIS2 Hosting');
    await window.treeRow('Journal de Tomcat');
    assert.ok((await window.offeredCommands('Suivre le journal')).join('\n').includes('Suivre le journal de Tomcat'));
  });
}

/** @type {Parameters<typeof visit>[1]} */
async function walkUntrusted(window, stop) {
  await stop('an untrusted workspace is checked all the same', async () => {
    await window.page.waitForSelector('.statusbar-item:has-text("Restricted Mode")');
    await window.openFile('hmis', 'dhis.conf');
    await eventually('squiggles', async () => (await window.squiggles().count()) >= 5);
  });
  await stop('no host can be reached from it', async () => {
    await window.openContainer('DHIS2 Hosting');
    await window.treeRow('hmis');
    const offered = (await window.offeredCommands('DHIS2 Hosting:')).join('\n');
    assert.doesNotMatch(offered, /Tail Tomcat Log/);
  });
}
