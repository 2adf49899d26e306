import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hasAnsible = (() => {
  try {
    execFileSync('ansible-inventory', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const noAnsible = hasAnsible ? false : 'ansible-inventory is missing (Debian: apt-get install ansible-core)';

/** Several machines, each with one part but for one that carries two instances. */
const apart = `version: 1
hosts:
  - { name: web-1, address: 192.0.2.10, timezone: Africa/Douala }
  - { name: db-1, address: 192.0.2.11 }
  - { name: app-1, address: 192.0.2.12 }
  - { name: app-2, address: app-2.example.org }
  - { name: watch, address: 192.0.2.14 }
databases:
  - name: main
    host: db-1
    postgresqlVersion: "16"
    maxConnections: 200
    tuning: { recipe: values, sharedBuffers: 4 GiB, workMem: 16 MiB }
proxies:
  - name: front
    host: web-1
    kind: nginx
    serverNames: [hmis.example.org, training.example.org]
    tls: { mode: lets-encrypt, email: admin@example.org }
instances:
  - { name: hmis, host: app-1, dhis2Version: "2.40", heap: 8 GiB, database: main, proxy: front, path: /, port: 8081 }
  - name: training
    host: app-2
    dhis2Version: "42.1"
    heap: 1.5 GiB
    database: main
    proxy: front
    serverName: training.example.org
    path: /training
monitoring: { tool: munin, host: watch }
`;

/** One machine for all. */
const together = `version: 1
hosts:
  - { name: metal, address: 192.0.2.20 }
databases:
  - { name: main, host: metal, postgresqlVersion: "16" }
proxies:
  - { name: front, host: metal, kind: apache, serverNames: [hmis.example.org] }
instances:
  - { name: hmis, host: metal, dhis2Version: "2.41", heap: 4 GiB, database: main, proxy: front, path: /hmis }
  - { name: training, host: metal, dhis2Version: "2.41", heap: 2 GiB, database: main, proxy: front, path: /training }
`;

type Listed = {
  readonly _meta: { readonly hostvars: { readonly [host: string]: { readonly [name: string]: unknown } } };
  readonly [group: string]: { readonly hosts?: readonly string[] } & Record<string, unknown>;
};

describe('export to dhis2-server-tools', () => {
  const manifests = { 'apart.dhis2-hosting.yaml': apart, 'together.dhis2-hosting.yaml': together };

  const exported = (folder: string, name: string, ...args: readonly string[]) =>
    runCli(['export', `${name}.dhis2-hosting.yaml`, ...args], { cwd: folder });

  /** What a real Ansible makes of the result. */
  const listed = async (t: TestContext, name: string): Promise<Listed> => {
    const folder = await temporaryFolder(t, manifests);
    const { stdout } = await exported(folder, name);
    const file = path.join(folder, `${name}.hosts`);
    await writeFile(file, stdout);
    const env = { ...process.env, ANSIBLE_LOCALHOST_WARNING: 'False', ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FATAL: 'True' };
    const { stdout: list, stderr } = await promisify(execFile)('ansible-inventory', ['-i', file, '--list'], { env });
    assert.doesNotMatch(stderr, /WARNING|ERROR/);
    return JSON.parse(list) as Listed;
  };

  test('machines apart, read by Ansible', { skip: noAnsible }, async (t) => {
    const { _meta, ...groups } = await listed(t, 'apart');
    assert.deepEqual(groups['web']?.hosts, ['proxy']);
    assert.deepEqual(groups['databases']?.hosts, ['main']);
    assert.deepEqual(groups['instances']?.hosts, ['hmis', 'training']);
    assert.deepEqual(groups['monitoring']?.hosts, ['monitor']);
    const { hmis, training, main, proxy } = _meta.hostvars;
    const common = { timezone: 'Africa/Douala', proxy: 'nginx', TLS_TYPE: 'letsencrypt', email: 'admin@example.org' };
    for (const host of [hmis, training, main, proxy]) {
      for (const [name, value] of Object.entries(common)) assert.equal(host?.[name], value, name);
    }
    assert.equal(hmis?.['ansible_connection'], 'ssh');
    assert.equal(hmis?.['ansible_host'], '192.0.2.12');
    assert.equal(hmis?.['database_host'], 'main');
    assert.equal(hmis?.['heap_memory_size'], '8G');
    assert.equal(hmis?.['dhis2_base_path'], 'ROOT');
    assert.equal(hmis?.['fqdn'], 'hmis.example.org');
    assert.equal(hmis?.['create_db'], 'yes');
    // The tool pads to two decimals what Ansible reads as a number.
    assert.equal(Number(hmis?.['dhis2_version']).toFixed(2), '2.40');
    assert.equal(training?.['dhis2_version'], '2.42.1');
    assert.equal(training?.['heap_memory_size'], '1536M');
    assert.equal(training?.['fqdn'], 'training.example.org');
    assert.equal(main?.['postgresql_version'], 16);
    assert.equal(main?.['pg_shared_buffers'], '4GB');
    assert.equal(main?.['pg_max_connections'], 200);
  });

  test('one machine becomes containers, read by Ansible', { skip: noAnsible }, async (t) => {
    const { _meta, ...groups } = await listed(t, 'together');
    const addresses = ['proxy', 'main', 'hmis', 'training'].map((name) => _meta.hostvars[name]?.['ansible_host']);
    assert.equal(new Set(addresses).size, 4);
    for (const address of addresses) assert.match(String(address), /^172\.19\.2\.(?:[1-9]|[123]\d|5[1-9])$/);
    for (const name of ['proxy', 'main', 'hmis', 'training']) assert.equal(_meta.hostvars[name]?.['ansible_connection'], 'lxd', name);
    assert.equal(_meta.hostvars['hmis']?.['lxd_network'], '172.19.2.1/24');
    assert.equal(_meta.hostvars['proxy']?.['proxy'], 'apache2');
    assert.deepEqual(groups['monitoring']?.hosts ?? [], []);
  });

  test('what cannot be carried over is told', async (t) => {
    const folder = await temporaryFolder(t, manifests);
    const { code, stderr } = await exported(folder, 'apart');
    assert.equal(code, 0);
    assert.match(stderr, /`port` of `hmis`/);
    assert.match(stderr, /`training` has the address `app-2\.example\.org`.*IPv4/);
    const french = await exported(folder, 'apart', '--locale', 'fr');
    assert.match(french.stderr, /`port` de `hmis`/);
  });

  test('a file that is there is left as it is', async (t) => {
    const folder = await temporaryFolder(t, manifests);
    const first = await exported(folder, 'together', '--output', 'deploy');
    assert.equal(first.code, 0);
    assert.match(first.stderr, /inventory\/hosts was written/);
    const file = path.join(folder, 'deploy/inventory/hosts');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await writeFile(file, 'mine\n');
    const second = await exported(folder, 'together', '--output', 'deploy');
    assert.equal(second.code, 2);
    assert.match(second.stderr, /is there already/);
    assert.equal(await readFile(file, 'utf8'), 'mine\n');
  });

  test('a manifest with mistakes is refused', async (t) => {
    const folder = await temporaryFolder(t, { 'broken.dhis2-hosting.yaml': 'version: 1\nhosts:\n  - { name: a }\n' });
    const { code, stdout, stderr } = await exported(folder, 'broken');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /has mistakes/);
  });

  test('nothing, and what is not there', async (t) => {
    const folder = await temporaryFolder(t, manifests);
    assert.match((await runCli(['export'])).stderr, /Nothing to export/);
    const { code, stderr } = await exported(folder, 'absent');
    assert.equal(code, 2);
    assert.match(stderr, /there is no such file/);
  });
});
