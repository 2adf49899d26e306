/** A restored database without what a copy must not have: by a list, counted afterwards, and only beside what is live. */
import { type ScrubRow, scrubList } from './scrub-list.ts';

/** Of instances that may have such a copy. A production is none of them, whatever is asked for. */
export const scrubbedPurposes = ['staging', 'test', 'training'] as const;

function rowFor({ why: _, ...row }: ScrubRow): object {
  return row;
}

const rows = JSON.stringify(scrubList.map(rowFor), undefined, 1);

export const scrubModule = String.raw`# Written by DHIS2 Hosting.
import json
import os
import re
import secrets as random

from common import Refused, as_account, connection, tool

PURPOSES = ${JSON.stringify(scrubbedPurposes)}
ROWS = json.loads(r'''${rows}''')
ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'


def check_purpose(conf):
    if conf.get('purpose') not in PURPOSES:
        raise Refused('purpose', '%s is not for %s' % (conf['instance'], ' or '.join(PURPOSES)))


def ask(conf, name, statement):
    """As the account of backups, who owns what was restored and nothing else, so that no other database is in reach. Terse: details would tell rows."""
    if name == conf['database']['name'] or not re.search(r'_(restored_\d{8}t\d{6}z|restore_room)$', name):
        raise Refused('name', '%s is not the name of a database that was restored beside' % name)
    words = ['psql', '--no-psqlrc', '--no-password', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1',
             '--set', 'VERBOSITY=terse']
    env = connection(conf, PGDATABASE=name, PGOPTIONS='-c default_transaction_read_only=off -c statement_timeout=0 -c client_min_messages=warning')
    return tool(as_account(conf, words), 'scrub', input=statement.encode(), env=env, cwd='/').decode().split('\n')[:-1]


def left(row, columns):
    """Rows of a table that are not scrubbed, as a condition; None when the table has nothing of what is meant."""
    if row['do'] == 'empty':
        return 'true'
    if row['do'] == 'delete':
        return row['where']
    tests = ['%s is distinct from %s' % (name, value) for name, value in row['set'].items() if name in columns]
    if not tests:
        return None
    return '(%s) and (%s)' % (row.get('where', 'true'), row.get('left') or ' or '.join(tests))


def count(conf, name, table, condition):
    return int(ask(conf, name, 'select count(*) from public.%s where %s' % (table, condition))[0])


def referring(conf, name, tables):
    """Columns of tables that stay which refer to rows that go."""
    listed = ', '.join("'%s'" % table for table in tables)
    return [line.split('|') for line in ask(conf, name, '''
select c.conrelid::regclass, a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
  where c.contype = 'f' and c.confrelid = any (array[%s]::regclass[]) and not c.conrelid = any (array[%s]::regclass[])''' % (listed, listed))]


def empty(conf, name, tables):
    others = referring(conf, name, tables)
    for table, column in others:
        ask(conf, name, 'update %s set %s = null where %s is not null' % (table, column, column))
    if others:
        # PostgreSQL truncates nothing that another table may refer to, whether or not it does.
        for table in tables:
            ask(conf, name, 'delete from public.' + table)
    else:
        ask(conf, name, 'truncate table %s' % ', '.join('public.' + table for table in tables))


def scrub(conf, name):
    """What was scrubbed, by table, and which tables of the list are not here."""
    check_purpose(conf)
    columns = {}
    for line in ask(conf, name, "select table_name, column_name from information_schema.columns where table_schema = 'public'"):
        table, column = line.split('|')
        columns.setdefault(table, set()).add(column)
    changed, checks = {}, []
    for row in ROWS:
        here = [table for table in row['tables'] if table in columns]
        found = {table: condition for table in here for condition in [left(row, columns[table])] if condition is not None}
        for table, condition in found.items():
            changed[table] = changed.get(table, 0) + count(conf, name, table, condition)
            checks.append((table, condition))
            if row['do'] == 'delete':
                ask(conf, name, 'delete from public.%s where %s' % (table, condition))
            elif row['do'] == 'set':
                pairs = ['%s = %s' % pair for pair in row['set'].items() if pair[0] in columns[table]]
                ask(conf, name, 'update public.%s set %s where %s' % (table, ', '.join(pairs), condition))
        if row['do'] == 'empty' and found:
            empty(conf, name, list(found))
    wrong = ['%s: %d' % (table, rows) for table, condition in checks for rows in [count(conf, name, table, condition)] if rows]
    if wrong:
        raise Refused('scrub', 'rows that are not scrubbed: ' + '; '.join(wrong))
    # What was there before is still in the files of the database until they are written anew.
    for table, rows in changed.items():
        if rows:
            ask(conf, name, 'vacuum (full) public.%s' % table)
    return {'changed': changed, 'missing': sorted({table for row in ROWS for table in row['tables'] if table not in columns})}


def bcrypt(password):
    """By perl, which every Debian has: Python has none."""
    salt = ''.join(random.choice(ALPHABET) for _ in range(21)) + random.choice('.Oeu')
    script = 'chomp(my $p = <STDIN>); chomp(my $s = <STDIN>); print crypt($p, $s)'
    said = tool(['perl', '-e', script], 'scrub', input=('%s\n$2a$10$%s\n' % (password, salt)).encode()).decode()
    if not re.fullmatch(r'\$2a\$10\$[./A-Za-z0-9]{53}', said):
        raise Refused('scrub', 'perl makes no bcrypt here')
    return said


def who_may_all(ask):
    """Table and name of one who may do all; None when there is nobody."""
    table, key = ('users', 'userid') if ask("select to_regclass('public.users') is not null")[0] == 't' else ('userinfo', 'userinfoid')
    has_roles = ask("select to_regclass('public.userroleauthorities') is not null and to_regclass('public.userrolemembers') is not null")[0] == 't'
    may_all = ('select u.username from public.%s u join public.userrolemembers m on m.userid = u.%s join public.userroleauthorities a '
               "on a.userroleid = m.userroleid where a.authority = 'ALL'" % (table, key))
    found = ask("select username from (%s) x order by username <> 'admin', username limit 1" % (
        may_all if has_roles else "select username from public.%s where username = 'admin'" % table))
    return (table, found[0]) if found else None


def password_statement(who, password):
    return "update public.%s set password = '%s', disabled = false where username = '%s'" % (
        who[0], bcrypt(password), who[1].replace("'", "''"))


def let_in(conf, name, identity):
    """Nobody could log in: one who may do all gets a password that only root reads. Returns who, and where it is."""
    found = who_may_all(lambda statement: ask(conf, name, statement))
    if found is None:
        return None
    password = '%s-Aa1' % random.token_urlsafe(18)
    path = '%s/admin-password.%s' % (os.path.dirname(conf['secrets']), identity)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
        file.write(password + '\n')
    ask(conf, name, password_statement(found, password))
    return found[1], path
`;
