/** The order in which a dump of others is restored. Last part of the program. */

export const mainSource = String.raw`
def restore(conf):
    """Under a name that nobody uses, until all of it is there and was compared."""
    name = '%s_loading_%s' % (conf['live'], conf['stamp'])
    clear(conf)
    check_place(conf)
    try:
        tool(['useradd', '--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', ROLE], 'account')
        admin(conf, 'create role :"role" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls', role=ROLE)
        create(conf, name, ROLE)
        begin = shut_in(conf, name)
        before = own_rows(conf, name)
        reader = load(conf, conf['path'], name, begin)
        counts, rows = compare(conf, reader, before, name)
        tell(conf, reader, counts, rows, name)
        ask(conf, 'analyze', name)
        hand_over(conf, name)
    finally:
        clear(conf)
    print('restored as %s' % conf['final'])


def check_place(conf):
    there = admin(conf, 'select datname from pg_database')
    if conf['room'] == '':
        if conf['final'] in there:
            raise Refused('name', 'the database %s is there already' % conf['final'])
        return
    busy = admin(conf, "select count(*) from pg_stat_activity where datname = :'room'", room=conf['room'])[0]
    if comment_of(conf, conf['room']) != [''] or busy != '0':
        raise Refused('busy', '%s is not there, not empty or in use' % conf['room'])


def comment_of(conf, name):
    return admin(conf, "select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where datname = :'name'", name=name)


def hand_over(conf, name):
    """Its owner and the account of backups come in, nobody else. The name says that it is whole, so it comes last."""
    admin(conf, '''
reassign owned by :"role" to :"owner";
drop owned by :"role";
revoke create on schema public from public;
select format('grant create on schema public to %I', :'owner') \gexec
select format('alter database %I reset all', :'new') \gexec
select format('grant connect on database %I to %I', :'new', rolname) from pg_roles where rolname = 'backup-dhis2' and :'room' = '' \gexec
''', name, role=ROLE, owner=conf['owner'], new=name, room=conf['room'])
    check_place(conf)
    # Not by force: somebody may have come in meanwhile.
    if conf['room'] != '':
        admin(conf, 'drop database :"room"', room=conf['room'])
    os.makedirs(conf['kept'], exist_ok=True)
    with open(conf['kept'] + '/made', 'w'):
        pass
    admin(conf, '''
select format('comment on database %I is %L', :'new', :'comment') \gexec
alter database :"new" rename to :"final";''', new=name, final=conf['final'], comment=conf['comment'])


def undo(conf):
    """Only what this run made, and not what took its place since. A room stays one: empty."""
    clear(conf)
    if not os.path.exists(conf['kept'] + '/made'):
        return
    held = comment_of(conf, conf['final'])
    if held == [conf['comment']]:
        admin(conf, 'drop database :"gone" with (force)', gone=conf['final'])
    if conf['room'] != '' and held in ([], [conf['comment']]):
        create(conf, conf['room'], conf['owner'])
    os.unlink(conf['kept'] + '/made')


def main(words):
    names = ('what', 'port', 'live', 'owner', 'path', 'stamp', 'final', 'room', 'comment', 'rows', 'migration')
    conf = dict(zip(names, words), kept=os.environ['DHIS2_HOSTING_KEPT'])
    os.umask(0o077)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        {'restore': restore, 'undo': undo}[conf['what']](conf)
        return 0
    except Refused as refused:
        print(json.dumps({'failed': refused.code, 'detail': refused.detail}), file=sys.stderr)
        return 1


sys.exit(main(sys.argv[1:]))
`;
