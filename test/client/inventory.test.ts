import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { locales, render } from '@dhis2-hosting/server/service';
import { manifestSample } from '../../client/src/vscode/commands/manifest-sample.ts';
import { readInventory } from '../../client/src/vscode/inventory/inventory.ts';
import { createRunStates } from '../../client/src/vscode/runs/run-states.ts';
import { createSessionStates } from '../../client/src/vscode/sessions/session-states.ts';
import { sayIn } from '../../client/src/vscode/texts.ts';
import { childrenOf, type HostsNode, type NodeView, placeOf, viewOf } from '../../client/src/vscode/views/host-nodes.ts';

const manifest = (hosts: string, instances = '') => `version: 1\nhosts:\n${hosts}${instances === '' ? '' : `instances:\n${instances}`}`;
const source = (text: string, label = 'dhis2-hosting.yaml') => ({ uri: `file:///w/${label}`, label, text });
const words = { locale: 'en' as const, say: sayIn('en'), render: (problem: Parameters<typeof render>[0]) => render(problem, 'en') };
const onlyNode = (nodes: readonly HostsNode[]): HostsNode => {
  const [node] = nodes;
  assert.ok(node !== undefined && nodes.length === 1, `one node, not ${nodes.length}`);
  return node;
};
const see = (node: HostsNode, states = createSessionStates()): NodeView => viewOf(node, states, words);

const whole = manifest(
  '  - { name: web-1, address: dhis.example.org, port: 822, user: admin, jumpHost: bastion }\n  - { name: bastion, address: 192.0.2.1 }\n',
  '  - { name: hmis, host: web-1, dhis2Version: "2.41", log: { unit: tomcat9 } }\n  - { name: training, host: web-1 }\n',
);

describe('the inventory of a workspace', () => {
  test('has hosts with their instances and the place of each name', () => {
    const { hosts, notes } = readInventory([source(whole)]);
    assert.deepEqual(notes, []);
    assert.deepEqual(
      hosts.map(({ id, instances }) => [id, instances.map((entry) => entry.id)]),
      [
        ['web-1', ['web-1/hmis', 'web-1/training']],
        ['bastion', []],
      ],
    );
    for (const { place, host } of hosts) assert.equal(whole.slice(place.span.start, place.span.end), host.name);
    assert.deepEqual(
      hosts.flatMap(({ instances }) => instances).map(({ log }) => log),
      [{ kind: 'unit', unit: 'tomcat9' }, undefined],
    );
  });

  test('keeps hosts of one name in two manifests apart, also on the way through jump hosts', () => {
    const other = manifest(
      '  - { name: web-1, address: other.example.org, jumpHost: bastion }\n  - { name: bastion, address: 192.0.2.9 }\n',
    );
    const { hosts } = readInventory([source(whole, 'a/dhis2-hosting.yaml'), source(other, 'b/dhis2-hosting.yaml')]);
    assert.equal(new Set(hosts.map(({ id }) => id)).size, 4);
    const second = hosts.find(({ place, host }) => place.uri.endsWith('b/dhis2-hosting.yaml') && host.name === 'web-1');
    assert.equal(second?.id, 'web-1 (b/dhis2-hosting.yaml)');
    const itself = second?.neighbours.find(({ name }) => name === second.id);
    assert.equal(itself?.address, 'other.example.org');
    assert.equal(second?.neighbours.find(({ name }) => name === itself?.jumpHost)?.address, '192.0.2.9');
  });

  test('puts an instance on a host of another manifest', () => {
    const hosts = manifest('  - { name: web-1, address: dhis.example.org, jumpHost: bastion }\n');
    const bastion = manifest('  - { name: bastion, address: 192.0.2.1 }\n');
    const instances = 'version: 1\ninstances:\n  - { name: hmis, host: web-1 }\n';
    const again = `${instances}  - { name: training, host: web-1 }\n`;
    const inventory = readInventory([
      source(hosts, 'a.dhis2-hosting.yaml'),
      source(bastion, 'b.dhis2-hosting.yaml'),
      source(instances, 'c.dhis2-hosting.yaml'),
      source(again, 'd.dhis2-hosting.yaml'),
    ]);
    const [web] = inventory.hosts;
    assert.deepEqual(
      web?.instances.map(({ id, place }) => [id, place.uri]),
      [
        ['web-1/hmis (c.dhis2-hosting.yaml)', 'file:///w/c.dhis2-hosting.yaml'],
        ['web-1/hmis (d.dhis2-hosting.yaml)', 'file:///w/d.dhis2-hosting.yaml'],
        ['web-1/training', 'file:///w/d.dhis2-hosting.yaml'],
      ],
    );
    assert.equal(web?.neighbours.find(({ name }) => name === web.host.jumpHost)?.address, '192.0.2.1');
    assert.deepEqual(
      inventory.notes.map(({ kind }) => kind),
      ['empty', 'empty'],
    );
  });

  test('shows a broken manifest with the line of its problem, and what is sound in it', () => {
    const broken = manifest('  - { name: web-1, address: dhis.example.org }\n  - { name: web-2, address: "two words" }\n');
    const { hosts, notes } = readInventory([source(broken)]);
    assert.deepEqual(
      hosts.map(({ id }) => id),
      ['web-1'],
    );
    const [note] = notes;
    assert.equal(note?.kind, 'problem');
    assert.equal(note?.kind === 'problem' ? note.line : undefined, 4);
    assert.equal(note === undefined ? '' : broken.slice(note.place.span.start, note.place.span.end), '"two words"');
  });

  test('never throws, whatever the text', () => {
    for (const text of ['', '\u0000', '- - -', '{{ x }}', 'version: 1\nhosts: 7', '&a [*a]', 'hosts: [{name: 1}]'])
      readInventory([source(text)]);
  });

  test('says why a file could not be read', () => {
    const { notes } = readInventory([{ uri: 'file:///w/x', label: 'x', failure: 'not-allowed' }]);
    assert.deepEqual(
      notes.map(({ kind }) => kind),
      ['unreadable'],
    );
  });

  test('a manifest that cannot be read says what to do, in both languages', () => {
    const told = (['too-large', 'not-allowed', 'unavailable'] as const).flatMap((failure) => {
      const inventory = readInventory([{ uri: 'file:///w/x', label: 'x', failure }]);
      const node = onlyNode(childrenOf(inventory, createRunStates(), undefined));
      return locales.map((locale) => viewOf(node, createSessionStates(), { ...words, say: sayIn(locale) }).description);
    });
    assert.equal(new Set(told).size, 6);
    for (const text of told) assert.match(text, /: move|: déplacez|\. Check|\. Vérifiez/);
  });

  for (const locale of locales) {
    test(`the sample manifest (${locale}) has no problem and one log to follow`, () => {
      const { hosts, notes } = readInventory([source(manifestSample[locale])]);
      assert.deepEqual(notes, []);
      assert.deepEqual(
        hosts.flatMap(({ instances }) => instances).map(({ id, log }) => [id, log]),
        [['web-1/hmis', { kind: 'unit', unit: 'tomcat9' }]],
      );
    });
  }
});

