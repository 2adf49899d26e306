/** What hover and code lens say of a plan: sums, days, relations. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locale } from '@dhis2-hosting/server/service';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { MarkupContent } from 'vscode-languageserver-types';
import { cursor } from '../../support/markers.ts';
import { manifestDocument, testService } from '../../support/service.ts';

const plan = `version: 1
sites:
  - { name: capital, kind: basement, country: CM }
hosts:
  - { name: web-1, address: 192.0.2.1, site: capital, memory: 16 GiB, os: ubuntu-20.04 }
  - { name: guest, address: 10.0.0.2, guestOf: web-1, guestKind: lxd }
databases:
  - { name: db, host: web-1, postgresqlVersion: "13", maxConnections: 200, tuning: { recipe: values, memory: 6 GiB, workMem: 24 MiB } }
proxies:
  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org] }
instances:
  - { name: hmis, host: web-1, purpose: production, dhis2Version: "2.40", heap: 4 GiB, database: db, config: dhis.conf }
  - { name: training, host: guest, dhis2Version: "2.43", heap: 2 GiB, database: db }
  - { name: alone, host: web-1, purpose: production, proxy: front }
backups:
  - { name: nightly, instances: [hmis], rpo: 24 hours, schedule: "0 2 * * *" }
  - { name: weekly, instances: [training], rpo: 1 day, schedule: "0 3 * * 0", targets: [away] }
services:
  - { name: openhim, host: web-1, memory: 1 GiB }
backupTargets:
  - { name: away, kind: ssh, address: backup.example.org, path: /srv }
`;
const conf = 'connection.url = jdbc:postgresql://localhost/dhis2\nconnection.pool.max_size = 60\n';

function serviceFor(text: string, locale: Locale = 'en') {
  const document = manifestDocument(text);
  const companion = TextDocument.create('file:///plan/dhis.conf', 'dhis-conf', 1, conf);
  return { document, service: testService({}, locale, undefined, false, [document, companion]) };
}

/** What stands above the words of the schema. */
function facts(words: string, at: number, locale: Locale = 'en'): readonly string[] {
  const { text, offset } = cursor(plan.replace(words, `${words.slice(0, at)}|${words.slice(at)}`));
  const { document, service } = serviceFor(text, locale);
  const value = (service.hover(document, document.positionAt(offset))?.contents as MarkupContent | undefined)?.value ?? '';
  return value.includes('\n---\n') ? (value.split('\n---\n')[0]?.trim().split('\n') ?? []) : [];
}

describe('hover in a plan', () => {
  const memory = [
    '- 15 GiB of 16 GiB of memory planned, 1 GiB left',
    '- `hmis` 4 GiB × 1.25 = 5 GiB + database `db` 6 GiB + `openhim` 1 GiB + `training` 2 GiB × 1.25 = 2.5 GiB + system 512 MiB',
  ];
  const residents = [
    '- Instances: `hmis`, `alone`',
    '- Database servers: `db`',
    '- Proxies: `front`',
    '- Other systems: `openhim`',
    '- Guests: `guest`',
  ];
  const cases: readonly (readonly [what: string, words: string, at: number, facts: readonly string[]])[] = [
    [
      'a host: its memory, what is on it, its system',
      'name: web-1',
      8,
      [...memory, ...residents, '- Ubuntu 20.04 has got no security fixes since 2025-05-29 (18 months ago)'],
    ],
    [
      'a host where it is named',
      'proxies:\n  - { name: front, host: web-1',
      35,
      [...memory, ...residents, '- Ubuntu 20.04 has got no security fixes since 2025-05-29 (18 months ago)'],
    ],
    [
      'a database server: its connections',
      'name: db',
      7,
      [
        '- 140 of 200 connections may be opened',
        '- `hmis` 60 + `training` 80 (assumed)',
        '- One sort in each of 200 connections of `db`: 200 × 24 MiB = 4.7 GiB, which no sum of memory counts',
        '- PostgreSQL 13 has got no security fixes since 2025-11-13 (12 months ago)',
      ],
    ],
    [
      'an instance: its release and backups',
      'name: hmis',
      7,
      [
        '- DHIS2 2.40 has got no security fixes since 2026-05-05 (7 months ago)',
        '- Backed up by nightly every day at 02:00, RPO of 24 hours met',
      ],
    ],
    ['an instance without a backup', 'name: alone', 7, ['- No backup of the plan covers it']],
    [
      'a backup that runs too seldom',
      'name: weekly',
      7,
      ['- Runs on Sundays at 03:00; next: 2026-11-29 03:00, 2026-12-06 03:00, 2026-12-13 03:00', '- RPO of 1 day not met'],
    ],
    ['a proxy: what is behind it', 'name: front', 7, ['- Instances: `alone`']],
    ['a target: what goes there', 'name: away', 7, ['- Backups: `weekly`']],
    ['a site', 'name: capital', 7, ['- Hosts: `web-1`']],
    ['a release', '"2.43"', 2, ['- DHIS2 2.43 gets security fixes']],
    ['a version of PostgreSQL', '"13"', 2, ['- PostgreSQL 13 has got no security fixes since 2025-11-13 (12 months ago)']],
    ['a system', 'os: ubuntu', 5, ['- Ubuntu 20.04 has got no security fixes since 2025-05-29 (18 months ago)']],
    ['a size', 'heap: 4 GiB', 7, ['- That is 4.3 GB']],
    ['a schedule', '"0 2 * * *"', 2, ['- Runs every day at 02:00; next: 2026-11-23 02:00, 2026-11-24 02:00, 2026-11-25 02:00']],
    [
      'a kind of site',
      'kind: basement',
      8,
      ['- A room of your own: cheap to begin with, but power, cooling, fire, access and every skill are yours.'],
    ],
    ['nothing but words of the schema', 'kind: nginx', 8, []],
  ];
  for (const [what, words, at, expected] of cases) test(what, () => assert.deepEqual(facts(words, at), expected));

  test('of a kind of site in French, and all five beside', () => {
    assert.match(facts('kind: basement', 8, 'fr')[0] ?? '', /^- Un local à soi : /);
    const { text, offset } = cursor(plan.replace('kind: basement', 'kind: base|ment'));
    const { document, service } = serviceFor(text);
    const value = (service.hover(document, document.positionAt(offset))?.contents as MarkupContent | undefined)?.value ?? '';
    for (const kind of ['basement', 'government-data-centre', 'colocation', 'iaas', 'saas'])
      assert.ok(value.includes(`- \`${kind}\`: `), kind);
  });

  test('in French', () => {
    assert.deepEqual(facts('name: hmis', 7, 'fr'), [
      '- DHIS2 2.40 ne reçoit plus de correctifs de sécurité depuis le 2026-05-05 (il y a 7 mois)',
      '- Sauvegardée par nightly tous les jours à 02:00, RPO de 24 heures tenu',
    ]);
  });
});

