/** Facts as data: `facts/<fact>/<case>.json` is what a script answered (`args` of it, `code`, lines of `out`) and what it means. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Fact } from '../../client/src/operations/fact.ts';
import { account } from '../../client/src/operations/facts/account.ts';
import { accounts } from '../../client/src/operations/facts/accounts.ts';
import { aptState } from '../../client/src/operations/facts/apt-state.ts';
import { archiveState } from '../../client/src/operations/facts/archive-state.ts';
import { backupRole } from '../../client/src/operations/facts/backup-role.ts';
import { backupSets } from '../../client/src/operations/facts/backup-sets.ts';
import { certificate } from '../../client/src/operations/facts/certificate.ts';
import { clock } from '../../client/src/operations/facts/clock.ts';
import { cpuMemory } from '../../client/src/operations/facts/cpu-memory.ts';
import { databaseSize } from '../../client/src/operations/facts/database-size.ts';
import { databasesElsewhere } from '../../client/src/operations/facts/databases-elsewhere.ts';
import { defaultAdmin } from '../../client/src/operations/facts/default-admin.ts';
import { dhisConf } from '../../client/src/operations/facts/dhis-conf.ts';
import { diskEncryption } from '../../client/src/operations/facts/disk-encryption.ts';
import { diskSpeed } from '../../client/src/operations/facts/disk-speed.ts';
import { disks } from '../../client/src/operations/facts/disks.ts';
import { drillRecords } from '../../client/src/operations/facts/drill-records.ts';
import { dumpPlace } from '../../client/src/operations/facts/dump-place.ts';
import { dumpVerdict } from '../../client/src/operations/facts/dump-verdict.ts';
import { file } from '../../client/src/operations/facts/file.ts';
import { firewallState } from '../../client/src/operations/facts/firewall-state.ts';
import { folders } from '../../client/src/operations/facts/folders.ts';
import { foundBackups } from '../../client/src/operations/facts/found-backups.ts';
import { foundDatabases } from '../../client/src/operations/facts/found-databases.ts';
import { foundProxies } from '../../client/src/operations/facts/found-proxies.ts';
import { foundTomcats } from '../../client/src/operations/facts/found-tomcats.ts';
import { foundTools } from '../../client/src/operations/facts/found-tools.ts';
import { heldInRoom } from '../../client/src/operations/facts/held-in-room.ts';
import { identity } from '../../client/src/operations/facts/identity.ts';
import { instanceSecrets } from '../../client/src/operations/facts/instance-secrets.ts';
import { instanceState } from '../../client/src/operations/facts/instance-state.ts';
import { javaTomcat } from '../../client/src/operations/facts/java-tomcat.ts';
import { journalSettings } from '../../client/src/operations/facts/journal-settings.ts';
import { link } from '../../client/src/operations/facts/link.ts';
import { listeners } from '../../client/src/operations/facts/listeners.ts';
import { logRotation } from '../../client/src/operations/facts/log-rotation.ts';
import { login } from '../../client/src/operations/facts/login.ts';
import { lxdGuests } from '../../client/src/operations/facts/lxd-guests.ts';
import { offSiteAccess } from '../../client/src/operations/facts/off-site-access.ts';
import { osRelease } from '../../client/src/operations/facts/os-release.ts';
import { packages } from '../../client/src/operations/facts/packages.ts';
import { peers } from '../../client/src/operations/facts/peers.ts';
import { postgres } from '../../client/src/operations/facts/postgres.ts';
import { postgresDatabase } from '../../client/src/operations/facts/postgres-database.ts';
import { postgresDatabases } from '../../client/src/operations/facts/postgres-databases.ts';
import { postgresFile } from '../../client/src/operations/facts/postgres-file.ts';
import { postgresOthers } from '../../client/src/operations/facts/postgres-others.ts';
import { postgresSettings } from '../../client/src/operations/facts/postgres-settings.ts';
import { program } from '../../client/src/operations/facts/program.ts';
import { reachable } from '../../client/src/operations/facts/reachable.ts';
import { release } from '../../client/src/operations/facts/release.ts';
import { releaseMigrations } from '../../client/src/operations/facts/release-migrations.ts';
import { removedInstance } from '../../client/src/operations/facts/removed-instance.ts';
import { restartProof } from '../../client/src/operations/facts/restart-proof.ts';
import { restoreRoom } from '../../client/src/operations/facts/restore-room.ts';
import { runDirectory } from '../../client/src/operations/facts/run-directory.ts';
import { schemaHistory } from '../../client/src/operations/facts/schema-history.ts';
import { secretAddress } from '../../client/src/operations/facts/secret-address.ts';
import { siteCertificate } from '../../client/src/operations/facts/site-certificate.ts';
import { siteNames } from '../../client/src/operations/facts/site-names.ts';
import { sshdSettings } from '../../client/src/operations/facts/sshd-settings.ts';
import { sysctl } from '../../client/src/operations/facts/sysctl.ts';
import { systemd } from '../../client/src/operations/facts/systemd.ts';
import { timeSettings } from '../../client/src/operations/facts/time-settings.ts';
import { timerTimes } from '../../client/src/operations/facts/timer-times.ts';
import { told } from '../../client/src/operations/facts/told.ts';
import { unitState } from '../../client/src/operations/facts/unit-state.ts';
import { unpackedReleases } from '../../client/src/operations/facts/unpacked-releases.ts';
import { updateSettings } from '../../client/src/operations/facts/update-settings.ts';
import { visitors } from '../../client/src/operations/facts/visitors.ts';
import { watchState } from '../../client/src/operations/facts/watch-state.ts';

type Case = { readonly args?: readonly string[]; readonly code: number; readonly out: readonly string[]; readonly value: unknown };

const facts: Readonly<Record<string, (...args: string[]) => Fact<unknown>>> = {
  accounts,
  'apt-state': () => aptState,
  'archive-state': (stanza) => archiveState({ configuration: '/a', key: '/a', repository: '/a', unit: 'a' }, stanza),
  'backup-role': (port, ...names) => backupRole(Number(port), names[0] ?? 'a', names[1] ?? 'a'),
  'backup-sets': (instance, ...folders) => backupSets(instance, ...folders),
  account: (user) => account(user),
  certificate: (path) => certificate(path, '/a.key'),
  clock: () => clock,
  'cpu-memory': () => cpuMemory,
  'default-admin': (address) => defaultAdmin(address, '/a'),
  'dhis-conf': (path) => dhisConf(path),
  'disk-speed': () => diskSpeed,
  'dump-place': (port, live = 'a', path = '/a') => dumpPlace(Number(port), live, path),
  'dump-verdict': (path) => dumpVerdict(path),
  'drill-records': (instance) => drillRecords(instance),
  'disk-encryption': (folder) => diskEncryption(folder),
  disks: () => disks,
  'site-names': (...names) => siteNames(names),
  file: (...args) => file(args.join(' ')),
  'held-in-room': (job) => heldInRoom('/a', job),
  identity: () => identity,
  'found-backups': foundBackups,
  'found-databases': () => foundDatabases,
  'found-proxies': () => foundProxies,
  'found-tomcats': () => foundTomcats,
  'found-tools': () => foundTools,
  'firewall-state': () => firewallState,
  'journal-settings': () => journalSettings,
  folders,
  'instance-secrets': (folder) => instanceSecrets(folder),
  'instance-state': (unit) => instanceState(unit, '/a'),
  'java-tomcat': () => javaTomcat,
  link: (path) => link(path),
  listeners: () => listeners,
  'log-rotation': () => logRotation,
  login: () => login,
  'lxd-guests': () => lxdGuests,
  'off-site-access': (kind) =>
    offSiteAccess(
      kind === 's3'
        ? { name: 's3', kind, endpoint: 'https://a', bucket: 'a', accessKey: { env: 'A' }, secretKey: { env: 'B' } }
        : { name: 'vault', kind: 'ssh', address: 'a', path: '/a' },
      { version: 1 },
    ),
  'os-release': () => osRelease,
  packages,
  peers: () => peers,
  postgres: () => postgres,
  'postgres-database': (port, ...names) => postgresDatabase(Number(port), names[0] ?? 'a', names[1] ?? 'a'),
  'postgres-databases': (port) => postgresDatabases(Number(port)),
  'postgres-file': (port, name = 'pg_hba.conf') => postgresFile(Number(port), name),
  'postgres-others': (port) => postgresOthers(Number(port), { roles: ['a'], databases: ['a'] }),
  'postgres-settings': (port, ...names) => postgresSettings(Number(port), ...names),
  program: (folder) =>
    program(folder, [
      ['a.py', 'a'],
      ['b.py', 'b'],
    ]),
  reachable: (address) => reachable(address, 5432),
  'database-size': (...words) => databaseSize(wordsOf(words), '/b'),
  release: (folder) => release(folder),
  'removed-instance': removedInstance,
  'release-migrations': (folder) => releaseMigrations(folder),
  'databases-elsewhere': (instance = '', ...words) => databasesElsewhere(instance, wordsOf(words)),
  'schema-history': (...words) => schemaHistory(wordsOf(words)),
  'restart-proof': () => restartProof,
  'restore-room': (port, room = 'a') => restoreRoom(Number(port), room, 'a', 'b', 'c'),
  'run-directory': () => runDirectory,
  'secret-address': (file) => secretAddress(file),
  'site-certificate': (...names) => siteCertificate('/a.conf', '/a.pem', names),
  'sshd-settings': () => sshdSettings,
  sysctl,
  systemd: () => systemd,
  'time-settings': () => timeSettings,
  'timer-times': (timer) => timerTimes(timer),
  told: (...names) => told({ version: 1, instances: names.map((name) => ({ name, host: 'a' })) }, 'a'),
  'unit-state': (unit) => unitState(unit),
  'unpacked-releases': () => unpackedReleases,
  'update-settings': () => updateSettings,
  visitors,
  'watch-state': () => watchState,
};

const wordsOf = ([host = '', port = '', name = '']: readonly string[]) => [host, port, name, 'a', '/a', ''] as const;

const here = path.dirname(fileURLToPath(import.meta.url));
const sources = path.resolve(here, '../../client/src/operations/facts');

/** As JSON holds it. */
function plain(value: unknown): unknown {
  const asData = (_key: string, inner: unknown): unknown => {
    if (inner instanceof Map) return Object.fromEntries(inner);
    return inner instanceof Set ? [...inner] : inner;
  };
  return JSON.parse(JSON.stringify(value ?? null, asData));
}

