/** The bundles stay small: they are read at every start of the editor. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { root } from '../support/imports.ts';

const kib = 1024;

/**
 * The catalogue of keys, the variables of inventories, the schemas of manifests and of `containers.json` with their validators, and the rules with their prose and samples, all of it in two languages, are what every server
 * carries to tell people; they are counted apart from code.
 */
const dataFile =
  /^server\/src\/service\/(?:generated\/(?:key-list|server-tools-variables|(?:hosting-manifest|tools-ng-containers)\.\w+)|rules\/[\w-]+)\.[jt]s$/;

// The variables of inventories are 66 KiB of data, and the rules about them as much.
const budgets: readonly { readonly bundle: string; readonly code: number; readonly data: number }[] = [
  // The answer to `initialize` waits for this one only.
  { bundle: 'dist/server.js', code: 240 * kib, data: 0 },
  // These three are read before a `dhis.conf` has its findings; each 40 KiB more are a millisecond.
  { bundle: 'dist/service.js', code: 48 * kib, data: 8 * kib },
  { bundle: 'dist/service-conf.js', code: 100 * kib, data: 200 * kib },
  { bundle: 'dist/service-keys.js', code: 2 * kib, data: 240 * kib },
  { bundle: 'dist/service-conf-features.js', code: 110 * kib, data: 0 },
  // And these before a manifest has: yaml is 125 KiB of them.
  { bundle: 'dist/service-manifests.js', code: 250 * kib, data: 210 * kib },
  { bundle: 'dist/service-manifest-schema.js', code: 2 * kib, data: 260 * kib },
  { bundle: 'dist/service-inventories.js', code: 190 * kib, data: 165 * kib },
  { bundle: 'dist/service-containers.js', code: 65 * kib, data: 80 * kib },
  // A `dhis.conf` in a folder with settings waits for it too.
  { bundle: 'dist/service-lint-settings.js', code: 140 * kib, data: 0 },
  // All rules, for whoever edits the settings of them.
  { bundle: 'dist/service-lint-settings-file.js', code: 250 * kib, data: 640 * kib },
  { bundle: 'dist/service-exchange.js', code: 195 * kib, data: 95 * kib },
  { bundle: 'dist/service-reports.js', code: 100 * kib, data: 0 },
  // It carries the pages of the rules too, for `explain` and the reports, what imports and exports, and planning sheets (30 KiB).
  { bundle: 'dist/cli.js', code: 590 * kib, data: 1300 * kib },
  // The extension reads the manifests of the workspace itself: yaml is 160 KiB of it, and the rules
  // on manifests tell what is wrong with one. What was found on hosts becomes a manifest here (15 KiB). Tree, page and live
  // findings of backups are 16 KiB, the dialogs of restores 8 KiB.
  { bundle: 'dist/extension.js', code: (563 + 160) * kib, data: 300 * kib },
  // Loaded with the first host that is reached: SSH is 400 KiB of it, the program that makes backups, sends them off site
  // and scrubs copies 80 KiB, looking at hosts that others made 40 KiB, judging and loading their dumps 38 KiB, starting
  // DHIS2 in a restore test 25 KiB, the rest are steps with their words in two languages.
  { bundle: 'dist/operations.js', code: 1100 * kib, data: 0 },
  { bundle: 'dist/operate.js', code: 40 * kib, data: 0 },
  { bundle: 'dist/map.js', code: 8 * kib, data: 0 },
  // The commands on hosts are named in it, though none can be given in a browser (30 KiB).
  { bundle: 'dist/web/extension.js', code: (505 + 160) * kib, data: 300 * kib },
  // Inventories are 60 KiB of it, and what is remembered of the items of a manifest 6 KiB.
  { bundle: 'dist/web/server.js', code: 710 * kib, data: 1100 * kib },
];

async function readMeta(): Promise<Metafile | undefined> {
  const text = await readFile(path.join(root, 'dist/meta.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Metafile);
}

describe('size of the bundles', async () => {
  const meta = await readMeta();
  const skip = meta === undefined && process.env['CI'] === undefined ? 'no dist/meta.json: run `npm run build` first' : false;
  for (const { bundle, code, data } of budgets) {
    test(bundle, { skip }, () => {
      const output = meta?.outputs[bundle];
      assert.ok(output, `${bundle} was not built: run \`npm run build\``);
      const inputs = Object.entries(output.inputs);
      const dataBytes = inputs.filter(([file]) => dataFile.test(file)).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
      const largest = inputs
        .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
        .slice(0, 5)
        .map(([file, { bytesInOutput }]) => `${file} ${Math.round(bytesInOutput / kib)}`);
      assert.ok(
        output.bytes - dataBytes <= code,
        `code is ${Math.round((output.bytes - dataBytes) / kib)} KiB; largest: ${largest.join(', ')}`,
      );
      assert.ok(dataBytes <= data, `data is ${Math.round(dataBytes / kib)} KiB`);
    });
    // One letter more, as the bundler leaves it in a regular expression, and V8 keeps and reads all of it in double width.
    test(`${bundle} is ASCII`, { skip }, async () => {
      const text = await readFile(path.join(root, bundle), 'utf8');
      assert.deepEqual(text.match(/.{0,30}[^\0-\x7f].{0,30}/g) ?? [], []);
    });
  }
});
