/** The files of an inventory on the disk: `hosts`, and all of `group_vars` and `host_vars` beside it. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inventoryPath } from '#service/index.ts';

const varsFolders = ['group_vars', 'host_vars'];
/** Ansible goes down as far as there are folders; nobody has more, and a link may lead in circles. */
const deepest = 4;
/** Of an installation with hundreds of instances. */
const mostFiles = 2000;

/**
 * Addresses of the files that belong to the same inventory as this one, itself included when it is there. Also those of
 * the folder above, where the playbook is: Ansible reads variables there too.
 */
export function inventoryFiles(uri: string): readonly string[] {
  const folder = uri.startsWith('file:') ? inventoryFolder(uri) : undefined;
  if (folder === undefined) return [];
  const files: string[] = [];
  collect(folder, 0, files, (name) => inventoryPath(name) !== undefined);
  for (const name of varsFolders) {
    collect(path.join(folder, name), deepest, files, () => true);
    collect(path.join(folder, '..', name), deepest, files, () => true);
  }
  return files.map((file) => pathToFileURL(file).href).filter((address) => inventoryPath(address) !== undefined);
}

function inventoryFolder(uri: string): string | undefined {
  try {
    const file = fileURLToPath(uri).replaceAll('\\', '/');
    return inventoryPath(file)?.folder;
  } catch {
    return undefined;
  }
}

function collect(folder: string, depth: number, into: string[], isWanted: (name: string) => boolean): void {
  for (const name of namesIn(folder)) {
    if (into.length >= mostFiles) return;
    const full = path.join(folder, name);
    const kind = kindOf(full);
    if (kind === 'folder' && depth > 0) collect(full, depth - 1, into, isWanted);
    if (kind === 'file' && isWanted(name)) into.push(full);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A link counts as what it leads to. */
function kindOf(file: string): 'file' | 'folder' | undefined {
  try {
    const stats = statSync(file);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : undefined;
  } catch {
    return undefined;
  }
}
