/**
 * Steps as data: `steps/<step>/<case>.json` says what is known of a host and what is planned for it. Facts are the
 * lines that their scripts answered, or `@case` of `facts/`; what a case does not name is a bare Debian 12.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type HostingManifest, type Message, render } from '@dhis2-hosting/server/service';
import { makePlan, type PlannedStep } from '../../client/src/operations/plan.ts';
import { recipes } from '../../client/src/operations/recipes/recipes.ts';
import type { Change, Recipe, Step, Target } from '../../client/src/operations/step.ts';
import { type Answers, elsewhere, everyStep, factsOf, ofApache, overAcme, stepsOf, whole } from '../support/facts.ts';

type Case = {
  readonly manifest?: HostingManifest;
  readonly told?: Target['told'];
  readonly now?: number;
  /** To be brought back; seconds since 1970, as `now`. */
  readonly moment?: number;
  readonly set?: string;
  readonly dump?: Target['dump'];
  readonly facts: Answers;
  readonly plan: Expected;
};
type Expected = { readonly state: PlannedStep['state']; readonly change?: readonly string[] } & Readonly<Record<string, unknown>>;

const bare: HostingManifest = { version: 1 };

const nameOf = ({ id }: Step): string => id.replace(/:.*$/, '');
const isOfEveryHost = (name: string): boolean => stepsOf(bare).some((step) => nameOf(step) === name);

const here = path.join(path.dirname(fileURLToPath(import.meta.url)), 'steps');
const english = (messages: readonly Message[]): readonly string[] => messages.map((each) => render(each, 'en'));
const shown = (change: Change) =>
  change.kind === 'words'
    ? render(change.message, 'en')
    : { path: change.path, ...(change.before === undefined ? {} : { before: change.before }), after: change.after };

/** A plan as the cases write it: empty lists and the texts that all plans of a step share are left out. */
function written(step: PlannedStep): Readonly<Record<string, unknown>> {
  const notes = step.notes.length > 0 ? { notes: english(step.notes) } : {};
  switch (step.state) {
    case 'already-so':
      return { state: step.state, ...notes };
    case 'blocked':
      return { state: step.state, ...notes, problems: step.problems.map(({ why, todo }) => english([why, todo])) };
    case 'unknown':
      return { state: step.state, ...notes, unknown: step.unknown.map(({ fact, reason }) => [fact, reason]) };
    case 'will-change': {
      const restarts = step.restarts.length > 0 ? { restarts: step.restarts } : {};
      const affects = step.affects.length > 0 ? { affects: english(step.affects) } : {};
      const secrets = step.secrets === undefined ? {} : { secrets: step.secrets.map(({ credential, from }) => [credential, from]) };
      const sends = step.sends === undefined ? {} : { sends: step.sends };
      return {
        state: step.state,
        ...notes,
        changes: step.changes.map(shown),
        ...sends,
        ...secrets,
        ...restarts,
        ...affects,
        undo: step.undo,
      };
    }
  }
}

const alone = (step: Step): Recipe => ({ id: 'alone', title: step.title, steps: () => [step] });

describe('steps', () => {
  const steps = everyStep();
  const names = [...new Set(steps.map(nameOf))];

  test('each file is a step of a recipe', () => {
    const sources = path.resolve(here, '../../../client/src/operations/steps');
    const files = readdirSync(sources).flatMap((name) => (name.endsWith('.ts') ? [name.replace(/\.ts$/, '')] : []));
    assert.deepEqual(files.sort(), names.toSorted());
  });

  test('each says in both languages what it is for, and comes after those it needs', () => {
    for (const { title, why, after = [], id } of steps) {
      for (const text of [title, why]) assert.notEqual(text.en, text.fr);
      const unknown = after.filter((other) => !steps.some((step) => step.id === other));
      assert.deepEqual(unknown, [], id);
    }
    for (const manifest of [overAcme, ofApache, elsewhere]) {
      for (const recipe of recipes) {
        const order = recipe.steps({ manifest, host: 'app-1', now: 0, instance: 'hmis' });
        for (const [index, { id, after = [] }] of order.entries()) {
          const later = order.slice(index).map((step) => step.id);
          const late = after.filter((other) => later.includes(other));
          assert.deepEqual(late, [], `${recipe.id} ${id}`);
        }
      }
    }
  });

  for (const name of names) {
    describe(name, () => {
      const folder = path.join(here, name);
      const cases = existsSync(folder) ? readdirSync(folder).map((name) => name.replace(/\.json$/, '')) : [];

      test('has cases: nothing to do, and something', () => {
        const isAct = steps.some((step) => nameOf(step) === name && step.act);
        assert.equal(
          cases.some((each) => each.startsWith('noop')),
          !isAct,
        );
        assert.ok(cases.some((each) => !each.startsWith('noop')));
      });

      for (const entry of cases) {
        test(entry, () => {
          const read = JSON.parse(readFileSync(path.join(folder, `${entry}.json`), 'utf8')) as Case;
          const { manifest = isOfEveryHost(name) ? bare : whole, now = 1_795_934_872, moment, told, set, dump, facts, plan } = read;
          const step = stepsOf(manifest, moment === undefined ? undefined : moment * 1000).find((each) => nameOf(each) === name);
          assert.ok(step, 'the recipe has no such step for this manifest');
          const asked = {
            ...(told === undefined ? {} : { told }),
            ...(set === undefined ? {} : { set }),
            ...(dump === undefined ? {} : { dump }),
          };
          const target = { manifest, host: 'app-1', instance: 'hmis', now: now * 1000, ...asked };
          const prepared = makePlan(alone(step), target, factsOf(facts));
          const [planned] = prepared.plan.steps;
          assert.ok(planned);
          const { change = [], ...expected } = plan;
          assert.deepEqual(written(planned), expected);
          assert.equal(plan.state === 'already-so', entry.startsWith('noop'));
          const scripts = prepared.work.map((work) => work.change.text);
          assert.equal(scripts.length, plan.state === 'will-change' ? 1 : 0);
          for (const part of change) assert.ok(scripts[0]?.includes(part), `${part}\n${scripts[0]}`);
        });
      }
    });
  }
});
