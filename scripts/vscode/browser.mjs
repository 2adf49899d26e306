// A headless Chromium that reaches this machine only.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../run-program.mjs';

const testPackage = fileURLToPath(new URL('../../test/vscode/package.json', import.meta.url));

export const chromiumPath = () =>
  process.env.CHROMIUM || findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');

/** Whether `npm ci` has run in test/vscode. */
export const isPlaywrightThere = () => existsSync(path.join(path.dirname(testPackage), 'node_modules/playwright-core'));

const chromiumArguments = [
  // Chromium's own sandbox does not start for root, and the page it shows is ours.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
];

// Views of web content, such as the preview of Markdown, get their files under an address that their service worker answers.
const ownAddress =
  /^(https?|wss?):\/\/(127\.0\.0\.1|localhost|[\w-]+\.localhost)[:/]|^https:\/\/[\w+-]+\.vscode-resource\.vscode-cdn\.net\/|^(data|blob|vscode-file|about):/;

/** @param {{ width?: number, height?: number, scale?: number, locale?: string }} [options] */
export async function openBrowser({ width = 1280, height = 800, scale = 1, locale = 'en-US' } = {}) {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('Chromium is not installed');
  const { chromium } = createRequire(testPackage)('playwright-core');
  const browser = await chromium.launch({ executablePath, headless: true, args: chromiumArguments });
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, locale });
  const page = await context.newPage();
  /** @type {string[]} */
  const outside = [];
  context.on('request', (/** @type {{ url(): string }} */ request) => {
    if (!ownAddress.test(request.url())) outside.push(request.url());
  });
  return { page, context, outside, close: () => browser.close() };
}
