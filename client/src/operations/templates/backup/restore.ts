/** A set into a new database beside the live ones: for the drill that proves it, and for a real restore. */

export const restoreModule = String.raw`# Written by DHIS2 Hosting.
import contextlib
import os
import pwd
import re
import secrets as random
import shutil
import tempfile

import database
import offsite
import parts
import room
import scrub
import sets
from common import ACCOUNT, ID, Refused, as_account, attempt, connection, locked, now, tool, written

SCRATCH = 'dhis2_restore_test_'
# The superuser makes these before; a dump only brings what belongs to others.
NOT_OURS = re.compile(r'^\d+; \d+ \d+ (EXTENSION|COMMENT - EXTENSION|SCHEMA - public|COMMENT - SCHEMA public)\b')


def restored_name(conf, identity, what='restored'):
    """The same as hosts/restored.ts makes; on another host there is one room for all."""
    if room.is_elsewhere(conf):
        return room.room(conf)
    name = '%s_%s_%s' % (conf['database']['name'], what, identity.lower())
    if not ID.match(identity) or len(name.encode()) > 63:
        raise Refused('name', '%s is no name of a database' % name)
    return name


def restored_folder(conf, identity, what='restored'):
    container = parts.files_folder(conf)
    return container and '%s/%s.%s-%s' % (conf['home'], container, what, identity)


def admin(conf, statements, name='postgres', **variables):
    """As the server's superuser, for what only that one may. Nothing that a dump brings is run as it."""
    words = ['runuser', '-u', 'postgres', '--', 'psql', '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1',
             '--port', str(conf['database']['port']), '--dbname', name]
    for key, value in variables.items():
        words += ['--set', '%s=%s' % (key, value)]
    return tool(words, 'database', input=statements.encode(), cwd='/').decode().split('\n')[:-1]


def databases(conf):
    """Names that are taken."""
    if room.is_elsewhere(conf):
        return set() if room.held(conf) == '' else {room.room(conf)}
    return set(admin(conf, 'select datname from pg_database'))


def remove_scratch(conf):
    """Of drills that were killed. Only names that a drill makes, and only of our role."""
    if room.is_elsewhere(conf):
        room.check_free(conf)
        room.clear(conf)
        return
    for name in admin(conf, "select datname from pg_database where datname like :'prefix' || '%' and pg_get_userbyid(datdba) = :'role'",
                      prefix=SCRATCH.replace('_', r'\_'), role=conf['database']['user']):
        drop_scratch(conf, name)


def drop_scratch(conf, name):
    if room.is_elsewhere(conf):
        room.clear(conf)
        return
    if not re.fullmatch(SCRATCH + '[0-9a-f]{12}', name):
        raise Refused('name', '%s is not the name of a scratch database' % name)
    admin(conf, 'drop database if exists :"scratch" with (force)', scratch=name)


def scratch_name(conf):
    return room.room(conf) if room.is_elsewhere(conf) else SCRATCH + random.token_hex(6)


def check_room(conf, known):
    if room.is_elsewhere(conf):
        folder, free = 'PostgreSQL on %s' % conf['database']['host'], room.free_bytes(conf)
    else:
        folder = admin(conf, 'show data_directory')[0]
        disk = os.statvfs(folder)
        free = disk.f_bavail * disk.f_frsize
    needed = known['database']['bytes'] * 11 // 10
    if free < needed:
        raise Refused('space', '%s has %d MB free, and about %d MB are needed' % (folder, free >> 20, needed >> 20))


def create(conf, known, name):
    """Empty, of our role, with the extensions of the set. Returns those that have another version here."""
    if name in databases(conf):
        raise Refused('name', 'the database %s is there already' % name)
    wanted = {each: version for each, version in known['database']['extensions'].items() if each != 'plpgsql'}
    if room.is_elsewhere(conf):
        room.clear(conf)
        return others(wanted, room.ask(conf, 'select extname, extversion from pg_extension'))
    admin(conf, '''
create database :"new" owner :"role" template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8';
revoke all on database :"new" from public;''', new=name, role=conf['database']['user'])
    for each in wanted:
        admin(conf, 'create extension if not exists :"extension"', name, extension=each)
    if 'postgis' in wanted:
        admin(conf, 'grant insert on spatial_ref_sys to :"role"', name, role=conf['database']['user'])
    return others(wanted, admin(conf, 'select extname, extversion from pg_extension', name))


def others(wanted, lines):
    here = dict(line.split('|') for line in lines)
    missing = sorted(set(wanted) - set(here))
    if missing:
        raise Refused('version', 'extensions that are not in the new database: %s' % ', '.join(missing))
    return {each: [version, here[each]] for each, version in wanted.items() if here[each] != version}


def check_versions(conf, known):
    """A dump of a newer server is not for an older one."""
    ask = room.ask if room.is_elsewhere(conf) else admin
    here = ask(conf, 'show server_version')[0]
    major = lambda text: int(re.match(r'\d+', text)[0])
    if major(here) < major(known['database']['postgresql']):
        raise Refused('version', 'the set is of PostgreSQL %s, here is %s' % (known['database']['postgresql'], here))
    there = set(ask(conf, 'select name from pg_available_extensions'))
    missing = sorted(set(known['database']['extensions']) - there)
    if missing:
        raise Refused('version', 'extensions that are not here: %s' % ', '.join(missing))
    return here


def load(conf, folder, name):
    """As the account of backups, who owns the new database and nothing else. Half of the cores stay for people."""
    jobs = max(2, (os.cpu_count() or 2) // 2)
    path = folder + '/database.dump'
    contents = tool(['pg_restore', '--list', path], 'decode').decode().split('\n')
    with tempfile.NamedTemporaryFile('w', suffix='.list') as file:
        file.writelines(line + '\n' for line in contents if not NOT_OURS.match(line))
        file.flush()
        os.chown(file.name, pwd.getpwnam(ACCOUNT).pw_uid, -1)
        env = connection(conf, PGDATABASE=name, PGOPTIONS='-c default_transaction_read_only=off -c statement_timeout=0')
        tool(as_account(conf, ['pg_restore', '--exit-on-error', '--no-owner', '--no-acl', '--no-password', '--jobs=%d' % jobs,
                               '--use-list=' + file.name, '--dbname=' + name, path]), 'restore', env=env, cwd='/')


def compare(conf, known, name):
    """What is in the new database, next to what the set says: rows, last migration, newest change."""
    snapshot = database.Snapshot(conf, name)
    try:
        found = snapshot.facts()
    finally:
        snapshot.close()
    for what in ('migration', 'newest'):
        if found[what] != known['database'][what]:
            raise Refused('compare', '%s: %s instead of %s' % (what, found[what], known['database'][what]))
    database.compare(known['database']['counts'], {'public.' + table: count for table, count in found['counts'].items()})
    return found


def beside(conf, identity):
    """A set as a database and a folder of their own beside the live ones, ready to be used."""
    with bringing(conf, '%s/%s' % (conf['sets'], identity), identity) as (folder, known, name):
        if known['instance'] != conf['instance']:
            raise Refused('foreign', '%s is a set of %s' % (folder, known['instance']))
        if known['key'] != parts.key_fingerprint(conf):
            raise Refused('key', 'encryption.password of this host is another one than that of the set')
        fetch(conf, folder, known, name)
        give_to_owner(conf, name, identity)
        unpack(conf, folder, known, identity)
    return name


def scrubbed(conf, path):
    """
    A set, of any instance that has its sets here, as a database beside the live one of a staging or training instance,
    without what such a copy must not have. Uploads are not brought: nobody knows what is in them.
    """
    scrub.check_purpose(conf)
    if not re.fullmatch(r'([a-z0-9][a-z0-9-]*/)?\d{8}T\d{6}Z', path):
        raise Refused('name', '%s is not [INSTANCE/]SET' % path)
    identity = path.rpartition('/')[2]
    with bringing(conf, '%s/%s' % (conf['folder'] if '/' in path else conf['sets'], path), identity) as (folder, known, name):
        fetch(conf, folder, known, name)
        report = scrub.scrub(conf, name)
        # PostgreSQL may have looked at the rows meanwhile and kept the most common values.
        if not room.is_elsewhere(conf):
            admin(conf, 'delete from pg_statistic', name)
            admin(conf, 'vacuum (full) pg_statistic', name)
        scrub.ask(conf, name, 'analyze')
        report['admin'] = scrub.let_in(conf, name, identity)
        give_to_owner(conf, name, identity)
    return name, report


@contextlib.contextmanager
def bringing(conf, folder, identity):
    """A set that was read whole; what fails while it is brought leaves nothing."""
    name = restored_name(conf, identity)
    with locked(conf), attempt(conf, 'restore') as values:
        values['set'] = identity
        if not os.path.exists(folder) and folder == '%s/%s' % (conf['sets'], identity):
            offsite.bring(conf, identity)
        known = sets.check(folder)
        if known['database'] is None:
            raise Refused('empty', 'the set has no database')
        if name in databases(conf):
            raise Refused('name', 'the database %s is there already' % name)
        try:
            yield folder, known, name
        except BaseException:
            forget(conf, identity)
            raise


def fetch(conf, folder, known, name):
    check_versions(conf, known)
    check_room(conf, known)
    create(conf, known, name)
    load(conf, folder, name)
    compare(conf, known, name)


def give_to_owner(conf, name, identity):
    """As the step that makes databases leaves them: its owner and the account of backups come in, nobody else."""
    if room.is_elsewhere(conf):
        room.hold(conf, identity)
        return
    admin(conf, '''
reassign owned by :"role" to :"owner";
revoke create on schema public from public;
grant create on schema public to :"owner";
grant connect on database :"new" to :"role";''', name, role=conf['database']['user'], owner=conf['owner'], new=name)


def unpack(conf, folder, known, identity):
    target = restored_folder(conf, identity)
    if known['files'] is None or target is None:
        return
    free = os.statvfs(conf['home'])
    if free.f_bavail * free.f_frsize < known['files']['bytes'] * 11 // 10:
        raise Refused('space', '%s has no room for the files' % conf['home'])
    shutil.rmtree(target, ignore_errors=True)
    os.mkdir(target, 0o750)
    tool(['tar', '--extract', '--file=' + folder + '/files.tar', '--directory=' + target, '--strip-components=1', '--no-same-owner'], 'files')
    tool(['chown', '--recursive', '%s:%s' % (conf['account'], conf['account']), target], 'files')
    if parts.measure(target) != (known['files']['count'], known['files']['bytes']):
        raise Refused('files', '%s holds something else than the set' % target)


def forget(conf, identity):
    """Takes away what a restore made, and nothing that is in use: the names say which."""
    if not room.is_elsewhere(conf):
        admin(conf, 'drop database if exists :"gone" with (force)', gone=restored_name(conf, identity))
    elif room.held(conf) in ('', identity):
        room.clear(conf)
    folder = restored_folder(conf, identity)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def swap(conf, identity, back=False):
    """By renaming, all at once or not at all. Nobody may be connected: the server is stopped before."""
    with locked(conf):
        if room.is_elsewhere(conf):
            if not back and room.held(conf) != identity:
                raise Refused('name', '%s does not hold the set %s' % (room.room(conf), identity))
            room.swap(conf, identity, back)
        elif not swap_here(conf, identity, back):
            return
        container = parts.files_folder(conf)
        if container is None:
            return
        folder, given = '%s/%s' % (conf['home'], container), restored_folder(conf, identity, 'before' if back else 'restored')
        aside = restored_folder(conf, identity, 'restored' if back else 'before')
        if os.path.isdir(given):
            if os.path.isdir(folder):
                os.rename(folder, aside)
            os.rename(given, folder)


def swap_here(conf, identity, back):
    """False when there is nothing to take back."""
    live, restored, kept = conf['database']['name'], restored_name(conf, identity), restored_name(conf, identity, 'before')
    there = databases(conf)
    if back and kept not in there:
        return False
    if not back and (kept in there or restored not in there):
        raise Refused('name', '%s is there already, or %s is not' % (kept, restored))
    first, second = (restored, kept) if back else (kept, restored)
    admin(conf, '''
select pg_terminate_backend(pid) from pg_stat_activity where datname in (:'live', :'second') and pid <> pg_backend_pid();
begin;
alter database :"live" rename to :"first";
alter database :"second" rename to :"live";
commit;''', live=live, first=first, second=second)
    return True
`;