describe('the tree of hosts', () => {
  const inventory = readInventory([source(whole)]);
  const [web, bastion] = childrenOf(inventory, createRunStates(), undefined);
  assert.ok(web !== undefined && bastion !== undefined);
  const [hmis, training] = childrenOf(inventory, createRunStates(), web);
  assert.ok(hmis !== undefined && training !== undefined);
  const log = onlyNode(childrenOf(inventory, createRunStates(), hmis));

  test('is host, instance, log', () => {
    assert.deepEqual(
      [web, hmis, log].map((node) => see(node).label),
      ['web-1', 'hmis', 'Tomcat log'],
    );
    assert.deepEqual(childrenOf(inventory, createRunStates(), log), []);
  });

  test('an instance without a log offers none', () => {
    assert.deepEqual(childrenOf(inventory, createRunStates(), training), []);
    assert.equal(see(training).contextValue, 'instance.withoutLog');
  });

  test('tells address, user, way and version', () => {
    const tip = new Map(see(web).tooltip);
    assert.equal(tip.get('Address'), 'dhis.example.org, port 822');
    assert.equal(tip.get('User'), 'admin');
    assert.equal(tip.get('Through'), 'bastion');
    assert.equal(new Map(see(hmis).tooltip).get('DHIS2 version'), '2.41');
    assert.equal(see(hmis).description, 'DHIS2 2.41');
  });

  test('shows each state of a host, and why it failed', () => {
    const states = createSessionStates();
    assert.deepEqual([see(web, states).contextValue, see(web, states).description], ['host.offline', 'dhis.example.org']);
    for (const kind of ['connecting', 'connected'] as const) {
      states.setHost('web-1', { kind });
      assert.deepEqual([see(web, states).contextValue, see(web, states).description], [`host.${kind}`, `dhis.example.org · ${kind}`]);
    }
    states.setHost('web-1', { kind: 'failed', reason: 'no route' });
    assert.equal(see(web, states).description, 'dhis.example.org · failed');
    assert.equal(new Map(see(web, states).tooltip).get('State'), 'failed: no route');
    assert.equal(see(bastion, states).contextValue, 'host.offline');
  });

  test('shows the state of a log on the log and on its instance', () => {
    const states = createSessionStates();
    states.setLog('web-1/hmis', { kind: 'live' });
    assert.deepEqual([see(log, states).contextValue, see(hmis, states).contextValue], ['log.live', 'instance.live']);
    assert.equal(see(hmis, states).description, 'DHIS2 2.41 · live');
    assert.deepEqual(states.followed(), ['web-1/hmis']);
  });

  test('every node has an id of its own and a place in the manifest', () => {
    const all: HostsNode[] = [];
    const walk = (node: HostsNode | undefined) => {
      for (const child of childrenOf(inventory, createRunStates(), node)) {
        all.push(child);
        walk(child);
      }
    };
    walk(undefined);
    assert.equal(all.length, 5);
    assert.equal(new Set(all.map((node) => see(node).id)).size, all.length);
    for (const node of all) assert.notEqual(placeOf(node).span.end, 0);
  });

  test('a manifest that names no host is not an empty tree', () => {
    const node = onlyNode(childrenOf(readInventory([source('version: 1\n')]), createRunStates(), undefined));
    assert.equal(see(node).contextValue, 'manifest.empty');
  });
});