describe('lines above items', () => {
  const lenses = (text: string, locale: Locale = 'en') => {
    const { document, service } = serviceFor(text, locale);
    return service.codeLenses(document).map(({ range, command }) => `${document.getText(range)}: ${command?.title}`);
  };

  test('say what the plan amounts to', () => {
    assert.deepEqual(lenses(plan), [
      'web-1: 15 GiB of 16 GiB of memory planned, 1 GiB left',
      'guest: 3 GiB of memory planned',
      'db: 140 of 200 connections may be opened',
      'hmis: DHIS2 2.40 has got no security fixes since 2026-05-05 (7 months ago)',
      'hmis: Backed up by nightly every day at 02:00, RPO of 24 hours met',
      'training: Backed up by weekly on Sundays at 03:00, RPO of 1 day not met',
      'alone: No backup',
    ]);
  });

  test('tell that another node of a cluster is backed up', () => {
    const nodes = [1, 2].map(
      (n) => `  - { name: n${n}, host: web-${n}, purpose: production, database: db, databaseName: hmis, proxy: front }`,
    );
    const cluster = [
      'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.1 }\n  - { name: web-2, address: 192.0.2.2 }',
      'databases:\n  - { name: db, host: web-1 }',
      'proxies:\n  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org] }',
      `instances:\n${nodes.join('\n')}`,
      'backups:\n  - { name: nightly, instances: [n1], schedule: "0 2 * * *" }\n',
    ].join('\n');
    assert.deepEqual(
      lenses(cluster).filter((line) => line.startsWith('n')),
      ['n1: Backed up by nightly every day at 02:00', 'n2: A backup of another node of its cluster covers the database'],
    );
  });

  test('tell what is not counted', () => {
    const open = plan.replace(', tuning: { recipe: values, memory: 6 GiB, workMem: 24 MiB }', '');
    assert.equal(lenses(open)[0], 'web-1: 9 GiB of 16 GiB of memory planned, 7 GiB left, not counted: `db`');
    assert.equal(lenses(open, 'fr')[0], 'web-1: 9 Gio sur 16 Gio de mémoire prévus, 7 Gio de reste, non compté : `db`');
  });

  test('tell what is too much', () => {
    assert.deepEqual(lenses(plan.replace('16 GiB', '8 GiB'), 'fr').slice(0, 1), [
      'web-1: 15 Gio de mémoire prévus sur 8 Gio : 7 Gio de trop',
    ]);
  });

  test('say nothing of a template or of items with a mistake', () => {
    assert.deepEqual(lenses('version: 1\nhosts:\n  - { name: "{{ name }}", address: 192.0.2.1 }\n'), []);
    assert.deepEqual(lenses('version: 1\ninstances:\n  - { name: hmis, host: 3, purpose: production }\n'), []);
  });
});
