/** From what other tools keep to a manifest, and back. */
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { root } from '../support/imports.ts';
import { type CliResult, runCli } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fixtures = path.join(root, 'test/fixtures');
type Source = {
  readonly file: string;
  /** What the manifest has no place for, and so does not come back. */
  readonly lost?: RegExp;
};
const sources: { readonly [name: string]: Source } = {
  // Without a public name there is no proxy, and so nothing on its host.
  'server-tools as it comes': { file: 'server-tools/stock/inventory/hosts', lost: / {2}- name: proxy\n(?: {4}.*\n)+/ },
  'server-tools on several machines': { file: 'server-tools/several/inventory/hosts' },
  'tools-ng as it comes': { file: 'tools-ng/setup/configs/containers.json.sample' },
  'tools-ng filled in': { file: 'tools-ng/setup/configs/containers.json' },
};

async function workFolder(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t, {});
  await cp(fixtures, folder, { recursive: true });
  return folder;
}

const importOf = (cwd: string, file: string, ...args: readonly string[]): Promise<CliResult> => runCli(['import', file, ...args], { cwd });

/** What the manifest is found guilty of, but for what planning would ask for. */
async function mistakesIn(cwd: string, manifest: string): Promise<readonly string[]> {
  const { stdout } = await runCli(['lint', '--format', 'json', '--stdin-name', 'dhis2-hosting.yaml', '-'], { cwd, stdin: manifest });
  const found = JSON.parse(stdout) as readonly { readonly rule: string; readonly severity: string; readonly message: string }[];
  return found
    .filter(({ rule, severity }) => severity === 'error' || /^(?:manifest-|unknown-reference|duplicate-)/.test(rule))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

describe('a manifest made of another tool', () => {
  for (const [name, { file, lost }] of Object.entries(sources)) {
    test(`${name} has no mistake`, async (t) => {
      const cwd = await workFolder(t);
      const { code, stdout, stderr } = await importOf(cwd, file);
      assert.equal(code, 0, stderr);
      assert.deepEqual(await mistakesIn(cwd, stdout), []);
    });

    test(`${name} says the same after a round`, async (t) => {
      const cwd = await workFolder(t);
      const { stdout: first } = await importOf(cwd, file);
      await writeFile(path.join(cwd, 'first.dhis2-hosting.yaml'), first);
      const { stdout: hosts, code, stderr } = await runCli(['export', 'first.dhis2-hosting.yaml'], { cwd });
      assert.equal(code, 0, stderr);
      await mkdir(path.join(cwd, 'again/inventory'), { recursive: true });
      await writeFile(path.join(cwd, 'again/inventory/hosts'), hosts);
      const { stdout: second } = await importOf(cwd, 'again/inventory/hosts');
      const withoutHead = (text: string) => text.replace(/^# .*\n/, '');
      assert.equal(withoutHead(second), withoutHead(lost === undefined ? first : first.replace(lost, '')));
    });
  }

  test('what is in it', async (t) => {
    const cwd = await workFolder(t);
    const { stdout } = await importOf(cwd, 'server-tools/several/inventory/hosts');
    assert.match(
      stdout,
      /- name: hmis\n {4}host: hmis\n {4}dhis2Version: 2\.41\.4\n {4}heap: 16 GiB\n {4}database: db1\n {4}proxy: proxy\n {4}path: \/hmis\n/,
    );
    assert.match(stdout, /dhis2Version: "2\.42"/);
    assert.match(stdout, /maxConnections: 300/);
    assert.match(stdout, /user: deploy/);
    assert.match(stdout, /serverName: staging\.example\.org/);
  });

  test('a release with a last zero, which Ansible reads as a number', async (t) => {
    const hosts =
      '[instances]\nhmis ansible_host=172.19.2.11 dhis2_version=2.40\n[databases]\npostgres ansible_host=172.19.2.20\n[all:vars]\nguest_os=22.04\n';
    const cwd = await temporaryFolder(t, { 'inventory/hosts': hosts });
    const { stdout } = await importOf(cwd, 'inventory/hosts');
    assert.match(stdout, /dhis2Version: "2\.40"/);
    assert.match(stdout, /address: 172\.19\.2\.11\n.*\n.*\n {4}os: ubuntu-22\.04/);
  });

  test('one machine for all', async (t) => {
    const hosts = ['web', 'databases', 'instances'].map((group) => `[${group}]\none\n`).join('');
    const vars =
      '[all:vars]\nansible_connection=ssh\nansible_host=192.0.2.5\nfqdn=hmis.example.org\nproxy=nginx\ndatabase_host=one\nguest_os=24.04\ndhis2_version=2.42\n';
    const cwd = await temporaryFolder(t, { 'inventory/hosts': hosts + vars });
    const { stdout, code } = await importOf(cwd, 'inventory/hosts');
    assert.equal(code, 0);
    assert.equal(stdout.match(/host: one/g)?.length, 3);
    assert.equal(stdout.match(/address:/g)?.length, 1);
    assert.deepEqual(await mistakesIn(cwd, stdout), []);
  });
});

describe('what cannot be carried over', () => {
  test('is told, in both languages', async (t) => {
    const cwd = await workFolder(t);
    const { stderr } = await importOf(cwd, 'server-tools/stock/inventory/hosts');
    assert.match(stderr, /`lxd_storage_driver` has no field/);
    assert.match(stderr, /No instance has an `fqdn`/);
    const french = await importOf(cwd, 'tools-ng/setup/configs/containers.json', '--locale', 'fr');
    assert.match(french.stderr, /Les instances DHIS2 ne sont pas dans ce fichier/);
  });

  test('secrets stay where they are', async (t) => {
    const secret = 'Zk3-not-a-real-one';
    const hosts = [
      '[databases]',
      `postgres ansible_host=172.19.2.20 ansible_become_pass=${secret}`,
      '[instances]',
      `hmis ansible_host=172.19.2.11 dhis2_version=2.42 db_password=${secret} my_api_key=${secret}`,
      '[all:vars]',
      's3_cluster_id=eu-central-1',
      's3_bucket=dhis2-dumps',
      `s3_access_key=${secret}`,
      `s3_secret_key=${secret}`,
      'guest_os=24.04',
      '',
    ].join('\n');
    const cwd = await temporaryFolder(t, { 'inventory/hosts': hosts });
    const { stdout, stderr } = await importOf(cwd, 'inventory/hosts');
    assert.ok(!`${stdout}${stderr}`.includes(secret));
    assert.match(stdout, /secretKey:\n {6}env: S3_SECRET_KEY/);
    for (const name of ['ansible_become_pass', 'db_password', 'my_api_key', 's3_secret_key'])
      assert.ok(stderr.includes(`\`${name}\``), name);
    assert.deepEqual(await mistakesIn(cwd, stdout), []);

    const logger = `{ "name": "logger", "ip": "192.168.0.100", "type": "journal_logger", "storage": "s3", "directory": "logs", "config": { "access_key": "${secret}", "secret_key": "${secret}", "provider": "aws", "location": "eu-west-1" } }`;
    await writeFile(path.join(cwd, 'containers.json'), `{ "fqdn": "dhis.example.org", "proxy": "nginx", "containers": [${logger}] }`);
    const containers = await importOf(cwd, 'containers.json');
    assert.equal(containers.code, 0);
    assert.ok(!`${containers.stdout}${containers.stderr}`.includes(secret));
    assert.match(containers.stderr, /`secret_key` of `config` is a secret/);
    assert.match(containers.stdout, /services:\n {2}- name: logger/);
  });

  test('names and values that a manifest cannot hold', async (t) => {
    const hosts =
      '[web]\nproxy ansible_host=10.0.0.1\n[databases]\ndb_1 ansible_host=10.0.0.2 postgresql_version=eight pg_work_mem=20kB\n[instances]\nHMIS.a ansible_host=10.0.0.3 dhis2_version=next database_host=db_1 heap_memory_size=4GB fqdn=https://a.b dhis2_base_path=a//b\nhmis-a ansible_host=10.0.0.4 database_host=db_1\nold instance_state=deleted\n[all:vars]\nguest_os=26.04\ntimezone={{ zone }}\n';
    const cwd = await temporaryFolder(t, { 'inventory/hosts': hosts });
    const { stdout, stderr, code } = await importOf(cwd, 'inventory/hosts');
    assert.equal(code, 0, stderr);
    assert.deepEqual(await mistakesIn(cwd, stdout), []);
    assert.match(stderr, /`HMIS\.a` is called `hmis-a`/);
    assert.match(stderr, /`hmis-a` is called `hmis-a-2`/);
    assert.match(stderr, /`heap_memory_size` of `hmis-a` is `4GB`/);
    assert.match(stderr, /`old` is marked as deleted/);
    assert.match(stderr, /`timezone` of .* is put together by Ansible/);
    assert.match(stderr, /`postgresqlVersion` of `db-1` would be `eight`/);
    assert.doesNotMatch(stdout, /ubuntu-26\.04|https:|name: old/);
  });
});

describe('the command', () => {
  test('a file that is there is left as it is', async (t) => {
    const cwd = await workFolder(t);
    const first = await importOf(cwd, 'tools-ng/setup/configs/containers.json', '--output', 'plan');
    assert.deepEqual([first.code, first.stdout], [0, '']);
    const file = path.join(cwd, 'plan/dhis2-hosting.yaml');
    assert.ok((await stat(file)).size > 100);
    await writeFile(file, 'mine\n');
    const second = await importOf(cwd, 'tools-ng/setup/configs/containers.json', '--output', 'plan');
    assert.equal(second.code, 2);
    assert.match(second.stderr, /is there already/);
    assert.equal(await readFile(file, 'utf8'), 'mine\n');
  });

  test('other files, broken ones, none and two', async (t) => {
    const cwd = await temporaryFolder(t, {
      'containers.json': '{ "fqdn": "a.example.org", "proxy": "nginx", "monitoring": "munin", "containers": [,] }',
      'inventory/hosts': '[instances\nhmis dhis2_version=2.42\n[instances]\nb database_host=c heap_memory_size=4G\n',
      'other/containers.json': '{ "images": [] }',
      'package.json': '{}',
    });
    const told = async (...files: readonly string[]) => {
      const { code, stdout, stderr } = await runCli(['import', ...files], { cwd });
      assert.deepEqual([code, stdout], [2, '']);
      return stderr;
    };
    assert.match(await told('containers.json'), /has mistakes/);
    assert.match(await told('inventory/hosts'), /has mistakes/);
    assert.match(await told('other/containers.json'), /neither an inventory/);
    assert.match(await told('package.json'), /neither an inventory/);
    assert.match(await told('absent.json'), /no such file/);
    assert.match(await told(), /Name one file/);
    assert.match(await told('containers.json', 'package.json'), /Name one file/);
  });
});
