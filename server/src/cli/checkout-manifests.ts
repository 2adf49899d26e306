/**
 * The manifests of the checkout that a file lies in: those of one installation may stand in folders side by side, and a
 * hook before commits names only the files that change.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { kindOfFile, lintSettingsName } from '#service/index.ts';

/** A checkout with more folders, or a slower disk, is not looked through: half of a project would be worse than none. */
const mostFolders = 2000;
const patience = 2000;

/** By a folder. Nothing outside of a checkout, where files that are side by side need not belong together. */
export function createCheckoutManifests(now: () => number = Date.now): (folder: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (folder) => {
    const root = rootOf(folder);
    if (root === undefined) return [];
    const files = known.get(root) ?? manifestsBelow(root, now);
    known.set(root, files);
    return files;
  };
}

function rootOf(folder: string): string | undefined {
  if (['.git', lintSettingsName].some((name) => existsSync(path.join(folder, name)))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : rootOf(above);
}

function manifestsBelow(root: string, now: () => number): readonly string[] {
  const until = now() + patience;
  const folders = [root];
  const files: string[] = [];
  // The list grows while it is walked through.
  for (const folder of folders) {
    if (folders.length > mostFolders || now() > until) return [];
    const entries = entriesOf(folder);
    // A checkout in the checkout is another project.
    if (folder !== root && entries.some(({ name }) => name === '.git')) continue;
    for (const entry of entries) {
      if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) folders.push(path.join(folder, entry.name));
      else if (entry.isFile() && kindOfFile(entry.name) === 'hosting-manifest') files.push(path.join(folder, entry.name));
    }
  }
  return files.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
