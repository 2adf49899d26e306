/** Everything that can be said without running the product: `npm run check`. With a path, the counts go there as JSON. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The program of an npm package, started by this Node: on Windows the links in .bin cannot be. */
function programOf(packageName: string, bin: string): string {
  // By path: a package need not export its package.json.
  const folder = path.join(root, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin];
  if (file === undefined) throw new Error(`${packageName} has no program ${bin}`);
  return path.join(folder, file);
}

const checks: readonly { readonly name: string; readonly words: readonly string[] }[] = [
  { name: 'format and lint', words: [programOf('@biomejs/biome', 'biome'), 'ci', '--error-on-warnings', '--colors=off'] },
  { name: 'types', words: [programOf('typescript', 'tsc'), '-b'] },
  { name: 'unused code', words: [programOf('knip', 'knip'), '--no-progress'] },
  { name: 'code that only tests use', words: [programOf('knip', 'knip'), '--no-progress', '--production'] },
  { name: 'generated files', words: ['--import', 'tsx', 'scripts/generate.ts', '--check'] },
];

const results = checks.map(({ name, words }) => {
  const start = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
  const isFine = status === 0;
  console.log(`${isFine ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (!isFine) console.log(`${stdout}${stderr}`);
  return isFine ? { name, state: 'passed' } : { name, state: 'failed', error: `${stdout}${stderr}` };
});

const failed = results.filter(({ state }) => state === 'failed');
if (failed.length > 0) {
  console.log(`check failed: ${failed.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
const [resultFile] = process.argv.slice(2);
if (resultFile !== undefined) {
  const counts = { passed: results.length - failed.length, failed: failed.length, skipped: 0, results };
  writeFileSync(resultFile, JSON.stringify(counts));
}
