/** Plans as values: made of facts, shown, saved, compared. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { message } from '@dhis2-hosting/server/service';
import { defineFact } from '../../client/src/operations/fact.ts';
import { file } from '../../client/src/operations/facts/file.ts';
import { factsFor, isSettled, makePlan, planHash } from '../../client/src/operations/plan.ts';
import { comparePlans, readPlan, savePlan } from '../../client/src/operations/plan-file.ts';
import { planMarkdown, planText } from '../../client/src/operations/plan-text.ts';
import { prepareHost } from '../../client/src/operations/recipes/prepare-host.ts';
import { run } from '../../client/src/operations/script.ts';
import { defineStep, type Recipe, type StepPlan, type Target } from '../../client/src/operations/step.ts';
import { type Answers, factsOf } from '../support/facts.ts';

const target: Target = { manifest: { version: 1 }, host: 'app-1', now: 1_795_934_872_000 };
const planOf = (answers: Answers = {}, recipe: Recipe = prepareHost) => makePlan(recipe, target, factsOf(answers));
const same = (text: string) => ({ en: text, fr: text });

const path = '/etc/locale.conf';
function recipeOf(plan: StepPlan, after: readonly string[] = []): Recipe {
  const look = file(path);
  const base = { title: same('One `step`'), why: same('Because.'), controls: ['OS-01'], risk: 'lock-out' } as const;
  const steps = [
    defineStep({
      ...base,
      id: 'first',
      needs: () => ({ odd: defineFact({ id: 'odd', script: run('true'), parse: () => '' }) }),
      plan: () => plan,
    }),
    defineStep({ ...base, id: 'second', after, needs: () => ({ look }), plan: () => plan }),
  ];
  return { id: 'test', title: same('Test'), steps: () => steps };
}

const change: StepPlan = {
  state: 'will-change',
  changes: [
    { kind: 'file', path, before: 'a\n```\nold\n', after: 'a\n```\n\x1b[31mnew\n' },
    { kind: 'words', message: message(same('Sets `x` to {value}.'), { value: '[x](command:y)\n# <b>' }) },
  ],
  seconds: 5,
  change: run('true'),
  verify: run('true'),
};

describe('a plan', () => {
  test('asks for each fact that its steps need', () => {
    const ids = factsFor(prepareHost, target).map(({ id }) => id);
    for (const id of ['identity', 'os-release', 'apt-state', 'journal-settings', `file:${path}`]) assert.ok(ids.includes(id), id);
  });

  test('has a hash that changes with the host and not with the time', () => {
    const [one, later, other] = [
      planOf().plan,
      makePlan(prepareHost, { ...target, now: target.now + 1000 }, factsOf()).plan,
      planOf({ 'apt-state': ['indexed=1795934001', ''] }).plan,
    ];
    assert.notEqual(one.made, later.made);
    assert.equal(planHash(one), planHash(later));
    assert.notEqual(planHash(one), planHash(other));
  });

  test('does not hold the machine id, which is to be kept to oneself', () => {
    assert.ok(!savePlan(planOf().plan).includes('38be7bd541554122a37b41da20875357'));
  });

  test('holds no scripts: nobody runs what a file says', () => {
    const { plan, work } = planOf();
    assert.ok(work.length > 3);
    for (const { change: script } of work) assert.ok(!savePlan(plan).includes(JSON.stringify(script.text).slice(1, -1)));
  });

  test('does not insist on facts that drift', () => {
    const step = planOf().plan.steps.find(({ id }) => id === 'journal-storage');
    assert.deepEqual(Object.keys(step?.facts ?? {}).sort(), [
      'file:/etc/systemd/journald.conf.d/60-dhis2-hosting.conf',
      'journal-settings',
    ]);
  });

  test('says what is not known, and what has to wait for it', () => {
    const { plan, work } = planOf({}, recipeOf(change, ['first']));
    assert.deepEqual(
      plan.steps.map(({ state }) => state),
      ['unknown', 'blocked'],
    );
    assert.deepEqual(work, []);
    assert.match(planText(plan, 'en'), /Not known: odd \(the host did not answer\)[\s\S]*needs “One `step`” first/);
  });
});

describe('a saved plan', () => {
  const saved = readPlan(savePlan(planOf().plan));

  test('is the same as one that is made again', () => {
    assert.ok(saved);
    assert.deepEqual(comparePlans(saved, planOf().plan), []);
  });

  const differences: readonly (readonly [name: string, answers: Answers, expected: unknown])[] = [
    [
      'a fact',
      { 'apt-state': ['indexed=1795934001', ''] },
      ['preflight', 'package-health'].map((step) => ({ step, kind: 'facts', facts: ['apt-state'] })),
    ],
    ['what is to do', { 'run-directory': '@there' }, [{ step: 'run-directory', kind: 'state', facts: [] }]],
    [
      'how it is done',
      { disks: ['ext4 9999999999999 9999999999 999999 1310720 /', '--', 'rw /', ''] },
      [{ step: 'journal-storage', kind: 'scripts', facts: [] }],
    ],
  ];
  for (const [name, answers, expected] of differences) {
    test(`differs in ${name}`, () => {
      assert.ok(saved);
      assert.deepEqual(comparePlans(saved, planOf(answers).plan), expected);
    });
  }

  test('of another machine differs in every step', () => {
    assert.ok(saved);
    const other = planOf({ identity: ['machine=00000000000000000000000000000001', 'name=a', 'uid=0', 'login=root', ''] }).plan;
    assert.deepEqual(
      comparePlans(saved, other).map(({ kind }) => kind),
      other.steps.map(() => 'new'),
    );
  });

  test('of another recipe misses steps', () => {
    assert.ok(saved);
    const kinds = comparePlans(saved, planOf({}, recipeOf(change)).plan).map(({ kind }) => kind);
    assert.deepEqual([...new Set(kinds)], ['new', 'gone']);
  });

  for (const wrong of ['', '[]', '{"version":2,"steps":[]}', '{"version":1,"recipe":"a","host":"b","machine":"c","steps":[{"id":1}]}']) {
    test(`is not read from ${JSON.stringify(wrong)}`, () => assert.equal(readPlan(wrong), undefined));
  }
});

describe('a plan that is shown', () => {
  test('says at first how much is to do', () => {
    assert.match(planText(planOf().plan, 'en'), /^Prepare the host: app-1\n\n8 of 11 steps will change the host, in about \d+ s\.\n/);
    assert.match(planText(planOf().plan, 'fr'), /^Préparer l’hôte : app-1\n\n8 étapes sur 11 modifieront l’hôte/);
  });

  test('that has nothing to do says so', () => {
    const { plan } = planOf(
      {},
      { ...recipeOf({ state: 'already-so' }), steps: () => recipeOf({ state: 'already-so' }).steps(target).slice(1) },
    );
    assert.match(planText(plan, 'en'), /Nothing to do: all 1 steps are already so\./);
  });

  test('of what the manifest does not name says so, and that nothing is as it should be', () => {
    const { plan } = planOf({}, { ...prepareHost, steps: () => [] });
    assert.equal(isSettled(plan), false);
    for (const text of [planText(plan, 'en'), planMarkdown(plan, 'en')])
      assert.match(text, /The manifest names nothing on app-1 that this is about/);
    assert.doesNotMatch(planText(plan, 'en'), /already so/);
  });

  test('shows what comes from a host as it is, in a terminal and as Markdown', () => {
    const { plan } = planOf({}, recipeOf(change));
    const text = planText(plan, 'en');
    assert.ok(!text.includes('\x1b'));
    assert.match(text, /- Sets `x` to \[x\]\(command:y\)␊# <b>\.\n/);
    const markdown = planMarkdown(plan, 'en');
    assert.ok(markdown.includes('- Sets `x` to \\[x\\](command:y)␊\\# \\<b\\>.\n'), markdown);
    assert.ok(markdown.includes('````diff\n@@ -1,3 +1,3 @@\n a\n ```\n-old\n+␛[31mnew\n````'), markdown);
    assert.match(markdown, /unless a new connection confirms it/);
  });
});
