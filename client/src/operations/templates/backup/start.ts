/**
 * The last proof of a drill: the release of the set is started on what was restored. It runs as nobody, in a unit with a
 * network of its own that holds nothing but its loopback; see docs/decisions/0031.
 */
import { behindOthers, withoutRights } from '../sandbox.ts';

/** Of the unit: nothing of the host is written, its folders are systemd's and go with it. */
const properties = [
  ...withoutRights.split('\n'),
  ...behindOthers.split('\n'),
  ...['DynamicUser=yes', 'PrivateNetwork=yes', 'ProtectProc=invisible', 'RemoveIPC=yes', 'UMask=0077', 'LimitNOFILE=65536'],
  ...['MemorySwapMax=0', 'OOMScoreAdjust=900', 'CPUWeight=20', 'TimeoutStopSec=60'],
];

export const startModule = String.raw`# Written by DHIS2 Hosting.
import contextlib
import json
import os
import re
import secrets as random
import shlex
import socket
import subprocess
import tempfile

import room
import scrub
import sets
from common import STATE, Refused, as_account, connection, dhis_conf, tool

PROGRAM = os.path.dirname(os.path.abspath(__file__))
PROPERTIES = json.loads(r'''${JSON.stringify(properties)}''')
# Of the same release nothing is migrated, so that a start takes minutes.
MOST_SECONDS = 1800
# Of the live dhis.conf, what decides whether a server starts on these data, and nothing that leads to others.
TAKEN = re.compile(r'^(db\.pool\.type|flyway\..*|hibernate\..*)$')
# For the host, beside what the server takes.
SPARE_MB = 256


def unit(conf):
    return 'dhis2-hosting-start-test-%s.%s.service' % (conf['plan'], conf['instance'])


def live(conf):
    """Where Java and Tomcat of the instance are. What is secret is in a file that systemd does not show."""
    said = tool(['systemctl', 'show', '--property=Environment', '--value', conf['start']['unit']], 'release').decode()
    found = dict(each.partition('=')[::2] for each in shlex.split(said))
    missing = [name for name in ('JAVA_HOME', 'CATALINA_HOME', 'CATALINA_BASE') if not os.path.isdir(found.get(name, ''))]
    if missing:
        raise Refused('release', '%s is not on this host: it has no %s' % (conf['start']['unit'], ', '.join(missing)))
    return found


def minor(release):
    return re.match(r'\d+\.\d+|', release)[0]


def check(conf, known):
    """Before a restore that takes hours. Returns the folder of the release."""
    release, runs = known['release'], sets.release_of(conf)
    if not release or not re.fullmatch(r'\d[\w.]*-[0-9a-f]{16}', release):
        raise Refused('release', 'the set does not say of which release it is')
    folder = os.path.join(conf['start']['releases'], release)
    if not os.path.exists(folder + '/WEB-INF/web.xml'):
        raise Refused('release', '%s, of which the set is, is not on this host' % folder)
    if runs is None or minor(runs) != minor(release):
        raise Refused('release', 'the set is of %s, and Java and Tomcat here are those of %s' % (release, runs))
    live(conf)
    check_memory(conf)
    return folder


def check_memory(conf):
    with open('/proc/meminfo') as file:
        free = int(re.search(r'^MemAvailable:\s+(\d+) kB', file.read(), re.MULTILINE)[1]) >> 10
    needed = conf['start']['memory'] + SPARE_MB
    if free < needed:
        raise Refused('memory', 'the host has %d MB of memory free, and to start DHIS2 takes %d MB' % (free, needed))


def job(conf, name, folder, login):
    """What the unit is told. It goes through a socket that nobody else has, and is in no file."""
    places, values = live(conf), dhis_conf(conf)
    context = os.path.basename(conf['context'])
    path = '' if context == 'ROOT' else '/' + context.replace('#', '/')
    keys = {key: value for key, value in values.items() if TAKEN.match(key)}
    keys.update({
        'connection.dialect': 'org.hibernate.dialect.PostgreSQLDialect', 'connection.driver_class': 'org.postgresql.Driver',
        'connection.url': 'jdbc:postgresql://127.0.0.1:5432/' + name, 'connection.username': conf['database']['user'],
        # Who lets it in is the relay.
        'connection.password': 'none', 'connection.pool.max_size': '10',
        'encryption.password': '$' + '{ENCRYPTION_PASSWORD}', 'server.base.url': 'http://127.0.0.1:8080' + path,
        'filestore.provider': 'filesystem', 'filestore.container': 'files', 'system.audit.enabled': 'off',
    })
    with open(places['CATALINA_BASE'] + '/conf/logging.properties') as file:
        logging = file.read()
    return {
        'keys': keys, 'secrets': {'ENCRYPTION_PASSWORD': values.get('encryption.password', '')},
        'java': places['JAVA_HOME'], 'tomcat': places['CATALINA_HOME'], 'web': os.path.realpath(places['CATALINA_BASE'] + '/conf/web.xml'),
        'logging': logging, 'release': folder, 'context': context, 'path': path, 'heap': conf['start']['heap'], 'login': login,
        'seconds': MOST_SECONDS,
    }


def words(conf):
    hidden = [conf['home'], os.path.dirname(conf['secrets']), conf['folder'], STATE, '/run/postgresql']
    own = ['MemoryMax=%dM' % conf['start']['memory'], 'RuntimeMaxSec=%d' % (MOST_SECONDS + 600),
           'InaccessiblePaths=' + ' '.join(json.dumps('-' + each) for each in hidden)]
    return ['systemd-run', '--collect', '--wait', '--pipe', '--unit=' + unit(conf),
            '--description=DHIS2 Hosting: %s of a set, for its restore test' % conf['instance'],
            *['--property=' + each for each in PROPERTIES + own], '/usr/bin/python3', '-IB', PROGRAM, 'inside']


def prepare(conf, name):
    """Jobs rest. Somebody who may do all gets a password, so that the version is told; both are of the scratch database."""
    ask = lambda statement: room.ask(conf, statement, name)
    if ask("select count(*) from information_schema.columns where table_schema = 'public' and table_name = 'jobconfiguration' "
           "and column_name = 'enabled'") == ['1']:
        ask('update public.jobconfiguration set enabled = false')
    found = scrub.who_may_all(ask)
    if found is None:
        return None
    password = '%s-Aa1' % random.token_urlsafe(18)
    ask(scrub.password_statement(found, password))
    return [found[1], password]


def remove(conf):
    """What runs of this drill, or of one that was killed."""
    subprocess.run(['systemctl', 'stop', unit(conf)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    state = tool(['systemctl', 'show', '--property=ActiveState', '--value', unit(conf)], 'start').decode().strip()
    if state not in ('inactive', 'failed'):
        raise Refused('start', '%s could not be stopped: %s' % (unit(conf), state))


@contextlib.contextmanager
def running(conf, told):
    """
    The unit, and the relay that hands its connections to PostgreSQL. Both end when this process does, however that is: they
    notice that the other end of what they read is closed.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with tempfile.TemporaryFile() as said, ours, theirs:
        ours.send(json.dumps(told).encode())
        env = connection(conf, PGDATABASE=told['database'], PGOPTIONS='-c default_transaction_read_only=off -c statement_timeout=0')
        relay = subprocess.Popen(as_account(conf, ['/usr/bin/python3', '-IB', PROGRAM, 'relay', str(ours.fileno())]), cwd='/', env=env,
                                 stdin=subprocess.PIPE, pass_fds=[ours.fileno()])
        ours.close()
        try:
            server = subprocess.Popen(words(conf), stdin=theirs, stdout=subprocess.PIPE, stderr=said, cwd='/')
            theirs.close()
            try:
                yield server, said
            finally:
                remove(conf)
                server.stdout.close()
                server.wait()
        finally:
            relay.stdin.close()
            relay.wait()


def start(conf, known, name):
    """What the server says of itself once it answers. It has to have left the database as it was restored."""
    folder = check(conf, known)
    told = dict(job(conf, name, folder, prepare(conf, name)), database=name)
    with running(conf, told) as (server, said):
        line = server.stdout.readline()
        if not line:
            said.seek(0)
            raise Refused('start', 'it ended: %s' % said.read()[-400:].decode('utf-8', 'replace'))
        answer = json.loads(line)
        if 'failed' in answer:
            raise Refused('start', answer['failed'])
        check_answer(known, answer)
        migration = room.ask(conf, 'select version from public.flyway_schema_history where version is not null order by installed_rank desc limit 1',
                             name) if known['database']['migration'] else [None]
        if migration != [known['database']['migration']]:
            raise Refused('start', 'it migrated the database to %s' % migration[0])
    return {'version': answer['version']} if answer['version'] else {}


def check_answer(known, answer):
    """Nobody could be let in where the data have nobody who may do all."""
    version, wanted = answer['version'], known['release'].rpartition('-')[0]
    if version and version != wanted and not version.startswith(wanted + '.'):
        raise Refused('start', 'it is DHIS2 %s instead of %s' % (version, wanted))
`;
