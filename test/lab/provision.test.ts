/** From bare hosts and a manifest to DHIS2 that answers over HTTPS through its proxy, and a second plan that is empty. */
import assert from 'node:assert/strict';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { parse } from 'yaml';
import { provisioningOrder } from '../../client/src/operations/hosts/provisioning-order.ts';
import { askRelated } from '../../client/src/operations/installation.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Target } from '../../client/src/operations/step.ts';
import type { Connection } from '../../client/src/operations/transport/transport.ts';
import { soon } from '../support/ssh-client.ts';
import { type Applied, apply, applyPlan, planFor, unsettled } from './apply.ts';
import { giveAdmin } from './first-administrator.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { releaseServer } from './release-server.ts';
import { type StandIn, standIn } from './stand-in/stand-in.ts';
import { suites } from './suites.ts';

const oneHost = ({ version, sha256 }: StandIn): string => `
version: 1
hosts:
  - name: one
    address: one.test
databases:
  - name: main
    host: one
    tuning:
      recipe: dhis2-guide
      memory: 1 GiB
proxies:
  - name: front
    host: one
    kind: nginx
    serverNames: [dhis.test]
instances:
  - name: hmis
    host: one
    dhis2Version: "${version}"
    database: main
    proxy: front
    heap: 512 MiB
    war:
      url: http://releases.test:8088/dhis.war
      sha256: ${sha256}
`;

const threeHosts = (war: StandIn): string => `
version: 1
hosts:
  - { name: db, address: db.test }
  - { name: app, address: app.test }
  - { name: web, address: web.test }
databases:
  - { name: main, host: db, tls: required, tuning: { recipe: dhis2-guide, memory: 1 GiB } }
proxies:
  - { name: front, host: web, kind: nginx, serverNames: [dhis.test] }
instances:
  - { name: hmis, host: app, dhis2Version: "2.42.5", database: main, proxy: front, heap: 512 MiB, path: /hmis,
      war: { url: "http://releases.test:8088/dhis.war", sha256: ${war.sha256} } }
  - { name: train, host: app, dhis2Version: "2.42.5", database: main, proxy: front, heap: 512 MiB, path: /train, port: 8081,
      purpose: training, war: { url: "http://releases.test:8088/dhis.war", sha256: ${war.sha256} } }
`;

class Installation {
  readonly lab: Lab;
  readonly manifest: HostingManifest;
  readonly #reached = new Map<string, Reached>();

  constructor(lab: Lab, manifest: HostingManifest) {
    this.lab = lab;
    this.manifest = manifest;
  }

  async connect(host: LabHost): Promise<void> {
    this.#reached.set(host.name, await reach(host));
  }

