/** A host as it was found, in the tree of hosts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locales, render } from '@dhis2-hosting/server/service';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { createRunStates } from '../../client/src/vscode/runs/run-states.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { sayIn } from '../../client/src/vscode/texts.ts';
import { childrenOf, type NodeView, placeOf, viewOf } from '../../client/src/vscode/views/host-nodes.ts';

const text = 'version: 1\nhosts:\n  - { name: app, address: a }\n';
const inventory = readInventory([{ uri: 'file:///w/dhis2-hosting.yaml', label: 'dhis2-hosting.yaml', text }]);

test('a host that was looked at shows its instances and what differs; one that was not shows nothing', () => {
  const states = createRunStates();
  const [host] = childrenOf(inventory, states, undefined);
  assert.deepEqual(childrenOf(inventory, states, host), []);
  let changes = 0;
  states.onChange(() => changes++);
  const drift = [
    { about: 'hmis', isUnknown: false, text: 'other version' },
    { about: 'app', isUnknown: true, text: 'not known' },
  ];
  const one = { name: 'hmis', place: 'app', version: '2.42.4', running: true, drift: drift.slice(0, 1) };
  states.setFound('app', { instances: [one, { ...one, name: 'old', version: undefined, running: false, drift: [] }], drift });
  assert.equal(changes, 1);
  const [node] = childrenOf(inventory, states, host);
  assert.ok(node);
  for (const locale of locales) {
    const words = { say: sayIn(locale), locale, render: (message: Parameters<typeof render>[0]) => render(message, locale) };
    const views: readonly NodeView[] = [node, ...childrenOf(inventory, states, node)].map((each) =>
      viewOf(each, createSessionStates(), words),
    );
    assert.deepEqual(
      views.map(({ description }) => description),
      locale === 'en'
        ? ['1 difference · 1 not known', 'DHIS2 2.42.4 · runs · 1 difference', 'version not known · does not run']
        : ['1 écart · 1 inconnu', 'DHIS2 2.42.4 · en marche · 1 écart', 'version inconnue · à l’arrêt'],
    );
    assert.deepEqual(
      views.map(({ icon, isLeaf, click }) => [icon, isLeaf, click]),
      [
        ['warning', false, 'dhis2Hosting.adoptHost'],
        ['warning', true, 'dhis2Hosting.adoptHost'],
        ['server-process', true, 'dhis2Hosting.adoptHost'],
      ],
    );
  }
  assert.equal(placeOf(node).uri, 'file:///w/dhis2-hosting.yaml');
  states.setFound('app', { instances: [], drift: [] });
  const [fine] = childrenOf(inventory, states, host);
  assert.ok(fine);
  const words = { say: sayIn('en'), locale: 'en' as const, render: (message: Parameters<typeof render>[0]) => render(message, 'en') };
  assert.deepEqual(
    [viewOf(fine, createSessionStates(), words).description, viewOf(fine, createSessionStates(), words).isLeaf],
    ['as the manifest says', true],
  );
});
