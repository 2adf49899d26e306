/** What was found on a host, as values: containers of dhis2-server-tools, a draft of a manifest, what differs and what nobody knows. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { draftManifest, type HostingManifest, locales, readManifest } from '@dhis2-hosting/server/service';
import { draftOf } from '../../client/src/operations/adopt/draft.ts';
import { driftOf, newestOf } from '../../client/src/operations/adopt/drift.ts';
import type { Found, FoundGuest, FoundMachine } from '../../client/src/operations/adopt/found.ts';
import { heapBytes, placesOf, readAddress } from '../../client/src/operations/adopt/instances.ts';
import { foundMarkdown } from '../../client/src/operations/adopt/report.ts';
import type { FoundTomcat } from '../../client/src/operations/facts/found-tomcats.ts';

const draftText = (found: Found, manifest: HostingManifest): string => {
  const { draft, comments } = draftOf(found, manifest);
  return draftManifest(draft, comments).files[0]?.text ?? '';
};
const known = <T>(value: T) => ({ known: true, value }) as const;

const nothing: FoundMachine = {
  os: known({ id: 'ubuntu', version: '24.04', codename: 'noble', name: 'Ubuntu 24.04.1 LTS', architecture: 'amd64' }),
  tools: known([]),
  tomcats: known([]),
  postgres: known({ servers: [], clusters: [] }),
  databases: known([]),
  proxies: known([]),
  backups: known({ folders: [], files: [], jobs: [], timers: [], now: 1_795_934_872 }),
};

const tomcat = (name: string, database: string): FoundTomcat => ({
  base: '/var/lib/tomcat10',
  running: true,
  unit: 'tomcat10.service',
  user: 'tomcat',
  tomcatVersion: '10.1.16',
  javaVersion: '17.0.13',
  heap: '8G',
  ports: [8080],
  home: '/opt/dhis2',
  applications: [{ path: `/${name}`, place: `/var/lib/tomcat10/webapps/${name}`, version: '2.42.4' }],
  conf: {
    path: '/opt/dhis2/dhis.conf',
    mode: '640 root:tomcat',
    databaseUrl: `jdbc:postgresql://172.19.2.20/${database}`,
    databaseUser: database,
    baseUrl: undefined,
    fileStore: 'filesystem',
    encrypted: false,
  },
  logs: ['/opt/dhis2/logs/dhis.log'],
});

const guest = (name: string, address: string, type: string, machine: Partial<FoundMachine>): FoundGuest => ({
  name,
  address,
  type,
  running: true,
  machine: { ...nothing, ...machine },
});

/** As dhis2-server-tools lays it out on one machine. */
const containers: Found = {
  ...nothing,
  host: 'metal',
  tools: known(['dhis2-server-tools', 'lxd']),
  guests: known({
    tool: 'lxc',
    guests: [
      guest('proxy', '172.19.2.2', 'web', {
        proxies: known([
          {
            kind: 'nginx',
            program: 'nginx',
            version: '1.24.0',
            running: true,
            serverNames: ['hmis.example.org', '~^x'],
            targets: ['http://hmis_tomcat/hmis/'],
          },
        ]),
      }),
      guest('postgres', '172.19.2.20', 'databases', {
        postgres: known({
          servers: [{ version: '16', postgis: true }],
          clusters: [{ version: '16', name: 'main', port: 5432, online: true, checksums: false, folder: '/var/lib/postgresql/16/main' }],
        }),
        databases: known([{ name: 'hmis', owner: 'hmis', port: 5432, serverVersion: '16.4', bytes: 9e9, lastMigration: '2.42.29' }]),
      }),
      guest('hmis', '172.19.2.11', 'instances', { tomcats: known([tomcat('hmis', 'hmis')]) }),
      { name: 'old', running: false, address: undefined, type: 'instances', machine: undefined },
    ],
  }),
};

const metal: HostingManifest = { version: 1, hosts: [{ name: 'metal', address: '192.0.2.1', user: 'admin' }] };

