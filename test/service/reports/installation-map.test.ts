import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type InstallationMap, type Locale, type MapNode, mapSvg, render } from '@dhis2-hosting/server/service';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ministryPlan } from '../../../server/src/service/manifest/plan-samples.ts';
import { type Box, layOut } from '../../../server/src/service/reports/installation-map-layout.ts';
import { testService } from '../../support/service.ts';
import { assertWellFormed } from '../../support/xml-tags.ts';

const plan = `version: 1
organisation: { name: Ministry }
sites:
  - { name: capital, kind: government-data-centre, country: CM }
  - { name: abroad, kind: iaas, provider: Cloud }
hosts:
  - { name: machine, address: 192.0.2.1, site: capital, memory: 64 GiB, os: ubuntu-24.04 }
  - { name: web, address: 10.0.0.2, guestOf: machine, guestKind: lxd, memory: 8 GiB }
  - { name: lost, address: 192.0.2.9, jumpHost: machine }
databases:
  - { name: db, host: machine, postgresqlVersion: "16" }
proxies:
  - { name: front, host: machine, kind: nginx, serverNames: [hmis.example.org, www.example.org] }
instances:
  - { name: hmis, host: web, dhis2Version: "2.42", purpose: test, database: db, proxy: front, heap: 4 GiB }
  - { name: training, host: wep, proxy: front }
backupTargets:
  - { name: bucket, kind: ssh, site: abroad, address: backup.example.org, path: /srv }
backups:
  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", targets: [bucket] }
  - { name: weekly, instances: [hmis], schedule: "0 3 * * 0", targets: [bucket] }
`;

function mapOf(...texts: readonly string[]): InstallationMap {
  const documents = texts.map((text, i) => TextDocument.create(`file:///plan/${i}.dhis2-hosting.yaml`, 'yaml', 1, text));
  const [own] = documents;
  assert.ok(own);
  const map = testService({}, 'en', undefined, false, documents).installationMap(own);
  assert.ok(map);
  return map;
}

/** `kind name` with what is inside, indented. */
const tree = (nodes: readonly MapNode[], margin = ''): readonly string[] =>
  nodes.flatMap((node) => [
    `${margin}${node.kind} ${node.name}`.trimEnd() +
      (node.lines.length > 0 ? `: ${node.lines.map((line) => render(line, 'en')).join(' / ')}` : ''),
    ...tree(node.children, `${margin}  `),
  ]);

const all = (nodes: readonly MapNode[]): readonly MapNode[] => nodes.flatMap((node) => [node, ...all(node.children)]);

describe('the map of an installation', () => {
  test('holds places, machines, guests and what runs on them', () => {
    const { title, roots } = mapOf(plan);
    assert.equal(title, 'Ministry');
    assert.deepEqual(tree(roots), [
      'elsewhere',
      '  instance training',
      '  host lost: 192.0.2.9',
      'site capital: government data centre · CM',
      '  host machine: 192.0.2.1 / 64 GiB · ubuntu-24.04',
      '    proxy front: nginx · hmis.example.org +1',
      '    database db: PostgreSQL 16',
      '    host web: 10.0.0.2 / LXD container · 8 GiB',
      '      instance hmis: DHIS2 2.42 · for tests / 4 GiB',
      'site abroad: cloud (IaaS) · Cloud',
      '  target bucket: ssh · backup.example.org',
    ]);
  });

  test('has the ways between them, backups of one pair together', () => {
    const edges = mapOf(plan).edges.map(({ kind, from, to, names }) => [kind, from, to, ...names].join(' '));
    assert.deepEqual(edges, [
      'serves proxies/front instances/hmis',
      'stores instances/hmis databases/db',
      'serves proxies/front instances/training',
      'jumps hosts/machine hosts/lost',
      'backs-up instances/hmis backupTargets/bucket nightly weekly',
    ]);
  });

  test('counts errors and warnings on the item they stand in', () => {
    const nodes = all(mapOf(plan).roots);
    assert.equal(nodes.find(({ name }) => name === 'training')?.errors, 1);
    assert.equal(nodes.find(({ name }) => name === 'web')?.errors, 0);
  });

  test('follows names into other manifests, and keeps items of one name apart', () => {
    const map = mapOf(
      'version: 1\nhosts:\n  - { name: web, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: web, database: db }\n',
      'version: 1\nhosts:\n  - { name: web, address: 192.0.2.2 }\ndatabases:\n  - { name: db, host: web }\n',
    );
    assert.deepEqual(tree(map.roots), [
      'elsewhere',
      '  host web: 192.0.2.1',
      '    instance hmis',
      '  host web: 192.0.2.2',
      '    database db',
    ]);
    assert.equal(new Set(all(map.roots).map(({ id }) => id)).size, 5);
    assert.deepEqual(
      map.edges.map(({ from, to }) => `${from} ${to}`),
      ['instances/hmis databases/db'],
    );
  });

  test('shows what has a mistake, and is not lost in a circle of guests', () => {
    const map = mapOf(
      'version: 1\nhosts:\n  - { name: a, address: "two words", guestOf: b }\n  - { name: b, address: 192.0.2.2, guestOf: a }\n  - { name: c, address: 3, guestOf: c }\n',
    );
    assert.deepEqual(
      tree(map.roots).map((line) => line.trim().split(':')[0]),
      ['elsewhere', 'host a', 'host b', 'host c'],
    );
  });

  test('is there for manifests only', () => {
    assert.equal(testService().installationMap(TextDocument.create('file:///dhis.conf', 'dhis-conf', 1, '')), undefined);
    assert.deepEqual(mapOf('').roots, []);
  });
});

