/** Many files made by chance, asked for everything; shared by the test and by `npm run fuzz`. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { documentedRules as rules } from '@dhis2-hosting/server/documented';
import { type Case, exercise, type FuzzKind, limits, slowest, type Timings } from './exercise.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';

export type Slow = { readonly case: Case; readonly timings: Timings };
export type Broken = { readonly case: Case; readonly error: unknown };

export type Figures = {
  readonly files: number;
  readonly characters: number;
  /** Milliseconds of the slowest answer about each file, in order. */
  readonly times: Float64Array;
  /** Milliseconds of the findings of each file, in order. */
  readonly findingsTimes: Float64Array;
  /** Over the limit at the first try, which the collection of garbage can do. */
  readonly noisy: number;
  /** Over the limit at the best of ten tries: a machine with other work is slow for several in a row. */
  readonly slow: readonly Slow[];
  readonly broken: readonly Broken[];
};

const versions = ['', '2.35', '2.37.3', '2.39', '2.40.12', '2.41.2', '2.42.5', '2.43'];
const kinds: readonly FuzzKind[] = ['dhis-conf', 'hosting-manifest'];
const tries = 10;

/** Stops at the given number of mistakes: the first ones say enough. */
export function fuzz(files: number, seed: number, most = 10): Figures {
  const random = createRandom(seed);
  const texts = new Map(kinds.map((kind) => [kind, knownTexts(kind)]));
  const times = new Float64Array(files);
  const findingsTimes = new Float64Array(files);
  const slow: Slow[] = [];
  const broken: Broken[] = [];
  let noisy = 0;
  let characters = 0;
  let done = 0;
  for (; done < files && slow.length + broken.length < most; done++) {
    const kind = random.of(kinds);
    const known = texts.get(kind) ?? [];
    const before = mutate(known, random);
    // Most texts are an edit away from the one before.
    const text = mutate(random.below(4) === 0 ? known : [before], random);
    const one: Case = { kind, before, text, version: random.of(versions), place: random.below(text.length + 2) };
    characters += text.length;
    try {
      const first = exercise(one);
      times[done] = slowest(first);
      findingsTimes[done] = first.get('findings') ?? 0;
      if (slowest(first) <= limits[kind]) continue;
      noisy++;
      let best = first;
      for (let tried = 1; tried < tries && slowest(best) > limits[kind]; tried++) best = bestOf([best, exercise(one)]);
      if (slowest(best) > limits[kind]) slow.push({ case: one, timings: best });
    } catch (error) {
      broken.push({ case: one, error });
    }
  }
  const sorted = (samples: Float64Array) => samples.subarray(0, done).toSorted();
  return { files: done, characters, times: sorted(times), findingsTimes: sorted(findingsTimes), noisy, slow, broken };
}

/** The best time of each answer: a pause for the collection of garbage hits another one each time. */
function bestOf(runs: readonly Timings[]): Timings {
  const best = new Map<string, number>();
  for (const run of runs) for (const [what, time] of run) best.set(what, Math.min(time, best.get(what) ?? time));
  return best;
}

/** The samples of all rules for the kind of file, and every such file among the fixtures. */
export function knownTexts(kind: FuzzKind): readonly string[] {
  const samples = rules
    .filter(({ language }) => language === kind || (kind === 'dhis-conf' && language === 'every'))
    .flatMap(({ good, bad }) => [...good, ...bad].map(({ text }) => text));
  return [...samples, ...filesBelow(path.resolve(import.meta.dirname, '../../test/fixtures'), endings[kind])];
}

const endings: { readonly [K in FuzzKind]: string } = { 'dhis-conf': '.conf', 'hosting-manifest': 'dhis2-hosting.yaml' };

function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'));
}

export function describeCase({ kind, before, text, version, place }: Case): string {
  const shown = (whole: string) => JSON.stringify(whole.length > 3000 ? `${whole.slice(0, 3000)}... (${whole.length} characters)` : whole);
  return `${kind}, version ${version || 'newest'}, place ${place}, text ${shown(text)}, before it ${shown(before)}`;
}
