/** What the service may use of the machine that its server runs on. */
import { readFile, stat } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inventoryFiles } from '../node/inventory-files.ts';
import { localFile } from '../node/local-files.ts';
import { createTrackedFiles } from '../node/tracked-files.ts';
import type { Surroundings } from './serve.ts';

/** A file of settings is a thousandth of it. */
const mostBytes = 16 * 1024 * 1024;

// Of `node:fs/promises` Node would read a millisecond at each start.
const [readAsync, statAsync] = [promisify(readFile), promisify(stat)];

/** Whatever the reason, a file that cannot be read says nothing. */
async function readText(uri: string): Promise<string | undefined> {
  if (!uri.startsWith('file:')) return undefined;
  try {
    const file = fileURLToPath(uri);
    const stats = await statAsync(file);
    // Whatever a manifest names must not be a pipe that never ends.
    return stats.isFile() && stats.size <= mostBytes ? await readAsync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

export const machine: Surroundings = { readText, inventoryFiles, isTracked: createTrackedFiles(), localFile };
