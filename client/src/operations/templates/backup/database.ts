/** The database part of a set: rows counted inside the snapshot that is dumped, and the dump read whole afterwards. */

export const databaseModule = String.raw`# Written by DHIS2 Hosting.
import re
import subprocess
import tempfile

from common import Refused, as_account, connection, ending, tool

# Rows of these are counted where they are there. Names changed with releases (trackedentityinstance, programinstance).
KEY_TABLES = [
    'categoryoptioncombo', 'completedatasetregistration', 'dataelement', 'dataset', 'datavalue', 'datavalueaudit', 'audit', 'enrollment',
    'event', 'fileresource', 'flyway_schema_history', 'organisationunit', 'period', 'program', 'programinstance',
    'programstageinstance', 'trackedentity', 'trackedentityattributevalue', 'trackedentityinstance', 'userinfo', 'users',
]
# The server makes these anew. Not "analytics*" and "aggregated*": analyticstablehook and aggregatedataexchange are metadata.
LEFT_OUT = r'^(analytics|analytics_.*|aggregateddatavalue|_.*)$'
LOCK_WAIT = '60s'


class Snapshot:
    """A transaction that is held open, so that what is counted is what is dumped."""

    def __init__(self, conf, name=None):
        self.said = tempfile.TemporaryFile()
        words = ['psql', '--no-psqlrc', '--no-password', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1']
        self.psql = subprocess.Popen(
            as_account(conf, words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.said, text=True, cwd='/',
            env=connection(conf, PGDATABASE=name or conf['database']['name']))
        self.ask('begin isolation level repeatable read read only')
        self.name = self.ask('select pg_export_snapshot()')[0]

    def ask(self, statement):
        lines = []
        try:
            self.psql.stdin.write('%s;\n\\echo -- end --\n' % statement)
            self.psql.stdin.flush()
            for line in self.psql.stdout:
                if line == '-- end --\n':
                    return lines
                lines.append(line.rstrip('\n'))
        except BrokenPipeError:
            pass
        code = self.psql.wait()
        self.said.seek(0)
        raise Refused('database', 'psql %s: %s' % (ending(code), self.said.read()[-400:].decode('utf-8', 'replace')))

    def close(self):
        self.psql.kill()
        self.psql.wait()
        self.psql.stdout.close()
        self.said.close()

    def tables(self):
        return set(self.ask(
            "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1"))

    def facts(self):
        """Of the database as it is in this snapshot."""
        tables = self.tables()
        counts = {name: int(self.ask('select count(*) from public.%s' % name)[0]) for name in KEY_TABLES if name in tables}
        migration = self.ask(
            'select version from public.flyway_schema_history where success and version is not null order by installed_rank desc limit 1'
        ) if 'flyway_schema_history' in tables else []
        return {
            'name': self.ask('select current_database()')[0],
            'bytes': int(self.ask('select pg_database_size(current_database())')[0]),
            'postgresql': self.ask('show server_version')[0],
            'taken': self.ask("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")[0],
            'extensions': dict(line.split('|') for line in self.ask('select extname, extversion from pg_extension order by 1')),
            'counts': counts,
            'migration': migration[0] if migration else None,
            'newest': self.newest(counts),
        }

    def left_out(self):
        """
        Names of tables that are not dumped, and of those that are dumped without rows because views of people need them.
        A lock on an analytics table would keep the server from making it anew, and users behind it waiting.
        """
        names = {name for name in self.tables() if re.match(LEFT_OUT, name)}
        kept = names & set(self.ask(
            "select distinct c.relname from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class c on c.oid = d.refobjid "
            "where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and r.ev_class <> c.oid "
            "and c.relnamespace = 'public'::regnamespace"))
        parents = [line.split('|') for line in self.ask(
            'select c.relname, p.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent '
            "where p.relnamespace = 'public'::regnamespace")]
        for _ in range(2):
            kept |= {parent for child, parent in parents if child in kept and parent in names}
        return sorted(names - kept), sorted(kept)

    def newest(self, tables):
        """When a row of a key table was changed last; None when none tells."""
        found = self.ask(
            "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'lastupdated' "
            "and data_type like 'timestamp%%' and table_name in (%s)" % ', '.join("'%s'" % name for name in tables or ['-']))
        times = [self.ask("select to_char(max(lastupdated), 'YYYY-MM-DD\"T\"HH24:MI:SS') from public.%s" % name)[0] for name in found]
        return max([time for time in times if time], default=None)

    def size(self):
        """Bytes of what is dumped, as it is on the disk of the server."""
        return int(self.ask(
            "select coalesce(sum(pg_table_size(c.oid)), 0) from pg_class c where c.relnamespace = 'public'::regnamespace "
            "and c.relkind in ('r', 'm') and c.relname !~ '%s'" % LEFT_OUT)[0])

    def stored_keys(self):
        """Of uploaded files; None when this database knows of none."""
        column = self.ask(
            "select count(*) from information_schema.columns where table_schema = 'public' and table_name = 'fileresource' "
            "and column_name = 'storagekey'")[0]
        return self.ask('select storagekey from public.fileresource where storagekey is not null') if column == '1' else None


def compression():
    """
    One core compresses while the server reads on another. The default of zlib, 6, takes twice as long as 4 for an eighth
    less; zstd, since PostgreSQL 16, is fast and small.
    """
    version = tool(['pg_dump', '--version'], 'dump').decode()
    return '--compress=%s' % ('zstd' if int(re.search(r'\) (\d+)', version)[1]) >= 16 else '4')


def dump(conf, snapshot, path, gone, emptied):
    """Gives up when a lock is not to be had, rather than have users queue behind it."""
    tool([
        'pg_dump', '--format=custom', compression(), '--no-password', '--snapshot=' + snapshot.name, '--lock-wait-timeout=' + LOCK_WAIT,
        *['--exclude-table=public."%s"' % name for name in gone], *['--exclude-table-data=public."%s"' % name for name in emptied],
        '--file=' + path,
    ], 'dump', env=connection(conf))


def roles(conf):
    """Without passwords: those are made anew, or come with the sealed part."""
    return tool(['pg_dumpall', '--roles-only', '--no-role-passwords', '--no-password', '--database=' + conf['database']['name']],
                'database', env=connection(conf))


def decode(path):
    """
    Rows of each table in a dump that is read to its end. Its list of contents proves nothing (a half file has one), and
    pg_restore tells by its exit code alone that a block is broken.
    """
    rows, table, announced = {}, None, False
    with tempfile.TemporaryFile() as said:
        reader = subprocess.Popen(['pg_restore', '--file=-', path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said)
        # A megabyte of whole lines at a time: a line by itself would cost more than it takes to decode.
        for lines in iter(lambda: reader.stdout.readlines(1 << 20), []):
            at = 0
            while at < len(lines):
                line = lines[at]
                if table is not None:
                    try:
                        end = lines.index(b'\\.\n', at)
                    except ValueError:
                        rows[table] += len(lines) - at
                        break
                    rows[table] += end - at
                    table, at = None, end
                elif line.startswith(b'-- Data for Name: '):
                    announced = True
                elif announced and line.startswith(b'COPY ') and line.endswith(b' FROM stdin;\n'):
                    table, announced = line.split(b' ')[1].decode(), False
                    rows[table] = 0
                at += 1
        reader.stdout.close()
        code = reader.wait()
        said.seek(0)
        if code != 0 or table is not None:
            raise Refused('decode', 'pg_restore %s: %s' % (ending(code), said.read()[-400:].decode('utf-8', 'replace')))
    return rows


def compare(counts, rows):
    """What was counted in the snapshot, next to what is in the dump."""
    wrong = ['%s: %s instead of %d' % (name, rows.get('public.' + name, 'nothing'), count)
             for name, count in counts.items() if rows.get('public.' + name) != count]
    if wrong:
        raise Refused('counts', '; '.join(wrong))
`;
