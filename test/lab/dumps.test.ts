/** Dumps as dhis2-server-tools, dhis2-tools-ng and people make them, judged where they lie: a whole one is whole, and no cut one ever is. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { findOn } from '../../client/src/operations/adopt/found.ts';
import { type JudgedDump, judgeDumps } from '../../client/src/operations/adopt/judge.ts';
import { foundMarkdown } from '../../client/src/operations/adopt/report.ts';
import { soon } from '../support/ssh-client.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { setUpDatabase } from './stack.ts';

const nightly = '/var/pgbackups/db-backup/20261129-030000-daily';

/** Tables by their names in DHIS2; a row that holds what looks like the end of a dump, and an owner. */
const content = `
create table flyway_schema_history (installed_rank int, version text, description text, success boolean);
insert into flyway_schema_history values (1, '2.41.1', 'a', true), (2, '2.42.2', 'b', true), (3, '2.42.9', 'c', false), (4, null, 'r', true);
create table userinfo (userinfoid int, username text, lastupdated timestamp);
insert into userinfo values (1, 'admin', '2026-11-28 09:00:00'), (2, 'ALTER TABLE x OWNER TO y;', null);
create table datavalue (dataelementid int, periodid int, value text, lastupdated timestamp);
insert into datavalue select 1, g, md5(g::text), timestamp '2026-11-01' + g * interval '1 second' from generate_series(1, 60000) g;
insert into datavalue values (2, 1, E'-- PostgreSQL database dump complete\\n\\\\.', '2026-11-29 02:59:00');
create table audit (auditid int); insert into audit values (1); create table analytics_2026 (dx text); insert into analytics_2026 values ('a');`;

/** A hundred times cut, and where bytes have a checksum a hundred times changed. */
const damage = `
import gzip, os, random, subprocess, sys
judge, folder = sys.argv[1], sys.argv[2]
seed = random.randrange(1 << 30)
random.seed(seed)
accepted = tried = 0
for name in sys.argv[3:]:
    path = os.path.join(folder, name)
    whole = open(path, 'rb').read()
    texts = [whole[:random.randrange(len(whole))] for _ in range(25)]
    if name.endswith('.sql'):
        # At the end of a line inside the rows, where psql would find nothing wrong.
        texts += [whole[:whole.index(b'\\n', random.randrange(len(whole) // 2)) + 1] for _ in range(10)]
    elif name.endswith('.gz'):
        plain = gzip.decompress(whole)
        texts += [gzip.compress(plain[:plain.index(b'\\n', random.randrange(len(plain) // 2)) + 1]) for _ in range(10)]
        for _ in range(10):
            at = random.randrange(20, len(whole) - 4)
            texts.append(whole[:at] + bytes(255 - each for each in whole[at:at + 4]) + whole[at + 4:])
    for text in texts:
        with open('/root/damaged', 'wb') as file:
            file.write(text)
        said = subprocess.run(['sh', judge], stdout=subprocess.PIPE).stdout.decode()
        found = dict(line.split('\\t', 1) for line in said.splitlines())
        good = found.get('unpacked') == found.get('decoded') == '0' and found.get('copying') == '0' and found.get('complete') == '1'
        accepted, tried = accepted + good, tried + 1
print('%d of %d accepted, seed %d' % (accepted, tried, seed))
`;

