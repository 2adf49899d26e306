/** Playbooks as values: what may be asked for, who comes first, and what Ansible's lines say. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makePlan } from '../../client/src/operations/plan.ts';
import { ansibleText } from '../../client/src/operations/playbook/ansible-line.ts';
import { callbackName } from '../../client/src/operations/playbook/callback-plugin.ts';
import { playbookRecipe } from '../../client/src/operations/playbook/recipe.ts';
import { readSpec, stagesOf } from '../../client/src/operations/playbook/spec.ts';
import { factsOf } from '../support/facts.ts';

const asked = { folder: '/opt/fleet/', playbook: 'site.yml' };

describe('a playbook', () => {
  test('is named by a folder and what is below it', () => {
    assert.deepEqual(readSpec(asked), {
      folder: '/opt/fleet',
      playbook: 'site.yml',
      inventory: 'inventory/hosts',
      user: 'root',
      first: undefined,
    });
    const refused = [
      { ...asked, folder: 'opt' },
      { ...asked, playbook: '/etc/shadow' },
      { ...asked, playbook: '../x.yml' },
      { ...asked, playbook: '--help' },
      { ...asked, inventory: 'a/../../b' },
      { ...asked, user: '-x' },
      { ...asked, first: 'all:!one' },
      {},
    ];
    for (const each of refused) assert.equal(readSpec(each), undefined, JSON.stringify(each));
  });

  const stages: readonly (readonly [hosts: readonly string[], first: string | undefined, stages: readonly (readonly string[])[]])[] = [
    [['a', 'b', 'c'], undefined, [['a'], ['b', 'c']]],
    [['a', 'b', 'c'], 'b', [['b'], ['a', 'c']]],
    [['127.0.0.1', 'a', 'b'], undefined, [['127.0.0.1', 'a'], ['b']]],
    [['localhost'], undefined, [['localhost']]],
    [['a'], undefined, [['a']]],
    [[], undefined, []],
  ];
  for (const [hosts, first, expected] of stages) {
    test(`takes ${expected[0]?.join(' and ') ?? 'nobody'} first of ${hosts.join(', ') || 'none'}`, () =>
      assert.deepEqual(stagesOf(hosts, first), expected));
  }

  const line = (members: object) => JSON.stringify({ [callbackName]: 1, ...members }).replace('":1', '": 1');
  const lines: readonly (readonly [line: string, english: string | null | undefined])[] = [
    [line({ event: 'task', name: 'Copy' }), 'Task: Copy'],
    [line({ event: 'changed', host: 'a', task: 'Copy' }), 'a: changed'],
    [line({ event: 'failed', host: 'a', task: 'Copy', text: 'no\u202e space' }), 'a: FAILED: no�space'],
    [line({ event: 'ok', host: 'a', task: 'Copy' }), null],
    [
      line({ event: 'recap', host: 'a', ok: 1, changed: 2, failed: 0, unreachable: 0, unknown: 3 }),
      'a: 1 ok, 2 changed, 0 failed, 0 unreachable, 3 not known',
    ],
    [line({ event: 'recap', host: 'a', ok: 'x' }), undefined],
    [line({ event: 'other', host: 'a' }), undefined],
    ['{"a":1}', undefined],
    ['plain', undefined],
  ];
  for (const [text, english] of lines) {
    test(`says ${text.slice(0, 60)}`, () => {
      const said = ansibleText(text, 'en');
      if (english?.includes('�')) assert.ok(said?.startsWith('a: FAILED: no') && !said.includes('\u202e'), said ?? '');
      else assert.equal(said, english);
    });
  }

  test('is planned for the first host and the rest, and blocked when it is not there', () => {
    const spec = readSpec(asked) ?? assert.fail();
    const id = 'ansible-project:/opt/fleet/site.yml';
    const target = { manifest: { version: 1 as const }, host: 'control', now: 0 };
    const answer = ['ansible\t2.14.18', 'commit\tabc', 'changed\t2', 'digest\t0123456789abcdef', 'host\tone', 'host\ttwo', ''];
    const { plan, work } = makePlan(playbookRecipe(spec, 'apply'), target, factsOf({ [id]: answer }));
    assert.deepEqual(
      plan.steps.map((step) => [step.id, step.state, step.risk]),
      [
        ['playbook-first', 'will-change', 'data'],
        ['playbook-rest', 'will-change', 'data'],
      ],
    );
    assert.ok(work.every(({ undo }) => undo === undefined));
    const alone = makePlan(playbookRecipe(spec, 'apply'), target, factsOf({ [id]: answer.filter((each) => each !== 'host\ttwo') }));
    assert.deepEqual(
      alone.plan.steps.map(({ state }) => state),
      ['will-change', 'already-so'],
    );
    for (const problem of ['no-ansible', 'no-folder', 'no-playbook', 'no-inventory', 'no-user', 'not-listed']) {
      const blocked = makePlan(playbookRecipe(spec, 'check'), target, factsOf({ [id]: [`problem\t${problem}`, ''] }));
      assert.equal(blocked.plan.steps[0]?.state, 'blocked', problem);
    }
    const unknown = makePlan(playbookRecipe(spec, 'check'), target, factsOf({ [id]: ['x'] }));
    assert.equal(unknown.plan.steps[0]?.state, 'unknown');
  });
});
