/**
 * The long fuzz run: `npm run fuzz -- 100000 [seed]`. The test runs the same with fewer files. The file
 * artifacts/fuzz.json holds what was found.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { limits, slowest } from './fuzz/exercise.ts';
import { describeCase, fuzz } from './fuzz/run-fuzz.ts';

const [files = '100000', seed = '20261123'] = process.argv.slice(2);
const start = performance.now();
const figures = fuzz(Number(files), Number(seed));
const seconds = (performance.now() - start) / 1000;

const shares = (times: Float64Array) => {
  const at = (share: number) => (times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? 0).toFixed(2);
  return `median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}, most ${at(1)}`;
};
console.log(`${figures.files} files, ${figures.characters} characters, seed ${seed}, ${seconds.toFixed(0)} s`);
console.log(`ms of the findings of a file: ${shares(figures.findingsTimes)}`);
console.log(`ms of the slowest answer about a file: ${shares(figures.times)}`);
console.log(
  `over ${limits['dhis-conf']} ms (manifests: ${limits['hosting-manifest']} ms) at the first try: ${figures.noisy}, at the best of ten: ${figures.slow.length}`,
);
console.log(`broken: ${figures.broken.length}`);

for (const { case: one, timings } of figures.slow) {
  const parts = [...timings].toSorted(([, a], [, b]) => b - a).slice(0, 4);
  console.log(
    `\n${slowest(timings).toFixed(1)} ms (${parts.map(([what, time]) => `${what} ${time.toFixed(1)}`).join(', ')})\n${describeCase(one)}`,
  );
}
for (const { case: one, error } of figures.broken) console.log(`\n${describeCase(one)}\n`, error);

const folder = path.resolve(import.meta.dirname, '../artifacts');
mkdirSync(folder, { recursive: true });
const found = [...figures.slow, ...figures.broken].map(({ case: one }) => one);
writeFileSync(path.join(folder, 'fuzz.json'), JSON.stringify(found, undefined, 2));
if (found.length > 0) process.exitCode = 1;
