/** How a dump of others becomes a database beside the live one. Second half of the program that restores one. */

export const loaderSource = String.raw`
import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading

ROLE = 'restore-dhis2'
NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs']
WANTED = ['btree_gin', 'pg_trgm', 'postgis']
KEY_TABLES = ['dataelement', 'datavalue', 'enrollment', 'event', 'organisationunit', 'program', 'programinstance', 'programstageinstance',
              'trackedentity', 'trackedentityinstance', 'userinfo', 'users']
UNPACKERS = ((b'\x1f\x8b', 'gzip'), (b'\x28\xb5\x2f\xfd', 'zstd'), (b'\xfd7zX', 'xz'), (b'BZh', 'bzip2'))


def tool(words, code, **more):
    """Output of another program. Its exit code is looked at, always."""
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd='/', **more)
    if done.returncode != 0:
        raise Refused(code, '%s: %s' % (words[0], done.stderr[-400:].decode('utf-8', 'replace')))
    return done.stdout.decode('utf-8', 'surrogateescape').split('\n')[:-1]


def psql(port, database, user, options, **variables):
    words = ['setpriv', '--reuid=' + user, '--regid=' + user, '--clear-groups', '--no-new-privs', 'env', '-i', 'PATH=' + os.environ['PATH'],
             'LC_ALL=C', 'PGTZ=UTC', 'PGOPTIONS=' + options, 'psql', '--no-psqlrc', '--no-password', '--quiet', '--tuples-only', '--no-align',
             '--set', 'ON_ERROR_STOP=1', '--host', '/var/run/postgresql', '--port', port, '--dbname', database]
    for name, value in variables.items():
        words += ['--set', '%s=%s' % (name, value)]
    return words


def admin(conf, statements, database='postgres', **variables):
    """As the superuser. Nothing of a dump is run as it: what a dump may have named like a function of the server is not found."""
    words = psql(conf['port'], database, 'postgres', '-c client_min_messages=warning -c search_path=pg_catalog', **variables)
    return tool(words, 'database', input=statements.encode())


def ask(conf, statements, name):
    """As the role that is here for this one restore."""
    options = '-c client_min_messages=warning -c statement_timeout=0 -c search_path=public'
    return tool(psql(conf['port'], name, ROLE, options), 'database', input=statements.encode('utf-8', 'surrogateescape'))


def clear(conf):
    """What attempts left that were cut off. Only names that this program gives, and never one that is in use."""
    for name in admin(conf, 'select datname from pg_database'):
        if re.fullmatch(re.escape(conf['live']) + r'_loading_\d{8}t\d{6}z', name):
            admin(conf, 'drop database if exists :"gone" with (force)', gone=name)
    admin(conf, 'drop role if exists :"role"', role=ROLE)
    if subprocess.run(['getent', 'passwd', ROLE], stdout=subprocess.DEVNULL).returncode == 0:
        tool(['userdel', ROLE], 'account')


def create(conf, name, owner):
    """Empty, with the extensions that the live one has: before anything of a dump is in it."""
    admin(conf, '''
create database :"new" owner :"role" template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8';
revoke all on database :"new" from public;''', new=name, role=owner)
    there = set(admin(conf, 'select name from pg_available_extensions'))
    live = [each for each in admin(conf, 'select extname from pg_extension', conf['live']) if each != 'plpgsql']
    for each in sorted(set(live + WANTED) & there):
        admin(conf, 'set search_path = public; create extension if not exists :"extension"', name, extension=each)
    admin(conf, '''
revoke create on schema public from public;
select format('grant create on schema public to %I', :'role') \gexec
select format('grant insert on public.spatial_ref_sys to %I', :'role') where to_regclass('public.spatial_ref_sys') is not null \gexec
''', name, role=owner)


def own_rows(conf, name):
    """Of tables that came with extensions: what a dump has of them comes on top."""
    tables = admin(conf, "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'", name)
    return {'public.' + each: int(ask(conf, 'select count(*) from public."%s"' % each, name)[0]) for each in tables}


class Room:
    """The live database is on the same disk: what is loaded ends before that is full."""

    def __init__(self, folder, psql):
        self.folder, self.psql, self.full, self.done = folder, psql, False, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        while not self.done.wait(1):
            disk = os.statvfs(self.folder)
            if disk.f_bavail < max(disk.f_blocks // 50, (256 << 20) // disk.f_frsize):
                self.full = True
                self.psql.kill()
                return


def check_room(folder, path, is_packed):
    """A guess: what is packed becomes much more, indexes come on top. What it takes in truth is watched."""
    disk = os.statvfs(folder)
    needed, free = os.path.getsize(path) * (6 if is_packed else 2), disk.f_bavail * disk.f_frsize
    if free < needed:
        raise Refused('space', '%s has %d MB free, and about %d MB are needed' % (folder, free >> 20, needed >> 20))


def text_of(path, said):
    """Programs that make text of the dump, each reading what the one before wrote; as nobody, since it may be made to break them."""
    def start(words, source):
        env = {'LC_ALL': 'C', 'PATH': os.environ['PATH']}
        with source:
            return subprocess.Popen(NOBODY + words, stdin=source, stdout=subprocess.PIPE, stderr=said, env=env, cwd='/')

    with open(path, 'rb') as file:
        magic = file.read(8)
    unpacker = next((name for begin, name in UNPACKERS if magic.startswith(begin)), None)
    unpack = [unpacker, '-dcq'] if unpacker else ['cat']
    with start(unpack, open(path, 'rb')) as look:
        is_custom = look.stdout.read(5) == b'PGDMP'
        look.kill()
    chain = [start(unpack, open(path, 'rb'))]
    if is_custom:
        newest = max(os.listdir('/usr/lib/postgresql'), key=lambda each: int(re.match(r'\d+', each)[0]))
        words = ['/usr/lib/postgresql/%s/bin/pg_restore' % newest, '--file=-', '--no-owner', '--no-acl', '--no-tablespaces']
        chain.append(start(words + ['--no-publications', '--no-subscriptions', '--no-security-labels'], chain[0].stdout))
    return chain, unpacker is not None or is_custom


def shut_in(conf, name):
    """
    What psql reads from here on cannot give it commands: not to run programs, not to read files, not to go to another
    database. One that does not know the word is older than August 2025.
    """
    word = secrets.token_hex(32)
    tried = subprocess.run(psql(conf['port'], name, ROLE, ''), input=b'\\restrict %s\n\\! true\n' % word.encode(), stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, cwd='/')
    if tried.returncode == 2:
        raise Refused('login', tried.stderr[-400:].decode('utf-8', 'replace'))
    if b'restricted' not in tried.stderr:
        raise Refused('psql', 'psql of this host is too old to be shut in: apt-get install --only-upgrade postgresql-client-common postgresql-client')
    return b'\\restrict %s\n' % word.encode()


def load(conf, path, name, begin):
    """As a role that owns the new database and nothing else, and is gone afterwards."""
    folder = admin(conf, 'show data_directory')[0]
    reader = Reader(int(admin(conf, 'show server_version_num')[0]) // 10000)
    options = '-c client_min_messages=warning -c statement_timeout=0 -c synchronous_commit=off'
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complaints:
        chain, is_packed = text_of(path, complaints)
        loader = subprocess.Popen(psql(conf['port'], name, ROLE, options), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, cwd='/')
        room = Room(folder, loader)
        try:
            check_room(folder, path, is_packed)
            loader.stdin.write(begin)
            for lines in iter(lambda: chain[-1].stdout.readlines(1 << 20), []):
                reader.text(lines, loader.stdin.write)
            codes = [each.wait() for each in chain]
            if any(codes):
                complaints.seek(0)
                raise Refused('cut', 'it cannot be read to its end: %s' % complaints.read()[-300:].decode('utf-8', 'replace'))
            reader.end()
            loader.stdin.close()
        except BrokenPipeError:
            pass
        finally:
            for each in chain:
                each.kill()
            if sys.exc_info()[0] is not None:
                loader.kill()
            with contextlib.suppress(OSError):
                loader.stdin.close()
            code = loader.wait()
            room.done.set()
            room.thread.join()
        if room.full:
            raise Refused('space', 'the disk of %s is nearly full' % folder)
        if code != 0:
            said.seek(0)
            raise Refused('restore', said.read(400).decode('utf-8', 'replace'))
    return reader


def compare(conf, reader, before, name):
    """Rows of each table next to those that the dump brought, and what the dump was judged to be."""
    quoted = lambda text: text.replace("'", "''")
    tables = sorted(reader.rows)
    kinds = ask(conf, ''.join("select relkind from pg_class where oid = '%s'::regclass;\n" % quoted(each) for each in tables), name)
    counts = ask(conf, ''.join('select count(*) from %s %s;\n' % ('only' if kind == 'r' else '', each) for each, kind in zip(tables, kinds)), name)
    if not reader.inserted:
        wanted = {each: reader.rows[each] + before.get(each if '.' in each else 'public.' + each, 0) for each in tables}
        wrong = ['%s: %s instead of %d' % (each, count, wanted[each]) for each, count in zip(tables, counts) if int(count) != wanted[each]]
        if wrong or len(counts) != len(tables):
            raise Refused('compare', '; '.join(wrong))
    rows = sum(reader.rows.values()) + reader.inserted
    if str(rows) != conf['rows']:
        raise Refused('changed', '%s rows were judged, %d are in it' % (conf['rows'], rows))
    migration = ask(conf, "select version from public.flyway_schema_history where success and version is not null order by installed_rank desc limit 1", name)
    if migration != [conf['migration']]:
        raise Refused('compare', 'migration: %s instead of %s' % (migration, conf['migration']))
    return dict(zip(tables, counts)), rows


def newest(conf, tables, name):
    """When a row of a key table was changed last; empty when none tells."""
    dated = ask(conf, "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'lastupdated' "
                "and data_type like 'timestamp%' order by 1", name)
    times = [line for each in dated if each in KEY_TABLES for line in ask(conf, 'select max(lastupdated) from public."%s"' % each, name)]
    return max(times, default='')


def tell(conf, reader, counts, rows, name):
    print('%d tables, %d rows, last migration %s' % (len(counts) or len(reader.rows), rows, conf['migration']))
    for table, count in counts.items():
        if table.rpartition('.')[2] in KEY_TABLES:
            print('  %s: %s rows' % (table, count))
    print('newest change: %s (UTC, or as the dump has it)' % (newest(conf, counts, name) or '-'))
`;
