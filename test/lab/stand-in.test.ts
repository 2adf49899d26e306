/** The stand-in of DHIS2 on three hosts: what operations look at is there, and it fails when it is told to. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { confOf, type DatabaseLogin, deploy, home, restart, setUpApplication, setUpDatabase, setUpProxy } from './stack.ts';
import type { Version } from './stand-in/releases.ts';
import { type StandIn, standIn, tomcat9 } from './stand-in/stand-in.ts';

const basic = (name: string, password: string): { readonly authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});
const admin = basic('admin', 'district');

describe('the stand-in of DHIS2', () => {
  let lab: Lab;
  let [db, app, proxy] = [] as unknown as [LabHost, LabHost, LabHost];
  let login: DatabaseLogin;
  let certificate = '';
  let httpsPort = 0;
  let site = '';
  const wars = new Map<Version, StandIn>();

  const war = async (version: Version): Promise<StandIn> => {
    const known = wars.get(version) ?? (await standIn(version));
    wars.set(version, known);
    return known;
  };
  const deployed = async (version: Version): Promise<void> => deploy(app, await war(version));
  const status = async (path: string, init: RequestInit = {}): Promise<number> => (await fetch(`${site}${path}`, init)).status;
  const query = async (sql: string): Promise<string> =>
    (await db.sh(`su postgres -c 'psql -tA ${login.name}' <<'SQL'\n${sql}\nSQL`)).trim();
  const history = (): Promise<string> => query('select version from flyway_schema_history where success order by installed_rank');
  const fault = async (lines: string): Promise<void> => {
    await app.write(`${home}/stand-in.properties`, lines);
    await app.sh(lines === '' ? `rm ${home}/stand-in.properties` : 'true');
  };
  const log = async (): Promise<string> => String(await app.read(`${home}/logs/dhis.log`));

  before(async () => {
    lab = await startLab();
    [db, app, proxy] = await Promise.all([
      lab.host('db', { layers: ['db'] }),
      lab.host('app', { layers: ['app'] }),
      lab.host('proxy', { layers: ['proxy'] }),
    ]);
    login = await setUpDatabase(db, app.address, { name: 'dhis', user: 'dhis', password: 'Pa55-word' });
    await setUpApplication(app, login);
    await deployed('2.42.4');
    certificate = await setUpProxy(proxy, app, 'dhis.test');
    httpsPort = (await proxy.relay(443)).port;
    site = `http://127.0.0.1:${(await app.relay(8080)).port}/dhis`;
  });
  after(() => lab.close());

  test('answers over TLS through the proxy, out of PostgreSQL with PostGIS', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const options = { host: '127.0.0.1', port: httpsPort, servername: 'dhis.test', ca: certificate };
      request({ ...options, path: '/dhis/api/system/info', headers: { host: 'dhis.test', ...admin } }, (response) => {
        resolve(text(response));
      })
        .on('error', reject)
        .end();
    });
    const info = JSON.parse(answer) as Readonly<Record<string, unknown>>;
    assert.equal(info['version'], '2.42.4');
    assert.equal(info['encryption'], true);
    assert.equal(info['instanceBaseUrl'], 'https://dhis.test/dhis');
    const database = info['databaseInfo'] as Readonly<Record<string, unknown>>;
    assert.equal(database['name'], 'dhis');
    assert.match(String(database['databaseVersion']), /^PostgreSQL 15/);
    assert.equal(
      await query("select extname from pg_extension where extname in ('postgis', 'pg_trgm', 'btree_gin') order by 1"),
      'btree_gin\npg_trgm\npostgis',
    );
  });

  test('knows who asks', async () => {
    assert.equal(await (await fetch(`${site}/api/ping`)).text(), 'pong');
    assert.equal(await status('/api/me'), 401);
    assert.equal(await status('/api/me', { headers: basic('admin', 'wrong') }), 401);
    assert.equal(await status('/api/me', { headers: { authorization: 'Basic %' } }), 401);
    const me = await (await fetch(`${site}/api/42/me`, { headers: admin })).json();
    assert.deepEqual(me, { id: 'M5zQapPyTZI', username: 'admin', authorities: ['ALL'] });
    assert.match(await query('select password from userinfo'), /^\$2a\$10\$/);
  });

  test('has a login page and a login', async () => {
    const page = await fetch(`${site}/`);
    assert.equal(new URL(page.url).pathname, '/dhis/login/');
    assert.match(await page.text(), /<title>DHIS 2<\/title>/);
    const enter = (password: string): Promise<Response> =>
      fetch(`${site}/api/auth/login`, { method: 'POST', body: JSON.stringify({ username: 'admin', password }) });
    assert.equal((await enter('wrong')).status, 401);
    const entered = await enter('district');
    assert.equal(entered.status, 200);
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    assert.equal(await status('/api/me', { headers: { cookie } }), 200);
  });

  test('keeps uploads below its home directory', async () => {
    const form = new FormData();
    form.set('file', new Blob(['bytes of a file'], { type: 'text/plain' }), 'note.txt');
    const added = await fetch(`${site}/api/fileResources`, { method: 'POST', headers: admin, body: form });
    assert.equal(added.status, 202);
    const id = /"id":"(\w{11})"/.exec(await added.text())?.[1];
    const data = await fetch(`${site}/api/fileResources/${id}/data`, { headers: admin });
    assert.equal(await data.text(), 'bytes of a file');
    const key = await query(`select storagekey from fileresource where uid = '${id}'`);
    assert.equal(String(await app.read(`${home}/files/${key}`)), 'bytes of a file');
  });

  test('logs as the server does', async () => {
    const lines = (await log()).trimEnd().split('\n');
    assert.ok(lines.length > 5);
    for (const line of lines)
      assert.match(line, /^\* (INFO |WARN |ERROR) \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{3} .+ \(\w+\.java \[[^\]]+\]\)$/);
    assert.match(await app.sh('journalctl -u tomcat10 -o cat'), /^\* INFO /m);
  });

  test('makes analytics tables on demand', async () => {
    assert.equal(await status('/api/resourceTables/analytics', { method: 'POST', headers: admin }), 200);
    await app.sh(`timeout 20 sh -c 'until grep -q "update is done" ${home}/logs/dhis-analytics-table.log; do :; done'`);
    assert.equal(await query('select count(*) from analytics'), '0');
  });

  test('is back after its host has been rebooted', async () => {
    await app.reboot();
    await app.sh(`timeout 90 sh -c 'until curl --silent --fail http://127.0.0.1:8080/dhis/api/ping; do sleep 0.1; done'`);
    assert.equal(await status('/api/me', { headers: admin }), 200);
  });

  test('does as it is told while it runs', async () => {
    await fault('version = 2.42.0');
    const info = (await (await fetch(`${site}/api/system/info`, { headers: admin })).json()) as { readonly version: string };
    assert.equal(info.version, '2.42.0');
    await fault('api.fail = yes');
    assert.equal(await status('/api/ping'), 200);
    assert.equal(await status('/api/me', { headers: admin }), 500);
    await fault('');
  });

  test('changes a password, and then only the new one is right', async () => {
    const change = (oldPassword: string, newPassword: string): Promise<number> =>
      status('/api/me/changePassword', { method: 'PUT', headers: admin, body: JSON.stringify({ oldPassword, newPassword }) });
    assert.equal(await change('wrong', 'Changed-1"\\é'), 409);
    assert.equal(await change('district', 'weak'), 409);
    assert.equal(await change('district', 'Changed-1"\\é'), 202);
    assert.equal(await status('/api/me', { headers: admin }), 401);
    assert.equal(await status('/api/me', { headers: basic('admin', 'Changed-1"\\é') }), 200);
  });

  test('migrates with a new release, and not without one', async () => {
    const first = '2.30.0\n2.40.1\n2.40.2\n2.41.1\n2.41.2\n2.42.1\n2.42.2';
    assert.equal(await history(), first);
    await deployed('2.42.5');
    assert.equal(await history(), first);
    assert.match(await log(), /nothing to migrate/);
    await deployed('2.42.5.2');
    assert.equal(await history(), `${first}\n2.42.3`);
    assert.equal(await status('/api/ping'), 200);
  });

  test('does not start on a schema that is newer than itself', async () => {
    await deployed('2.42.5');
    assert.equal(await status('/api/ping'), 404);
    assert.match(await log(), /^\* ERROR .* could not be started .*\n.*newer than this release/m);
  });

  test('leaves nothing of a migration that fails, when it can', async () => {
    await fault('migration.fail = 2.42.3');
    await query("delete from flyway_schema_history where version = '2.42.3'; alter table trackedentity drop column inactive");
    await deployed('2.42.5.2');
    assert.equal(await status('/api/ping'), 404);
    assert.doesNotMatch(await history(), /2\.42\.3/);
    await fault('');
    await restart(app);
    assert.equal(await status('/api/ping'), 200);
    assert.match(await history(), /2\.42\.3/);
  });

  test('leaves a failed row where it cannot, and refuses to start from then on', async () => {
    await fault('migration.fail = 2.43.2');
    await deployed('2.43.1');
    assert.equal(await status('/api/ping'), 404);
    assert.equal(await query('select version from flyway_schema_history where not success'), '2.43.2');
    await fault('');
    await restart(app);
    assert.match(await log(), /migration to version 2\.43\.2 has failed before/);
    await query('delete from flyway_schema_history where not success');
    await restart(app);
    assert.equal(await status('/api/ping'), 200);
  });

  test('starts slowly or not at all when told so', async () => {
    await fault('start.seconds = 3');
    const started = performance.now();
    await restart(app);
    assert.ok(performance.now() - started > 3000);
    assert.equal(await status('/api/ping'), 200);
    await fault('start.fail = after-migration');
    await restart(app);
    assert.equal(await status('/api/ping'), 404);
    await fault('');
  });

  test('does not start without its extensions, which its role may not create', async () => {
    const bare = await setUpDatabase(db, app.address, { name: 'bare', user: 'dhis', password: 'Pa55-word' }, []);
    await app.write(`${home}/dhis.conf`, confOf(bare), '644');
    await restart(app);
    assert.equal(await status('/api/ping'), 404);
    assert.match(await log(), /Extension postgis is not installed/);
  });

  test('takes values of dhis.conf from the environment', async () => {
    await app.write(`${home}/dhis.conf`, confOf({ ...login, password: '${DB_PASSWORD}', host: '${DB_HOST:-db}' }), '644');
    await app.write('/etc/systemd/system/tomcat10.service.d/secret.conf', '[Service]\nEnvironment=DB_PASSWORD=Pa55-word\n', '600');
    await app.sh('systemctl daemon-reload');
    await restart(app);
    assert.equal(await status('/api/ping'), 200);
  });

  test('runs in Tomcat 9 up to 2.41, and only there', async () => {
    await app.write(
      `${home}/dhis.conf`,
      confOf(await setUpDatabase(db, app.address, { name: 'old', user: 'dhis', password: 'Pa55-word' })),
      '644',
    );
    await deployed('2.41.9');
    assert.equal(await status('/api/ping'), 404);
    const archive = await tomcat9();
    await app.sh('systemctl stop tomcat10');
    await app.write('/root/tomcat9.tar.gz', await readFile(archive.file));
    await app.write('/root/dhis.war', await readFile((await war('2.41.9')).file));
    await app.sh(`
      mkdir /opt/tomcat9
      tar --extract --file /root/tomcat9.tar.gz --directory /opt/tomcat9 --strip-components 1
      mv /root/dhis.war /opt/tomcat9/webapps/
      DHIS2_HOME=${home} /opt/tomcat9/bin/catalina.sh start
      timeout 60 sh -c 'until curl --silent --fail http://127.0.0.1:8080/dhis/api/ping; do sleep 0.1; done'`);
    const page = await fetch(`${site}/`);
    assert.equal(new URL(page.url).pathname, '/dhis/dhis-web-login/');
    assert.match(await app.sh('cat /opt/tomcat9/logs/catalina.out'), /Apache Tomcat\/9\.0\.\d+/);
  });
});

test('the stand-in of DHIS2 on Debian 13, all on one host', async (context) => {
  const lab = await startLab();
  context.after(() => lab.close());
  const host = await lab.host('all', { suite: 'trixie', layers: ['db', 'app'] });
  const login = await setUpDatabase(host, '127.0.0.1', { name: 'dhis', user: 'dhis', password: 'Pa55-word' });
  await setUpApplication(host, { ...login, host: '127.0.0.1' });
  await deploy(host, await standIn('2.43.1'));
  const { port } = await host.relay(8080);
  const answer = await fetch(`http://127.0.0.1:${port}/dhis/api/system/info`, { headers: admin });
  assert.match(await answer.text(), /"version":"2\.43\.1".*"javaVersion":"21.*PostgreSQL 17/);
  assert.equal(await host.sh('dpkg --audit'), '');
  await host.sh('dpkg -s postgresql tomcat10');
});