describe('facts', () => {
  test('each has its cases here: one that is understood and one that is not, or another value', () => {
    const names = readdirSync(sources).map((name) => name.replace(/\.ts$/, ''));
    assert.deepEqual(names.sort(), Object.keys(facts).sort());
    for (const name of names) assert.ok(readdirSync(path.join(here, 'facts', name)).length >= 2, name);
  });

  for (const [name, factOf] of Object.entries(facts)) {
    for (const entry of readdirSync(path.join(here, 'facts', name))) {
      test(`${name}: ${entry.replace(/\.json$/, '')}`, () => {
        const { args = [], code, out, value } = JSON.parse(readFileSync(path.join(here, 'facts', name, entry), 'utf8')) as Case;
        assert.deepEqual(plain(factOf(...args).parse({ code, out: out.join('\n') })), value);
      });
    }

    test(`${name}: any text is answered`, () => {
      const lines = fc.array(fc.oneof(fc.string(), fc.constantFrom('a=b', 'tcp LISTEN 0 1 x:1 y', '-- ', '--', 'file 1 2 3', 'k=yes v')));
      const property = fc.property(lines, fc.constantFrom(0, 1, 127), (out, code) => {
        factOf('a').parse({ code, out: out.join('\n') });
      });
      fc.assert(property, { numRuns: 100 });
    });
  }

  test('a dump may have any name', () => {
    for (const path of ["/x/it's.gz", '/x/a\\b "c"\n.gz', '/x/é %.gz']) assert.ok(dumpVerdict(path).script.text.length > 0);
  });
});