describe('a host with containers', () => {
  test('becomes a manifest without mistakes', () => {
    const text = draftText(containers, metal);
    const { hosts, instances, problems } = readManifest(text);
    assert.deepEqual(problems, [], text);
    assert.deepEqual(
      hosts.map(({ name, guestOf, address, user }) => [name, guestOf, address, user]),
      [
        ['metal', undefined, '192.0.2.1', 'admin'],
        ['proxy', 'metal', '172.19.2.2', undefined],
        ['postgres', 'metal', '172.19.2.20', undefined],
        ['hmis', 'metal', '172.19.2.11', undefined],
        ['old', 'metal', 'old', undefined],
      ],
    );
    assert.deepEqual(
      instances.map(({ name, host, database, proxy, dhis2Version, heap, path }) => [name, host, database, proxy, dhis2Version, heap, path]),
      [['hmis', 'hmis', 'postgres', 'proxy', '2.42.4', '8192 MiB', '/hmis']],
    );
    assert.match(text, /serverNames: \[hmis\.example\.org\]/);
  });

  test('is as its own draft says, but for what is not known', () => {
    const text = draftText(containers, metal);
    const { hosts, instances } = readManifest(text);
    const drafted = { version: 1, hosts, instances } as unknown as HostingManifest;
    assert.deepEqual(
      driftOf(containers, drafted).map(({ kind, about }) => [kind, about]),
      [
        ['extra', 'hmis'],
        ['unknown', 'old'],
      ],
      'the database has no entry in this manifest; what is in a stopped container is not known',
    );
  });

  test('that cannot be asked for its containers is not called fine', () => {
    const found: Found = { ...containers, guests: { known: false, reason: 'failed' } };
    assert.deepEqual(
      driftOf(found, metal).map(({ kind, about }) => [kind, about]),
      [['unknown', 'metal']],
    );
  });

  for (const locale of locales) {
    test(`reads as a page (${locale})`, () => {
      const page = foundMarkdown(containers, metal, locale);
      assert.match(page, /\n## .*proxy[\s\S]*\n## .*postgres[\s\S]*\n## .*hmis[\s\S]*`2\.42\.4`[\s\S]*\n## .*old/);
      assert.doesNotMatch(page, /undefined|\[object/);
    });
  }

  test('whose values are made to look like a page shows them as they are', () => {
    const evil = { ...tomcat('x', 'y'), user: '`|[a](command:b)\u202e' };
    const page = foundMarkdown({ ...containers, guests: known('none'), tomcats: known([evil]) }, metal, 'en');
    assert.doesNotMatch(page, /^\|[^|]*\| \[a\]/m);
    assert.doesNotMatch(page, /\u202e/);
  });
});

describe('what is compared', () => {
  const names = (manifest: HostingManifest, ...tomcats: readonly FoundTomcat[]) =>
    placesOf({ ...containers, guests: known('none'), tomcats: known(tomcats) }, manifest).flatMap((place) =>
      place.instances.map(({ name, wanted }) => [name, wanted?.name]),
    );

  test('an instance is known by its dhis.conf, by its database, or because it is the only one', () => {
    const of = (...instances: NonNullable<HostingManifest['instances']>): HostingManifest => ({ ...metal, instances });
    const [a, b] = [
      { ...tomcat('a', 'one'), base: '/a' },
      { ...tomcat('b', 'two'), base: '/b', home: '/b' },
    ];
    assert.deepEqual(names(of({ name: 'x', host: 'metal', databaseName: 'two' }), a, b), [
      ['a', undefined],
      ['x', 'x'],
    ]);
    assert.deepEqual(names(of({ name: 'x', host: 'metal' }), a), [['x', 'x']]);
    assert.deepEqual(names(of({ name: 'x', host: 'metal', dhisConf: '/elsewhere/dhis.conf' }), a), [['a', undefined]]);
    assert.deepEqual(names(of({ name: 'x', host: 'other' }), a), [['a', undefined]]);
  });

  const addresses: readonly (readonly [url: string | undefined, address: unknown])[] = [
    ['jdbc:postgresql://db:5433/hmis', { host: 'db', port: 5433, name: 'hmis' }],
    ['jdbc:postgresql:hmis', { host: 'localhost', port: 5432, name: 'hmis' }],
    ['jdbc:postgresql:///hmis', { host: 'localhost', port: 5432, name: 'hmis' }],
    ['jdbc:h2:./x', undefined],
    [undefined, undefined],
  ];
  for (const [url, address] of addresses) test(`${url} as an address`, () => assert.deepEqual(readAddress(url), address));

  test('sizes of heaps', () => {
    assert.deepEqual(['8G', '4096m', '1048576', 'x', undefined].map(heapBytes), [
      8 * 1024 ** 3,
      4 * 1024 ** 3,
      1048576,
      undefined,
      undefined,
    ]);
  });

  test('a dump is of the database that its name says, and of no other', () => {
    const file = (name: string) => ({ path: `/var/pgbackups/${name}`, bytes: 1, written: 1 });
    const files = [file('hmis2.sql.gz'), file('main_hmis_20260101.sql.gz'), file('hmis.dump')];
    assert.equal(newestOf('hmis', files)?.path, '/var/pgbackups/main_hmis_20260101.sql.gz');
    assert.equal(newestOf('mis', files), undefined);
  });
});
