/** What the service may use of the machine that its server runs on. */
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inventoryFiles } from '../node/inventory-files.ts';
import { localFile } from '../node/local-files.ts';
import { createTrackedFiles } from '../node/tracked-files.ts';
import type { Surroundings } from './serve.ts';

/** A file of settings is a thousandth of it. */
const mostBytes = 16 * 1024 * 1024;

/** Whatever the reason, a file that cannot be read says nothing. */
async function readText(uri: string): Promise<string | undefined> {
  if (!uri.startsWith('file:')) return undefined;
  try {
    const file = fileURLToPath(uri);
    const stats = await stat(file);
    // Whatever a manifest names must not be a pipe that never ends.
    return stats.isFile() && stats.size <= mostBytes ? await readFile(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

export const machine: Surroundings = { readText, inventoryFiles, isTracked: createTrackedFiles(), localFile };
