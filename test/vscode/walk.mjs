// A walk through the real window with the packed extension: node test/vscode/walk.mjs RESULT.json. Each stop asserts what must be seen
// and leaves a picture in artifacts/screenshots.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/bootstrap.mjs';
import { labProblem } from '../../scripts/lab-needs.mjs';
import { startLabHost } from './lab-host.mjs';
import { eventually, visit } from './visit.mjs';

const pictures = path.join(root, 'artifacts/screenshots');
/** @type {{ name: string, state: 'passed' | 'failed', error?: string }[]} */
const results = [];

/** @typedef {(name: string, body: () => Promise<void>) => Promise<void>} Stop a stop that failed does not end the walk */

/**
 * @param {string} picture begins the names of the pictures
 * @param {Parameters<typeof visit>[0]} options
 * @param {(window: import('./visit.mjs').Visit['window'], stop: Stop) => Promise<void>} walk
 */
async function walkThrough(picture, options, walk) {
  await visit(options, async ({ window, open, outside }) => {
    let count = 0;
    /** @type {Stop} */
    const stop = async (name, body) => {
      count += 1;
      const file = path.join(pictures, `${picture}-${count}-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`);
      try {
        await body();
        results.push({ name, state: 'passed' });
        await window.page.screenshot({ path: `${file}.png` });
      } catch (error) {
        results.push({ name, state: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        await window.page.screenshot({ path: `${file}-FAILED.png` }).catch(() => {});
      }
      console.log(`${results.at(-1)?.state} ${name}`);
    };
    await stop(`${picture}: the window opens`, open);
    await walk(window, stop);
    await stop(`${picture}: no request left this machine`, async () => assert.deepEqual(outside, []));
  });
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
  await walkThrough('english', {}, walkInEnglish);
  await walkThrough('map', {}, walkOverTheMap);
  await walkThrough('french', { locale: 'fr' }, walkInFrench);
  await walkWithLabHost();
  await walkThrough('untrusted', { settings: { 'security.workspace.trust.enabled': true } }, walkUntrusted);
}

/** @type {Parameters<typeof walkThrough>[2]} */
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

/** @type {Parameters<typeof walkThrough>[2]} */
async function walkOverTheMap(window, stop) {
  // The list of targets is the last of the sample.
  const typed = '\n  - { name: second, kind: ssh, site: elsewhere, address: second.example.org, path: /srv/backups }';
  const map = async () => {
    const page = await window.webPage('main svg');
    assert.ok(page, 'no map');
    return page;
  };
  /** @param {string} id */
  const hasBox = async (id) => ((await (await window.webPage('main svg'))?.locator(`[data-id="${id}"]`).count()) ?? 0) > 0;
  await stop('the map opens beside the manifest', async () => {
    await window.openFile('', 'dhis2-hosting.yaml');
    await window.command('DHIS2 Hosting: Show the Map of the Installation');
    await eventually('the host on the map', () => hasBox('hosts/demo'));
  });
  await stop('it follows the text as it is typed', async () => {
    await window.page.locator('.editor-instance .view-line').first().click();
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.insertText(typed);
    await window.page.keyboard.press('Home');
    await eventually('the target on the map', () => hasBox('backupTargets/second'));
    await eventually('the backup as a line', async () => (await (await map()).locator('path.edge.backs-up').count()) > 0);
  });
  await stop('Tab and arrow keys lead from box to box', async () => {
    const page = await map();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-id'));
    await page.locator('nav button').last().focus();
    await window.page.keyboard.press('Tab');
    const first = await focused();
    assert.ok(first, 'Tab does not lead into the map');
    await window.page.keyboard.press('ArrowRight');
    assert.ok((await focused()) !== first, 'the arrow key does not lead on');
    for (let steps = 0; (await focused()) !== 'sites/elsewhere' && steps < 6; steps++) await window.page.keyboard.press('ArrowRight');
    await window.page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'backupTargets/offsite');
  });
  for (const theme of ['Default Light Modern', 'Dark High Contrast', 'Light High Contrast', 'Default Dark Modern']) {
    await stop(`the map in ${theme}`, async () => {
      await window.theme(theme.replace('Default ', ''));
      await eventually('the theme on the map', async () => hasBox('backupTargets/offsite'));
    });
  }
  await stop('Enter shows the box in the manifest', async () => {
    const page = await map();
    await page.locator('[data-id="databases/db"]').focus();
    await window.page.keyboard.press('Enter');
    await window.page.waitForSelector('.editor-instance .monaco-editor.focused');
    await window.page.keyboard.insertText('typed');
    await eventually('the name that was selected', () => hasBox('databases/typed'));
  });
  await stop('the map is written as SVG', async () => {
    await window.command('DHIS2 Hosting: Export the Map as SVG');
    await eventually('the question for the place', async () =>
      /dhis2-hosting\.svg/.test(await window.page.locator('.quick-input-widget input').first().inputValue()),
    );
    await window.page.keyboard.press('Enter');
    await window.page.waitForSelector('.notification-list-item:has-text("The map was written to dhis2-hosting.svg")');
  });
  await stop('the planning sheet is a page with a calendar', async () => {
    await window.command('DHIS2 Hosting: Show the Planning Sheet');
    await eventually('the calendar', async () => {
      const page = await window.webPage('h1:has-text("Planning sheet: Ministry of Health")');
      return (await page?.locator('h2:has-text("Calendar")').count()) === 1;
    });
  });
}

/** @type {Parameters<typeof walkThrough>[2]} */
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

/** Where there can be a host: as root on Debian, with what the stage of the lab installs. */
async function walkWithLabHost() {
  const problem = labProblem();
  if (problem !== undefined) {
    console.log(`left out: the plan of a bare host: ${problem}`);
    return;
  }
  const host = await startLabHost();
  try {
    await walkThrough('plan', { workspace: host.workspace, height: 1000 }, walkToThePlan);
  } finally {
    await host.stop();
  }
}

/** @type {Parameters<typeof walkThrough>[2]} */
async function walkToThePlan(window, stop) {
  const page = () => window.webPage('h1:has-text("Provision the host: hmis-1")');
  await stop('the plan of a bare host is shown before anything is done', async () => {
    await window.openFile('', 'dhis2-hosting.yaml');
    await window.openContainer('DHIS2 Hosting');
    await window.treeRow('hmis-1');
    await window.command('DHIS2 Hosting: Provision');
    await eventually('the plan', async () => (await page()) !== undefined);
    await window.page.waitForSelector('.notification-list-item:has-text("Apply")');
  });
  await stop('each change has its diff', async () => {
    const shown = await page();
    assert.ok(shown, 'no plan');
    await shown.locator('h2:has-text("SSH server")').scrollIntoViewIfNeeded();
    assert.ok((await shown.locator('code.language-diff, code:has-text("PermitRootLogin")').count()) > 0);
    assert.doesNotMatch(await shown.locator('body').innerText(), /unknown/);
  });
}

/** @type {Parameters<typeof walkThrough>[2]} */
async function walkUntrusted(window, stop) {
  await stop('an untrusted workspace is checked all the same', async () => {
    await window.page.waitForSelector('.statusbar-item:has-text("Restricted Mode")');
    await window.openFile('hmis', 'dhis.conf');
    await eventually('squiggles', async () => (await window.squiggles().count()) >= 5);
  });
  await stop('no host can be reached from it (F18)', async () => {
    await window.openContainer('DHIS2 Hosting');
    await window.treeRow('hmis');
    const offered = (await window.offeredCommands('DHIS2 Hosting:')).join('\n');
    assert.doesNotMatch(offered, /Tail Tomcat Log/);
  });
}
