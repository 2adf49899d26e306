/**
 * All tests that need no editor and no hosts, in one process: a file a process would cost more than the tests. With
 * arguments, only the files whose path holds one of them; those of lab/ when an argument begins so.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const isOfLab = (name: string): boolean => name.startsWith('lab/');
const isWanted = (file: string): boolean => wanted.length === 0 || wanted.some((part) => file.includes(part));

const files = (await readdir(here, { recursive: true }))
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith('vscode/') && !file.includes('node_modules'))
  .filter((file) => (isOfLab(file) ? wanted.some((part) => isOfLab(part) && file.includes(part)) : isWanted(file)))
  .sort();

// All is written by then. Node 20 has been seen to go round for ever in its own clean-up of handles after the last test.
process.once('exit', () => process.exit());

if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(' ')}.`);
  process.exitCode = 1;
}
for (const file of files) await import(pathToFileURL(path.join(here, file)).href);
