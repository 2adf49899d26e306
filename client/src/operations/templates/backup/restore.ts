/** A set into a new database beside the live ones: for the drill that proves it, and for a real restore. */

export const restoreModule = String.raw`# Written by DHIS2 Hosting.
import os
import pwd
import re
import secrets as random
import tempfile

import database
from common import Refused, as_account, connection, tool

SCRATCH = 'dhis2_restore_test_'
# The superuser makes these before; a dump only brings what belongs to others.
NOT_OURS = re.compile(r'^\d+; \d+ \d+ (EXTENSION|COMMENT - EXTENSION|SCHEMA - public|COMMENT - SCHEMA public)\b')


def admin(conf, statements, name='postgres', **variables):
    """As the server's superuser, for what only that one may. Nothing that a dump brings is run as it."""
    words = ['runuser', '-u', 'postgres', '--', 'psql', '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1',
             '--port', str(conf['database']['port']), '--dbname', name]
    for key, value in variables.items():
        words += ['--set', '%s=%s' % (key, value)]
    return tool(words, 'database', input=statements.encode(), cwd='/').decode().split('\n')[:-1]


def databases(conf):
    return set(admin(conf, 'select datname from pg_database'))


def remove_scratch(conf):
    """Of drills that were killed. Only names that a drill makes, and only of our role."""
    for name in admin(conf, "select datname from pg_database where datname like :'prefix' || '%' and pg_get_userbyid(datdba) = :'role'",
                      prefix=SCRATCH.replace('_', r'\_'), role=conf['database']['user']):
        drop_scratch(conf, name)


def drop_scratch(conf, name):
    if not re.fullmatch(SCRATCH + '[0-9a-f]{12}', name):
        raise Refused('name', '%s is not the name of a scratch database' % name)
    admin(conf, 'drop database if exists :"scratch" with (force)', scratch=name)


def scratch_name():
    return SCRATCH + random.token_hex(6)


def check_room(conf, known):
    folder = admin(conf, 'show data_directory')[0]
    free = os.statvfs(folder)
    needed = known['database']['bytes'] * 11 // 10
    if free.f_bavail * free.f_frsize < needed:
        raise Refused('space', '%s has %d MB free, and about %d MB are needed' % (folder, free.f_bavail * free.f_frsize >> 20, needed >> 20))


def create(conf, known, name):
    """Empty, of our role, with the extensions of the set. Returns those that have another version here."""
    if name in databases(conf):
        raise Refused('name', 'the database %s is there already' % name)
    admin(conf, '''
create database :"new" owner :"role" template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8';
revoke all on database :"new" from public;''', new=name, role=conf['database']['user'])
    wanted = {each: version for each, version in known['database']['extensions'].items() if each != 'plpgsql'}
    for each in wanted:
        admin(conf, 'create extension if not exists :"extension"', name, extension=each)
    if 'postgis' in wanted:
        admin(conf, 'grant insert on spatial_ref_sys to :"role"', name, role=conf['database']['user'])
    here = dict(line.split('|') for line in admin(conf, 'select extname, extversion from pg_extension', name))
    return {each: [version, here[each]] for each, version in wanted.items() if here[each] != version}


def check_versions(conf, known):
    """A dump of a newer server is not for an older one."""
    here = admin(conf, 'show server_version')[0]
    major = lambda text: int(re.match(r'\d+', text)[0])
    if major(here) < major(known['database']['postgresql']):
        raise Refused('version', 'the set is of PostgreSQL %s, here is %s' % (known['database']['postgresql'], here))
    there = set(admin(conf, 'select name from pg_available_extensions'))
    missing = sorted(set(known['database']['extensions']) - there)
    if missing:
        raise Refused('version', 'extensions that are not here: %s' % ', '.join(missing))
    return here


def load(conf, folder, name, jobs):
    """As the account of backups, who owns the new database and nothing else."""
    path = folder + '/database.dump'
    contents = tool(['pg_restore', '--list', path], 'decode').decode().split('\n')
    with tempfile.NamedTemporaryFile('w', suffix='.list') as file:
        file.writelines(line + '\n' for line in contents if not NOT_OURS.match(line))
        file.flush()
        os.chown(file.name, pwd.getpwnam(conf['database']['user']).pw_uid, -1)
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
`;