describe('dumps that are found on a host', () => {
  let lab: Lab;
  let host: LabHost;
  let reached: Reached;
  const manifest: HostingManifest = { version: 1, hosts: [{ name: 'db', address: '192.0.2.1' }] };
  const look = async () => {
    const connection = await reached.transport.connect(reached.address, soon(60_000));
    const found = await findOn(connection, 'db', [], soon(120_000));
    const read: string[] = [];
    return { found, read, judged: await judgeDumps(connection, found, soon(240_000), (path) => read.push(path)) };
  };
  const of = (judged: readonly JudgedDump[], name: string) => {
    const dump = judged.find(({ path }) => path.endsWith(`/${name}`));
    assert.ok(dump?.verdict.known, `${name}: ${JSON.stringify(dump)}`);
    return dump.verdict.value;
  };

  before(async () => {
    lab = await startLab();
    host = await lab.host('db', { layers: ['db'] });
    reached = await reach(host);
    await setUpDatabase(host, '127.0.0.1', { name: 'hmis', user: 'hmis', password: 'Pa55-word-nobody-may-see' });
    await host.write('/root/content.sql', content, '644');
    await host.sh(`cp /root/content.sql /run/content.sql; chmod 644 /run/content.sql
      su postgres -c 'psql -Xq --set ON_ERROR_STOP=1 --file /run/content.sql hmis'
      mkdir -p ${nightly} /var/pgbackups/audit-backup/20261129-030000-daily /var/backups/backup2026-11-28-daily /root/backups
      umask 077
      cd ${nightly}
      su postgres -c "pg_dump -O -Fp hmis -T 'aggregated_*' -T 'analytics_*' -T 'completeness_*'" | gzip > hmis.sql.gz
      su postgres -c 'pg_dump -a -t audit hmis' | gzip - > ../../audit-backup/20261129-030000-daily/audit_hmis.sql.gz
      # What tools-ng leaves of a database that is not there: it looks at the end of gzip only.
      su postgres -c 'pg_dump -O -Fp nosuchdb' 2> /dev/null | gzip > /var/backups/backup2026-11-28-daily/gone.sql.gz
      cd /root/backups
      su postgres -c 'pg_dump -O -Fp hmis' > by-hand.sql
      su postgres -c 'pg_dump -Fc hmis' > by-hand.dump
      su postgres -c 'pg_dumpall' > all.sql
      echo secret > pass; gzip -c by-hand.sql | openssl enc -aes-256-cbc -pbkdf2 -e -pass file:pass -salt > sealed.sql.gz.enc; rm pass
      echo hello > note.dump
      head -c 40000 ${nightly}/hmis.sql.gz > half.sql.gz
      head -c 300000 by-hand.dump > half.dump
      # Cut at the end of a line in the middle of the rows: psql restores it with exit code 0.
      head -n 20000 by-hand.sql | gzip > lines.sql.gz
      # One of two databases of a cluster, then the disk was full.
      sed '/^-- PostgreSQL database cluster dump complete/d' all.sql > half-all.sql`);
  });
  after(async () => {
    await reached.transport.dispose();
    await lab.close();
  });

  test('are read to their end, as nobody and without a change', async () => {
    await host.sh('touch /root/before; sleep 1');
    const { found, judged, read } = await look();
    assert.equal(
      await host.sh(
        'find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /var/log -o -path /var/lib/postgresql \\) -prune -o -newer /root/before -print',
      ),
      '',
    );
    assert.equal(read.length, judged.length);
    assert.deepEqual(of(judged, 'hmis.sql.gz'), {
      ...{ verdict: 'whole', format: 'plain', tables: 4, rows: 4 + 2 + 60_001 + 1, users: 2, migration: '2.42.2' },
      ...{ newest: '2026-11-29 02:59:00', postgresql: of(judged, 'hmis.sql.gz').postgresql },
    });
    assert.match(of(judged, 'hmis.sql.gz').postgresql ?? '', /^15\.\d+$/);
    const hand = of(judged, 'by-hand.dump');
    assert.deepEqual([hand.verdict, hand.format, hand.database, hand.rows, hand.migration], ['whole', 'custom', 'hmis', 60_009, '2.42.2']);
    // The audit of the tools is a part, and is told as one.
    assert.deepEqual([of(judged, 'audit_hmis.sql.gz').verdict, of(judged, 'audit_hmis.sql.gz').migration], ['whole', undefined]);
    assert.deepEqual(
      [
        'by-hand.sql',
        'all.sql',
        'gone.sql.gz',
        'half.sql.gz',
        'half.dump',
        'lines.sql.gz',
        'half-all.sql',
        'sealed.sql.gz.enc',
        'note.dump',
      ].map((name) => of(judged, name).verdict),
      ['whole', 'whole', 'empty', 'cut', 'cut', 'cut', 'cut', 'sealed', 'other'],
    );
    assert.equal(of(judged, 'all.sql').cluster, true);
    const page = foundMarkdown(found, manifest, 'en', judged);
    assert.match(
      page,
      /hmis\.sql\.gz` .*\| whole +\| 4 tables, 60008 rows, last migration `2\.42\.2`, newest change `2026-11-29 02:59:00`/,
    );
    assert.match(page, /half\.dump` .*\*\*cut or damaged\*\*/);
    assert.doesNotMatch(page, /Pa55|undefined/);
  });

  test('F36: one that was cut anywhere, or changed where it has checksums, is never called whole', async (t) => {
    const connection = await reached.transport.connect(reached.address, soon(60_000));
    const { dumpVerdict } = await import('../../client/src/operations/facts/dump-verdict.ts');
    await host.write('/root/judge.sh', `${dumpVerdict('/root/damaged').script.text}\n`);
    await host.write('/root/damage.py', damage);
    await host.sh('chmod 755 /root/damage.py; cp /root/backups/by-hand.sql /root/backups/by-hand.dump /root');
    await host.sh(`cp ${nightly}/hmis.sql.gz /root`);
    const said = await host.sh('python3 -IB /root/damage.py /root/judge.sh /root hmis.sql.gz by-hand.sql by-hand.dump', {
      timeoutMs: 300_000,
    });
    t.diagnostic(said.trim());
    assert.match(said, /^0 of 105 accepted/);
    assert.ok(connection);
  });

  test('a dump of a newer PostgreSQL is said to be one, and what cannot be read is not known', async () => {
    // The version of the format is in the bytes behind the name.
    await host.sh(`cd /root/backups; cp by-hand.dump newer.dump; printf '\\001\\143' | dd of=newer.dump bs=1 seek=5 conv=notrunc 2> /dev/null
      cp ${nightly}/hmis.sql.gz packed.sql.zst; printf '\\050\\265\\057\\375' | dd of=packed.sql.zst bs=1 conv=notrunc 2> /dev/null`);
    const { judged } = await look();
    assert.equal(of(judged, 'newer.dump').verdict, 'newer');
    const packed = judged.find(({ path }) => path.endsWith('/packed.sql.zst'));
    assert.equal(
      (await host.exec(['sh', '-c', 'command -v zstd'])).code === 0 ? 'cut' : 'tool-missing',
      packed?.verdict.known === true ? packed.verdict.value.verdict : packed?.verdict.reason,
    );
  });
});
