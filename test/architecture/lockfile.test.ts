/** What `npm ci` reads: no address of a registry, and every platform's binaries. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/imports.ts';

type Entry = {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly integrity?: string;
  readonly optionalDependencies?: { readonly [name: string]: string };
};
type Manifest = {
  readonly dependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
};

const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(root, name), 'utf8'));
const { packages } = (await read('package-lock.json')) as { readonly packages: { readonly [place: string]: Entry } };
const manifest = (await read('package.json')) as Manifest;
const installed = Object.entries(packages).filter(([place, { link }]) => place.includes('node_modules/') && link !== true);

describe('package-lock.json', () => {
  test('holds no address, so that it installs from any registry', () => {
    const named = installed.filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(
      named.map(([place]) => place),
      [],
    );
  });

  test('pins every package by its digest', () => {
    assert.ok(installed.length > 100);
    assert.deepEqual(
      installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place),
      [],
    );
  });

  test('has the exact versions of the manifest', () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, `${name} is not pinned`);
      assert.equal(packages[`node_modules/${name}`]?.version, version, name);
    }
  });

  // `npm install` leaves out what the registry lacks without a word; `npm ci` then refuses the lock file elsewhere.
  test('has the binaries of every platform that a tool names', () => {
    const missing = installed.flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => packages[`node_modules/${name}`] === undefined && packages[`${place}/node_modules/${name}`] === undefined)
        .map((name) => `${place} wants ${name}`),
    );
    assert.deepEqual(missing, []);
  });
});