const inside = (box: Box, other: Box) =>
  box.x >= other.x && box.y >= other.y && box.x + box.width <= other.x + other.width && box.y + box.height <= other.y + other.height;
const apart = (box: Box, other: Box) =>
  box.x + box.width <= other.x || other.x + other.width <= box.x || box.y + box.height <= other.y || other.y + other.height <= box.y;

function assertSound(roots: readonly MapNode[]): void {
  const { boxes, width, height } = layOut({ roots });
  assert.equal(boxes.length, all(roots).length);
  for (const [i, box] of boxes.entries()) {
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, `${box.node.id} is off the sheet`);
    for (const other of boxes.slice(i + 1)) {
      const holds = all(box.node.children).includes(other.node);
      assert.ok(holds ? inside(other, box) : apart(box, other), `${box.node.id} and ${other.node.id}`);
    }
  }
}

describe('its layout', () => {
  test('puts no box over another', () => {
    for (const text of [plan, ministryPlan.en.replace(/<([^<>|]+)[^<>]*>/g, '$1')]) assertSound(mapOf(text).roots);
  });

  test('whatever is inside what', () => {
    const kinds = ['site', 'host', 'proxy', 'instance', 'database', 'service', 'target', 'elsewhere'] as const;
    const { node } = fc.letrec<{ node: MapNode }>((tie) => ({
      node: fc.record<MapNode>({
        kind: fc.constantFrom(...kinds),
        id: fc.uuid(),
        name: fc.string(),
        lines: fc.constant([]),
        place: fc.constant(undefined),
        errors: fc.nat(3),
        warnings: fc.nat(3),
        children: fc.oneof({ depthSize: 'small' }, fc.constant<readonly MapNode[]>([]), fc.array(tie('node'), { maxLength: 5 })),
      }),
    }));
    fc.assert(fc.property(fc.array(node, { maxLength: 5 }), assertSound), { numRuns: 100 });
  });
});

describe('its picture', () => {
  const svgOf = (text: string, locale: Locale = 'en', standalone = false) => mapSvg(mapOf(text), { locale, standalone });

  test('is well-formed, alone and in a page', () => {
    for (const standalone of [true, false]) {
      for (const text of ['', plan]) assertWellFormed(svgOf(text, 'en', standalone));
    }
  });

  test('says every box and its ways in words, in both languages', () => {
    assert.match(
      svgOf(plan),
      /aria-label="Instance hmis, DHIS2 2\.42 · for tests, 4 GiB, reached through front, keeps its data in db, backed up to bucket, no errors or warnings"/,
    );
    assert.match(
      svgOf(plan, 'fr'),
      /aria-label="Instance hmis, [^"]*, accessible par front, garde ses données dans db, sauvegardée vers bucket, ni erreur ni avertissement"/,
    );
    assert.match(svgOf(plan), /aria-label="Instance training, reached through front, errors: 1"/);
  });

  test('has nothing to press, no script and no style but its own in a file', () => {
    const [page, file] = [svgOf(plan), svgOf(plan, 'en', true)];
    assert.doesNotMatch(page, /<style|style="|<script|\bon\w+="|href/);
    assert.doesNotMatch(file, /tabindex|role="button"|style="|<script|\bon\w+="|href/);
    assert.match(file, /<style>[^<]*prefers-color-scheme:dark/);
  });

  test('text of the manifest is text, cut where the box ends', () => {
    const long = 'a-very-long-name-of-a-host-that-nobody-would-write-but-somebody-will';
    const svg = svgOf(
      `version: 1\norganisation: { name: "<script>&'\\"\\u0000\\ud800" }\nhosts:\n  - { name: ${long}, address: "</text><script>" }\n`,
    );
    assertWellFormed(svg);
    assert.doesNotMatch(svg, /<script/);
    assert.ok(svg.includes(`>${long.slice(0, 15)}`) && svg.includes('\u2026</text>'));
    assert.ok(svg.includes(`aria-label="Host ${long}`), 'the whole name for those who hear it');
  });

  test('of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        assertWellFormed(svgOf(`version: 1\nhosts:\n  - { name: ${JSON.stringify(name)}, address: ${JSON.stringify(name)} }\n`));
      }),
      { numRuns: 100 },
    );
  });

  test('of a thousand instances is made in bounded time', () => {
    const hosts = Array.from({ length: 200 }, (_, i) => `  - { name: h${i}, address: 192.0.2.1 }\n`).join('');
    const instances = Array.from({ length: 1000 }, (_, i) => `  - { name: i${i}, host: h${i % 200}, port: ${8000 + i} }\n`).join('');
    const start = performance.now();
    assertWellFormed(svgOf(`version: 1\nhosts:\n${hosts}instances:\n${instances}`));
    assert.ok(performance.now() - start < 5000);
  });
});
