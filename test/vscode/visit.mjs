// One visit of the real window with the packed extension, the sample workspace and the demo host behind it.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/bootstrap.mjs';
import { startDemo } from '../../scripts/demo.mjs';
import { openBrowser } from '../../scripts/vscode/browser.mjs';
import { fetchVscode } from '../../scripts/vscode/fetch-vscode.mjs';
import { startVscodeServer } from '../../scripts/vscode/server.mjs';
import { windowOf } from './window.mjs';

const vsix = path.join(root, 'dist/dhis2-hosting.vsix');
export const limitMs = 30_000;

/** Asks until the answer is right; the window changes without telling us. @param {string} what @param {() => Promise<boolean>} isSo */
export async function eventually(what, isSo) {
  const end = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(100);
  }
}

/** Undoes the steps, last first, whatever became of them. @param {readonly (() => Promise<void>)[]} steps */
async function undo(steps) {
  for (const step of [...steps].reverse()) await step().catch((/** @type {unknown} */ error) => console.error(error));
}

/**
 * @typedef {{ window: ReturnType<typeof windowOf>, open: () => Promise<void>, outside: readonly string[] }} Visit
 * @param {{ settings?: Record<string, unknown>, locale?: 'en' | 'fr', width?: number, height?: number, scale?: number, workspace?: string }} options without a folder, the sample with the demo host
 * @param {(visit: Visit) => Promise<void>} walk
 */
export async function visit({ settings = {}, locale = 'en', width = 1400, height = 900, scale = 1, workspace }, walk) {
  /** @type {(() => Promise<void>)[]} */
  const steps = [];
  try {
    const fetched = await fetchVscode(() => {});
    const demo = workspace === undefined ? await startDemo() : undefined;
    if (demo) steps.push(demo.stop);
    const server = await startVscodeServer({ fetched, vsix: [vsix], settings });
    steps.push(server.stop);
    const browser = await openBrowser({ width, height, scale });
    steps.push(browser.close);
    // VS Code takes its display language from here; the texts of VS Code itself would need a language pack, ours do not.
    if (locale !== 'en') await browser.page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${locale}'`);
    browser.page.setDefaultTimeout(limitMs);
    const window = windowOf(browser.page);
    await walk({ window, open: () => window.goto(server.page({ folder: workspace ?? demo?.workspace ?? '' })), outside: browser.outside });
  } finally {
    await undo(steps);
  }
}
