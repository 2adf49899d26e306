/** A database on another host: an empty one stands beside it for what is restored, and a function there exchanges the two. */

export const roomModule = String.raw`# Written by DHIS2 Hosting.
from common import Refused, as_account, connection, tool

# The same as hosts/restored.ts makes.
DOOR = 'dhis2_hosting'

# What the role owns there, as statements; extensions and what is in them belong to the superuser and stay.
DROPS = '''
select format('drop schema if exists %I cascade', nspname) from pg_namespace where pg_get_userbyid(nspowner) = current_user
union all
select format('drop %s if exists %s cascade', case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
  when 'f' then 'foreign table' else 'table' end, oid::regclass)
  from pg_class where relkind in ('r', 'p', 'v', 'm', 'S', 'f') and pg_get_userbyid(relowner) = current_user and relpersistence <> 't'
union all
select format('drop routine if exists %s cascade', oid::regprocedure) from pg_proc where pg_get_userbyid(proowner) = current_user
union all
select format('drop type if exists %s cascade', oid::regtype) from pg_type
  where typtype in ('e', 'd', 'r') and pg_get_userbyid(typowner) = current_user
'''


def is_elsewhere(conf):
    return not conf['database']['host'].startswith('/')


def room(conf):
    return conf['database']['name'] + '_restore_room'


def ask(conf, statements, name=None, **variables):
    """As the role of the instance, over TLS, with the password that only root and the unit have."""
    words = ['psql', '--no-psqlrc', '--no-password', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1']
    for key, value in variables.items():
        words += ['--set', '%s=%s' % (key, value)]
    env = connection(conf, PGDATABASE=name or room(conf),
                     PGOPTIONS='-c default_transaction_read_only=off -c statement_timeout=0 -c client_min_messages=warning')
    return tool(as_account(conf, words), 'database', input=statements.encode(), env=env, cwd='/').decode().split('\n')[:-1]


def held(conf):
    """Which set is in it, ready to be used; empty when it is free."""
    return ask(conf, "select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where datname = current_database()")[0]


def hold(conf, identity):
    ask(conf, 'comment on database :"room" is :\'set\'', room=room(conf), set=identity)


def check_free(conf):
    if held(conf) != '':
        raise Refused('name', '%s holds the set %s, which is to be used or forgotten first' % (room(conf), held(conf)))


def clear(conf):
    """Each by itself: all in one would need more locks than a server has."""
    ask(conf, 'comment on database :"room" is null', room=room(conf))
    ask(conf, DROPS + '\\gexec\n')
    left = ask(conf, 'select count(*) from (%s) x' % DROPS)[0]
    if left != '0':
        raise Refused('scratch', '%s could not be emptied: %s things are left' % (room(conf), left))


def free_bytes(conf):
    return int(ask(conf, 'select public.free_bytes()', DOOR)[0])


def swap(conf, identity, back):
    ask(conf, 'select public.:"swap"(:\'stamp\', :\'back\')', DOOR, swap='swap_' + conf['database']['name'],
        stamp=identity.lower(), back='true' if back else 'false')
`;
