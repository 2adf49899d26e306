/** The parts of the service: what one kind of document needs must not come with another. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { rules } from '@dhis2-hosting/server/documented';
import type { Metafile } from 'esbuild';
import { serviceFiles, serviceParts } from '../../server/src/service/parts.ts';
import { root } from '../support/imports.ts';

type Language = (typeof rules)[number]['language'];

/** Whose rules a file carries; the others carry none. */
const languages: { readonly [file: string]: readonly Language[] } = {
  'service.js': ['every'],
  'service-conf.js': ['dhis-conf'],
  'service-manifests.js': ['hosting-manifest'],
  'service-inventories.js': ['server-tools-inventory'],
  'service-containers.js': ['tools-ng-containers'],
  // Who edits the settings of rules is told what each of them is about.
  'service-lint-settings-file.js': [...new Set(rules.map(({ language }) => language))],
};

/** Tables that are a file of their own, which others read when they first ask them. */
const tables: { readonly [module: string]: string } = {
  'generated/key-list.ts': 'service-keys.js',
  'generated/hosting-manifest.schema.ts': 'service-manifest-schema.js',
  'generated/hosting-manifest.validate.js': 'service-manifest-schema.js',
};

const folder = 'server/src/service/';

async function readMeta(): Promise<Metafile | undefined> {
  const text = await readFile(path.join(root, 'dist/meta.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Metafile);
}

describe('parts of the service', async () => {
  const meta = await readMeta();
  const skip = meta === undefined && process.env['CI'] === undefined ? 'no dist/meta.json: run `npm run build` first' : false;
  const modulesOf = (file: string) =>
    Object.entries(meta?.outputs[`dist/${file}`]?.inputs ?? {}).flatMap(([input, { bytesInOutput }]) =>
      input.startsWith(folder) && bytesInOutput > 0 ? [input.slice(folder.length)] : [],
    );

  for (const file of serviceFiles) {
    test(`${file} carries the rules of its own documents`, { skip }, () => {
      const modules = modulesOf(file);
      assert.ok(modules.length > 0, `dist/${file} was not built: run \`npm run build\``);
      const carried = rules.filter(({ id }) => modules.includes(`rules/${id}.ts`));
      assert.deepEqual(
        carried.filter(({ language }) => languages[file]?.includes(language) !== true).map(({ id }) => id),
        [],
      );
      assert.equal(carried.length > 0, languages[file] !== undefined);
      assert.deepEqual(
        modules.filter((module) => (tables[module] ?? file) !== file),
        [],
      );
    });
  }

  for (const [file, modules] of Object.entries(serviceParts)) {
    test(`${file} exports functions only`, async () => {
      for (const module of modules) {
        const exported = (await import(path.join(root, folder, module))) as { readonly [name: string]: unknown };
        assert.ok(Object.keys(exported).length > 0);
        assert.deepEqual(
          Object.entries(exported).filter(([, value]) => typeof value !== 'function'),
          [],
          module,
        );
      }
    });
  }
});
