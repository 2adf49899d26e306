/** Runs as the editor shows them, and what of the manifests a plan is made from. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { locales } from '@dhis2-hosting/server/service';
import type { ListedRun } from '../../client/src/operations/index.ts';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { installationOf } from '../../client/src/vscode/runs/installation.ts';
import { createRunStates } from '../../client/src/vscode/runs/run-states.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { sayIn } from '../../client/src/vscode/texts.ts';
import { childrenOf, placeOf, viewOf } from '../../client/src/vscode/views/host-nodes.ts';

const manifest = (label: string, ...hosts: readonly string[]) => ({
  uri: `file:///w/${label}`,
  label,
  text: `version: 1\nhosts:\n${hosts.map((name) => `  - { name: ${name}, address: ${name}.example.org }\n`).join('')}`,
});

const run = (index: number, state: ListedRun['state']): ListedRun => ({
  id: `20261129T08300${index % 10}Z-0000000${index % 10}`,
  head: {
    id: '20261129T083000Z-00000000',
    owner: 'ann@laptop',
    reason: 'why',
    recipe: 'provision',
    title: { en: 'Provision the host', fr: 'Mettre l’hôte en service' },
    plan: '',
    host: 'app',
    instances: [],
    made: '2026-11-29T08:30:00.000Z',
  },
  state,
});

describe('runs in the tree', () => {
  const inventory = readInventory([manifest('dhis2-hosting.yaml', 'app')]);
  const [host] = childrenOf(inventory, createRunStates(), undefined);
  const words = (locale: 'en' | 'fr') => ({ locale, say: sayIn(locale), render: () => '' });

  test('are there once the host was asked, under it and newest first', () => {
    const runs = createRunStates();
    let told = 0;
    runs.onChange(() => told++);
    assert.deepEqual(childrenOf(inventory, runs, host), []);
    runs.set('app', []);
    assert.deepEqual(childrenOf(inventory, runs, host), []);
    runs.set('app', [run(2, 'running'), run(1, { outcome: 'stuck', why: '', steps: [] })]);
    assert.equal(told, 2);
    const [node] = childrenOf(inventory, runs, host);
    assert.ok(node);
    assert.equal(viewOf(node, createSessionStates(), words('en')).contextValue, 'runs');
    assert.deepEqual(
      childrenOf(inventory, runs, node)
        .map((child) => viewOf(child, createSessionStates(), words('en')))
        .map((view) => [view.label, view.description, view.contextValue]),
      [
        ['Provision the host', 'under way · ann@laptop · 2026-11-29', 'run.running'],
        ['Provision the host', 'stuck · ann@laptop · 2026-11-29', 'run.stuck'],
      ],
    );
    assert.deepEqual(placeOf(node), inventory.hosts[0]?.place);
  });

  test('are at most ten, and each state reads otherwise in both languages', () => {
    const runs = createRunStates();
    const states: readonly ListedRun['state'][] = [
      'running',
      'not-understood',
      ...(['done', 'nothing-to-do', 'undone', 'interrupted', 'stuck'] as const).map(
        (outcome) => ({ outcome, why: '', steps: [] }) as const,
      ),
    ];
    runs.set('app', [...states.map((state, index) => run(index, state)), ...states.map((state, index) => run(index, state))]);
    const [node] = childrenOf(inventory, runs, host);
    const children = childrenOf(inventory, runs, node);
    assert.equal(children.length, 10);
    const said = locales.flatMap((locale) =>
      children.slice(0, 7).map((child) => viewOf(child, createSessionStates(), words(locale)).description),
    );
    assert.equal(new Set(said).size, 14);
  });

  test('of another version are there too', () => {
    const runs = createRunStates();
    runs.set('app', [{ ...run(1, 'not-understood'), head: undefined }]);
    const [node] = childrenOf(inventory, runs, host);
    const [child] = childrenOf(inventory, runs, node);
    assert.ok(child);
    assert.equal(viewOf(child, createSessionStates(), words('en')).label, 'Written by another version');
  });
});

describe('the installation that a host is planned for', () => {
  const hostOf = (sources: Parameters<typeof readInventory>[0]) => {
    const [host] = readInventory(sources).hosts;
    assert.ok(host);
    return host;
  };
  const names = (sources: Parameters<typeof readInventory>[0]) => installationOf(hostOf(sources), sources)?.hosts?.map(({ name }) => name);

  test('is all manifests together', () => {
    assert.deepEqual(names([manifest('a.dhis2-hosting.yaml', 'app'), manifest('b.dhis2-hosting.yaml', 'db')]), ['app', 'db']);
  });

  test('is its own manifest where another one has a host of that name', () => {
    assert.deepEqual(names([manifest('a.dhis2-hosting.yaml', 'app'), manifest('b.dhis2-hosting.yaml', 'app', 'db')]), ['app']);
  });

  test('is not known while one of them is broken or unreadable', () => {
    const good = manifest('a.dhis2-hosting.yaml', 'app');
    assert.equal(names([good, { ...manifest('b.dhis2-hosting.yaml'), text: 'version: 1\nhosts: 7\n' }]), undefined);
    assert.equal(names([good, { uri: 'file:///w/c', label: 'c', failure: 'unavailable' }]), undefined);
  });
});