  #reach(name: string): Reached {
    return this.#reached.get(name) ?? assert.fail(name);
  }

  async #target(host: string): Promise<Target> {
    const connect = async (name: string): Promise<Connection> => this.#reach(name).transport.connect(this.#reach(name).address, soon());
    return { manifest: this.manifest, host, now: Date.now(), told: await askRelated(this.manifest, host, connect, soon(60_000)) };
  }

  async provision(): Promise<Readonly<Record<string, number>>> {
    const seconds: Record<string, number> = {};
    for (const host of provisioningOrder(this.manifest)) {
      const applied = await apply(this.#reach(host), provision, await this.#target(host));
      for (const [step, took] of Object.entries(applied.seconds)) seconds[`${host} ${step}`] = took;
    }
    return seconds;
  }

  async tryOn(host: string): Promise<Applied> {
    return applyPlan(this.#reach(host), await planFor(this.#reach(host), provision, await this.#target(host)));
  }

  /** What a second plan would change. */
  async left(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const host of this.#reached.keys())
      left.push(...unsettled((await planFor(this.#reach(host), provision, await this.#target(host))).plan));
    return left;
  }

  async close(): Promise<void> {
    for (const { transport } of this.#reached.values()) await transport.dispose();
    await this.lab.close();
  }
}

async function ask(
  web: LabHost,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: string }> {
  const { port } = await web.relay(443);
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      servername: 'dhis.test',
      rejectUnauthorized: false,
      path,
      headers: { host: 'dhis.test', ...headers },
    };
    request(options, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    })
      .on('error', reject)
      .end();
  });
}

const admin = async (app: LabHost, instance: string): Promise<{ readonly authorization: string }> => {
  const password = String(await app.read(`/etc/dhis2/${instance}/admin-password`));
  return { authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}` };
};

const known = { authorization: `Basic ${Buffer.from('admin:district').toString('base64')}` };

for (const [title, manifestOf, names, suite, version] of [
  ['a bare host', oneHost, ['one'], 'bookworm', '2.42.5'],
  ['a bare host of Debian 13', oneHost, ['one'], 'trixie', '2.42.5'],
  // Its own Tomcat is 9.
  ['a bare host of Ubuntu 22.04', oneHost, ['one'], 'jammy', '2.41.9'],
  ['a bare host of Ubuntu 24.04', oneHost, ['one'], 'noble', '2.42.5'],
  ['three bare hosts', threeHosts, ['db', 'app', 'web'], 'bookworm', '2.42.5'],
] as const) {
  if (!suites.includes(suite)) continue;
  describe(`provisioning ${title}`, () => {
    let installation: Installation;
    const hosts = new Map<string, LabHost>();
    const host = (name: string): LabHost => hosts.get(name) ?? assert.fail(name);
    const [web, app] = [names.at(-1) ?? '', names[1] ?? 'one'];
    const prefix = names.length === 1 ? '' : '/hmis';

    before(async () => {
      const lab = await startLab();
      const war = await standIn(version);
      installation = new Installation(lab, parse(manifestOf(war)) as HostingManifest);
      await lab.serve(8088, releaseServer(war.file).server);
      lab.name('releases.test', lab.gateway);
      for (const started of await Promise.all(names.map((name) => lab.host(name, { suite })))) {
        hosts.set(started.name, started);
        await installation.connect(started);
      }
    });
    after(() => installation.close());

    test('ends with DHIS2 over HTTPS, and with nothing left to do', async (t) => {
      const began = Date.now();
      const seconds = await installation.provision();
      t.diagnostic(`${Math.round((Date.now() - began) / 1000)} s: ${JSON.stringify(seconds)}`);
      assert.deepEqual(await installation.left(), []);
      // Wherever the database is.
      assert.match(await host(app).sh('cat /var/lib/dhis2-hosting/runs/*/events'), /L4: migrated to 2\.4[12]/);
      const { status, body } = await ask(host(web), `${prefix}/api/system/info`, await admin(host(app), 'hmis'));
      assert.equal(status, 200, body);
      const info = JSON.parse(body) as Readonly<Record<string, unknown>>;
      assert.equal(info['version'], version);
      assert.equal(info['encryption'], true);
      assert.equal(info['instanceBaseUrl'], `https://dhis.test${prefix}`);
      assert.equal(info['contextPath'], `https://dhis.test${prefix}`);
    });

    test('leaves the well-known password behind', async () => {
      assert.equal((await ask(host(web), `${prefix}/api/me`, known)).status, 401);
    });

    test('opens nothing but the proxy, and PostgreSQL to the instance’s host', async () => {
      const open = async (name: string): Promise<string> =>
        (await host(name).sh("ss -Hltn | awk '{ print $4 }' | grep -vE '^(127\\.|\\[::1\\]|\\[::ffff:127\\.)' | sed 's/.*://' | sort -nu"))
          .trim()
          .replaceAll('\n', ' ');
      const wanted = names.length === 1 ? { one: '22 80 443' } : { db: '22 5432', app: '22 8080 8081', web: '22 80 443' };
      for (const [name, ports] of Object.entries(wanted)) assert.equal(await open(name), ports, name);
      // The firewall lets the proxy through, and Tomcat refuses whoever is not it.
      if (names.length > 1) {
        const asked = "curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' http://app:8080/hmis/api/ping || :";
        assert.match(await host('db').sh(asked), /^(?:000|403)$/);
        assert.equal(await host('web').sh(asked), '200');
      }
    });

    test('keeps every secret from other users, and out of what runs', async () => {
      const secret = (await host(app).sh("sed -n 's/^DATABASE_PASSWORD=//p' /etc/dhis2/hmis/secrets.env")).trim();
      assert.equal(secret.length, 44);
      assert.equal(
        await host(app).sh(`grep -rlF ${secret} /etc /opt /var/lib/dhis2 /var/log 2> /dev/null || :`),
        '/etc/dhis2/hmis/secrets.env\n',
      );
      assert.equal(
        await host(app).sh(
          `for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < $f 2> /dev/null; done | grep -v "grep -" | grep -cF ${secret} || :`,
        ),
        '0\n',
      );
    });

    if (names.length > 1) {
      test('does not become public as long as an instance elsewhere lets the well-known password in', async () => {
        await host(web).sh('rm /etc/nginx/conf.d/dhis2-hosting-front.conf; systemctl reload nginx');
        await giveAdmin(host('db'), 'hmis', 'district');
        const shut = await installation.tryOn(web);
        assert.equal(shut.result.outcome, 'undone', shut.said);
        assert.match(shut.said, /hmis on app still lets admin in with the password that everybody knows/);
        await assert.rejects(ask(host(web), '/hmis/api/ping'));
        await installation.provision();
        assert.deepEqual(await installation.left(), []);
        assert.equal((await ask(host(web), '/hmis/api/me', known)).status, 401);
        assert.equal((await ask(host(web), '/hmis/api/me', await admin(host(app), 'hmis'))).status, 200);
      });
    }

    test('comes back by itself after a restart of all hosts', async () => {
      await Promise.all([...hosts.values()].map((each) => each.reboot()));
      await host(web).sh(
        `timeout 180 sh -c 'until curl --silent --insecure --fail --resolve dhis.test:443:127.0.0.1 https://dhis.test${prefix}/api/ping; do sleep 0.5; done'`,
      );
    });
  });
}
