/** Hosts that others have made, read without a change: by hand after the reference guide, and as the tools lay them out. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { draftManifest, type HostingManifest, readManifest } from '@dhis2-hosting/server/service';
import { draftOf } from '../../client/src/operations/adopt/draft.ts';
import { driftOf } from '../../client/src/operations/adopt/drift.ts';
import { type Found, findOn } from '../../client/src/operations/adopt/found.ts';
import { foundMarkdown } from '../../client/src/operations/adopt/report.ts';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import { soon } from '../support/ssh-client.ts';
import { until } from '../support/sshd.ts';
import { planFor, targetOf, unsettled } from './apply.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { reach } from './reach.ts';
import { confOf, deploy, setUpApplication, setUpDatabase } from './stack.ts';
import { standIn } from './stand-in/stand-in.ts';

const draftText = (found: Found, manifest: HostingManifest): string => {
  const { draft, comments } = draftOf(found, manifest);
  return draftManifest(draft, comments).files[0]?.text ?? '';
};
const password = 'Pa55-word-nobody-may-see';

describe('a host that others have made', () => {
  let lab: Lab;
  let host: LabHost;
  let war: Awaited<ReturnType<typeof standIn>>;

  before(async () => {
    lab = await startLab();
    [host, war] = await Promise.all([lab.host('app', { layers: ['db', 'app', 'proxy'] }), standIn('2.42.4')]);
  });
  after(() => lab.close());

  const look = async (folders: readonly string[] = [], of = host): Promise<Found> => {
    const { transport, address, link } = await reach(of);
    try {
      return await findOn(await transport.connect(address, soon(60_000)), of.name, folders, soon(120_000));
    } finally {
      await transport.dispose();
      await link.stop();
    }
  };
  /** Everything that a look could have changed. */
  const state = () =>
    host.sh(
      `find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /var/log -o -path /var/lib/postgresql \\) -prune -o -newer /root/before -print | sort`,
    );
  const manifest: HostingManifest = { version: 1, hosts: [{ name: 'app', address: '192.0.2.1' }] };

  test('without DHIS2 has nothing, and says so', async () => {
    const found = await look();
    assert.ok(found.os.known && found.tomcats.known && found.databases.known && found.backups.known && found.proxies.known);
    assert.deepEqual([found.os.value.id, found.tomcats.value, found.guests], ['debian', [], { known: true, value: 'none' }]);
  });

  test('as the tools lay it out: the packaged Tomcat, /opt/dhis2, nightly dumps', async () => {
    const login = await setUpDatabase(host, '127.0.0.1', { name: 'hmis', user: 'hmis', password });
    await setUpApplication(host, { ...login, host: '127.0.0.1' });
    await host.sh(`mkdir -p /opt/ansible/secrets /usr/local/etc/dhis /var/pgbackups/db-backup/20260101-010000-daily
      printf 'BACKUP_DIR=/var/pgbackups\\nPASSWORD_FILE=/x\\n' > /usr/local/etc/dhis/dhis2-env
      echo dump | gzip > /var/pgbackups/db-backup/20260101-010000-daily/hmis.sql.gz
      touch -d '3 days ago' /var/pgbackups/db-backup/20260101-010000-daily/hmis.sql.gz
      echo '30 1 * * * root /usr/local/bin/dhis2-backup' > /etc/cron.d/dhis2
      printf 'server { server_name hmis.example.org; # no.example.org\\n location / { proxy_pass http://127.0.0.1:8080; } }\\n' > /etc/nginx/sites-enabled/default
      systemctl restart nginx`);
    await deploy(host, war);
    await until(async () => (await host.exec(['curl', '-fs', 'http://127.0.0.1:8080/dhis/api/ping'])).code === 0, 'DHIS2', 90_000);
    await host.sh('touch /root/before; sleep 1');
    const found = await look();
    assert.equal(await state(), '', 'a look changes nothing');

    assert.deepEqual(found.tools, { known: true, value: ['dhis2-server-tools'] });
    const reached = await reach(host);
    const { plan } = await planFor(reached, provision, targetOf(manifest, 'app'));
    await reached.transport.dispose();
    assert.match(unsettled(plan).join('\n'), /Traces of dhis2-server-tools: .*`dhis2-hosting adopt`/);
    assert.ok(found.tomcats.known && found.databases.known && found.proxies.known && found.backups.known);
    const [tomcat] = found.tomcats.value;
    assert.ok(tomcat);
    assert.deepEqual(
      [tomcat.base, tomcat.running, tomcat.unit, tomcat.user, tomcat.ports, tomcat.home],
      ['/var/lib/tomcat10', true, 'tomcat10.service', 'tomcat', [8080], '/opt/dhis2'],
    );
    assert.match(`${tomcat.javaVersion} ${tomcat.tomcatVersion}`, /^17\.\S+ 10\.1\.\d+$/);
    assert.deepEqual(
      tomcat.applications.map(({ path, version }) => [path, version]),
      [['/dhis', '2.42.4']],
    );
    assert.deepEqual(
      { ...tomcat.conf, mode: '' },
      {
        path: '/opt/dhis2/dhis.conf',
        mode: '',
        databaseUrl: 'jdbc:postgresql://127.0.0.1/hmis',
        databaseUser: 'hmis',
        baseUrl: 'https://dhis.test/dhis',
        fileStore: 'filesystem',
        encrypted: true,
      },
    );
    // Debian's Tomcat has a catalina.out only where rsyslog is.
    assert.equal(tomcat.logs[0], '/opt/dhis2/logs/dhis.log');
    const database = found.databases.value.find(({ name }) => name === 'hmis');
    assert.deepEqual([database?.owner, database?.port, (database?.bytes ?? 0) > 1_000_000], ['hmis', 5432, true]);
    assert.match(database?.lastMigration ?? '', /^2\.42/);
    assert.deepEqual(
      found.proxies.value.map(({ kind, running, serverNames, targets }) => [kind, running, serverNames, targets]),
      [['nginx', true, ['hmis.example.org'], ['http://127.0.0.1:8080']]],
    );
    assert.deepEqual(
      [found.backups.value.files.map(({ path }) => path), found.backups.value.jobs],
      [['/var/pgbackups/db-backup/20260101-010000-daily/hmis.sql.gz'], ['/etc/cron.d/dhis2']],
    );
    assert.ok(!JSON.stringify(found).includes(password) && !JSON.stringify(found).includes('not-a-secret'));

    const text = draftText(found, manifest);
    const draft = readManifest(text);
    assert.deepEqual(draft.problems, [], text);
    assert.deepEqual(
      draft.instances.map(({ name, host: on, dhis2Version, dhisConf, databaseName, database: of, proxy, path }) => [
        name,
        on,
        dhis2Version,
        dhisConf,
        databaseName,
        of,
        proxy,
        path,
      ]),
      [['dhis', 'app', '2.42.4', '/opt/dhis2/dhis.conf', 'hmis', 'main', 'front', '/dhis']],
      text,
    );
    assert.doesNotMatch(foundMarkdown(found, manifest, 'en'), /undefined|\[object|Pa55/);
  });

  test('is compared with the manifest, item by item', async () => {
    const wanted: HostingManifest = {
      version: 1,
      hosts: [{ name: 'app', address: '192.0.2.1', os: 'ubuntu-24.04' }],
      databases: [{ name: 'main', host: 'app', postgresqlVersion: '16' }],
      proxies: [{ name: 'front', host: 'app', kind: 'nginx', serverNames: ['hmis.example.org', 'other.example.org'] }],
      instances: [
        { name: 'hmis', host: 'app', dhis2Version: '2.41', database: 'main', proxy: 'front', heap: '4 GiB', javaVersion: '17' },
        { name: 'training', host: 'app', dhis2Version: '2.42' },
      ],
      backups: [{ name: 'nightly', instances: ['hmis'], schedule: '0 2 * * *', rpo: '1 day' }],
    };
    const found = await look();
    const drift = driftOf(found, wanted).map(({ kind, about, message: { args } }) => [
      kind,
      about,
      args['wanted'] ?? '',
      args['found'] ?? '',
    ]);
    assert.deepEqual(
      drift.filter(([, about]) => about !== 'nightly'),
      [
        ['differs', 'app', 'ubuntu-24.04', 'debian-12'],
        ['missing', 'training', '', ''],
        ['differs', 'hmis', '2.41', '2.42.4'],
        ['unknown', 'hmis', '', ''],
        ['differs', 'main', '16', '15'],
        ['differs', 'front', 'other.example.org', 'hmis.example.org'],
      ],
    );
    assert.deepEqual(
      drift.filter(([, about]) => about === 'nightly').map(([kind]) => kind),
      ['differs'],
    );
    const unreadable = driftOf({ ...found, tomcats: { known: false, reason: 'failed' } }, wanted);
    assert.deepEqual(
      unreadable.filter(({ kind }) => kind === 'unknown').map(({ about }) => about),
      ['app', 'hmis', 'training'],
    );
  });

  test('by hand after the reference guide: a Tomcat of a user, without a unit', async () => {
    const login = await setUpDatabase(host, '127.0.0.1', { name: 'dhis2', user: 'dhis', password });
    await host.sh(`systemctl stop tomcat10
      apt-get update -qq && apt-get install -qq -y tomcat10-user > /dev/null
      useradd --create-home dhis
      runuser -u dhis -- tomcat10-instance-create -p 8085 -c 8006 /home/dhis/tomcat-dhis > /dev/null
      install -d -o dhis /home/dhis/config /home/dhis/backups
      echo "export DHIS2_HOME='/home/dhis/config'" >> /home/dhis/tomcat-dhis/bin/setenv.sh
      echo x > /home/dhis/backups/dhis2-2026-01-01.dump`);
    await host.write('/home/dhis/config/dhis.conf', confOf({ ...login, host: 'localhost:5432' }), '600');
    await host.write('/home/dhis/tomcat-dhis/webapps/ROOT.war', await readFile(war.file));
    await host.sh('chown -R dhis: /home/dhis');

    const offline = await look();
    assert.ok(offline.tomcats.known);
    const off = offline.tomcats.value.find(({ base }) => base === '/home/dhis/tomcat-dhis');
    assert.deepEqual(
      [off?.running, off?.home, off?.ports, off?.applications.map(({ path, version }) => [path, version])],
      [false, '/home/dhis/config', [8085], [['/', '2.42.4']]],
      'also while it does not run, out of a war that is not unpacked',
    );

    await host.sh('runuser -u dhis -- sh -c "cd && tomcat-dhis/bin/startup.sh" > /dev/null 2>&1');
    await until(async () => (await host.exec(['curl', '-fs', 'http://127.0.0.1:8085/api/ping'])).code === 0, 'DHIS2', 90_000);
    const found = await look();
    assert.ok(found.tomcats.known && found.backups.known);
    const hand = found.tomcats.value.find(({ base }) => base === '/home/dhis/tomcat-dhis');
    assert.deepEqual(
      [hand?.running, hand?.user, hand?.unit, hand?.home, hand?.ports, hand?.conf?.databaseUrl],
      [true, 'dhis', undefined, '/home/dhis/config', [8006, 8085], 'jdbc:postgresql://localhost:5432/dhis2'],
    );
    assert.equal(found.backups.value.files[0]?.path, '/home/dhis/backups/dhis2-2026-01-01.dump');
    const text = draftText(found, manifest);
    const draft = readManifest(text);
    assert.deepEqual(
      [draft.problems, draft.instances.map(({ name, dhisConf, path }) => [name, dhisConf, path])],
      [
        [],
        [
          ['dhis2', '/home/dhis/config/dhis.conf', undefined],
          ['dhis', '/opt/dhis2/dhis.conf', '/dhis'],
        ],
      ],
      text,
    );
  });

  test('with containers of a real LXD, as the tools make them: each is asked through `lxc exec`', async () => {
    const metal = await lab.host('metal', { nests: true });
    await metal.sh('apt-get update -qq && apt-get install -qq -y --no-install-recommends lxd > /dev/null', { timeoutMs: 180_000 });
    await metal.write('/root/image.sh', smallImage);
    await metal.sh(
      `lxc storage create default dir; sh /root/image.sh
      lxc profile device add default root disk path=/ pool=default
      lxc image import /root/meta.tar.gz /root/rootfs.tar.gz --alias small
      lxc launch small hmis -c user.type=instances; lxc init small old -c user.type=instances
      mkdir -p /opt/ansible/secrets`,
      { timeoutMs: 180_000 },
    );
    // The layout that dhis2-server-tools leaves in a container; there is no Tomcat to run it in this small image.
    await metal.write('/root/conf', confOf({ host: '172.19.2.20', name: 'hmis', user: 'hmis', password }));
    await metal.write('/root/server.xml', '<Server><!-- <Connector port="1"/> --><Connector port="8080"/></Server>');
    await metal.sh(`lxc exec hmis -- mkdir -p /opt/dhis2 /var/lib/tomcat10/conf /var/lib/tomcat10/webapps/hmis/WEB-INF/lib
      lxc file push /root/conf hmis/opt/dhis2/dhis.conf
      lxc file push /root/server.xml hmis/var/lib/tomcat10/conf/server.xml
      lxc exec hmis -- sh -c ': > /var/lib/tomcat10/webapps/hmis/WEB-INF/lib/dhis-support-system-2.41.3.jar'`);

    const found = await look([], metal);
    assert.deepEqual(found.tools, { known: true, value: ['dhis2-server-tools', 'lxd'] });
    assert.ok(found.guests.known && found.guests.value !== 'none');
    assert.deepEqual(
      found.guests.value.guests.map(({ name, running, type, machine }) => [name, running, type, machine !== undefined]),
      [
        ['hmis', true, 'instances', true],
        ['old', false, 'instances', false],
      ],
    );
    const tomcats = found.guests.value.guests[0]?.machine?.tomcats;
    assert.ok(tomcats?.known, JSON.stringify(tomcats));
    assert.deepEqual(
      tomcats.value.map(({ running, ports, applications, conf }) => [running, ports, applications[0]?.version, conf?.databaseUrl]),
      [[false, [8080], '2.41.3', 'jdbc:postgresql://172.19.2.20/hmis']],
    );
    assert.ok(!JSON.stringify(found).includes(password));
    const ofMetal: HostingManifest = { version: 1, hosts: [{ name: 'metal', address: '192.0.2.1' }] };
    assert.deepEqual(
      driftOf(found, ofMetal).map(({ kind, about }) => [kind, about]),
      [
        ['extra', 'hmis'],
        ['extra', 'hmis'],
        ['unknown', 'old'],
      ],
    );
    const text = draftText(found, ofMetal);
    const draft = readManifest(text);
    assert.deepEqual(
      [
        draft.problems,
        draft.hosts.map(({ name, guestOf }) => [name, guestOf]),
        draft.instances.map(({ name, host: on, dhis2Version }) => [name, on, dhis2Version]),
      ],
      [
        [],
        [
          ['metal', undefined],
          ['hmis', 'metal'],
          ['old', 'metal'],
        ],
        [['hmis', 'hmis', '2.41.3']],
      ],
      text,
    );
  });
});

/** Programs of the host with their libraries, and a first process that waits: a container within a second, without a download. */
const smallImage = `set -eu
root=/root/image/rootfs
for folder in usr/bin proc sys dev tmp run root etc var opt home sbin lib64; do mkdir -p "$root/$folder"; done
ln -s usr/bin $root/bin
for program in sh env cat ls grep sed awk tr head tail sort cut base64 timeout readlink stat date find printf sleep id mktemp basename uniq wc uname mkdir; do
  file=$(readlink -f "/usr/bin/$program")
  cp "$file" "$root/usr/bin/$program"
  ldd "$file" | grep -o '/[^ ]*' | while read -r lib; do [ -e "$root$lib" ] || { mkdir -p "$root\${lib%/*}"; cp "$lib" "$root$lib"; }; done
done
cp /etc/os-release /etc/passwd /etc/group $root/etc/
printf '#!/bin/sh\\nexec sleep infinity\\n' > $root/sbin/init
chmod 755 $root/sbin/init
cd /root/image
printf 'architecture: x86_64\\ncreation_date: 1700000000\\nproperties: {description: small}\\n' > metadata.yaml
tar -czf ../meta.tar.gz metadata.yaml
tar -C rootfs -czf ../rootfs.tar.gz .
`;
