/** What all parts of the backup program share: its configuration, other programs, files that are whole or not there. */

export const commonModule = String.raw`# Written by DHIS2 Hosting.
import contextlib
import datetime
import fcntl
import hashlib
import json
import os
import re
import signal
import subprocess

CONF = '/etc/dhis2-hosting/backup'
STATE = '/var/lib/dhis2-hosting-backup'
ACCOUNT = 'backup-dhis2'
ID = re.compile(r'^\d{8}T\d{6}Z$')


class Refused(Exception):
    """It cannot be done. The code is for programs, the detail for people."""

    def __init__(self, code, detail=''):
        super().__init__('%s: %s' % (code, detail))
        self.code, self.detail = code, ' '.join(str(detail).split())[:500]


def configuration(name):
    if not re.match(r'^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$', name):
        raise Refused('usage', 'PLAN.INSTANCE is wanted')
    with open('%s/%s.json' % (CONF, name)) as file:
        conf = json.load(file)
    conf['sets'] = '%s/%s' % (conf['folder'], conf['instance'])
    conf.setdefault('targets', [])
    return conf


def now():
    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def written(moment):
    return moment.strftime('%Y-%m-%dT%H:%M:%SZ')


def as_moment(text):
    return datetime.datetime.strptime(text, '%Y-%m-%dT%H:%M:%SZ').replace(tzinfo=datetime.timezone.utc)


def credential(name):
    """A file that systemd reads for us; the account of this program cannot. None when it was not given."""
    path = os.path.join(os.environ.get('CREDENTIALS_DIRECTORY', '/nonexistent'), name)
    return path if os.path.exists(path) else None


def secrets(conf):
    """Variables that dhis.conf refers to. Root reads them itself."""
    path = credential('secrets.env') or conf['secrets']
    if not os.access(path, os.R_OK):
        return {}
    with open(path) as file:
        pairs = [line.rstrip('\n').partition('=') for line in file if '=' in line]
    return {name: value for name, _, value in pairs}


def dhis_conf(conf):
    """Keys of dhis.conf, with variables filled in as the server does."""
    values, known = {}, secrets(conf)
    with open(conf['conf'], encoding='utf-8', errors='replace') as file:
        for line in file:
            found = re.match(r'^\s*([\w.]+)\s*[=:]?\s*(.*?)\s*$', line)
            if found and not line.lstrip().startswith(('#', '!')):
                values[found[1]] = re.sub(r'\$\{(\w+)\}', lambda name: known.get(name[1], ''), found[2])
    return values


def connection(conf, **more):
    """What libpq reads of the environment. Whoever makes a copy writes nothing into the database."""
    database = conf['database']
    options = '-c default_transaction_read_only=on -c lock_timeout=60s -c statement_timeout=0 -c idle_in_transaction_session_timeout=0'
    env = {
        'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL': 'C', 'HOME': '/nonexistent', 'PGCONNECT_TIMEOUT': '30',
        'PGAPPNAME': 'DHIS2 Hosting backup', 'PGOPTIONS': options, 'PGHOST': database['host'], 'PGPORT': str(database['port']),
        'PGUSER': database['user'], 'PGDATABASE': database['name'], 'PGTZ': 'UTC',
    }
    if 'tls' in database:
        env.update(PGSSLMODE=database['tls'], PGPASSWORD=secrets(conf).get('DATABASE_PASSWORD', ''))
    if 'certificate' in database:
        env['PGSSLROOTCERT'] = database['certificate']
    env.update(more)
    return env


def as_account(conf, words):
    """Root lets the account of backups do what a dump brings, or what the server lets only that one in for."""
    return ['runuser', '-u', ACCOUNT, '-g', ACCOUNT, '-G', conf['account'], '--', *words] if os.geteuid() == 0 else words


def ending(code):
    return 'killed by %s' % signal.Signals(-code).name if code < 0 else 'ended with %d' % code


def tool(words, code, fine=(0,), **more):
    """Output of another program. Its exit code is looked at, always."""
    if 'input' not in more:
        more['stdin'] = subprocess.DEVNULL
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    if done.returncode not in fine:
        raise Refused(code, '%s %s: %s' % (words[0], ending(done.returncode), done.stderr[-400:].decode('utf-8', 'replace')))
    return done.stdout


def sha256(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        for block in iter(lambda: file.read(1 << 20), b''):
            digest.update(block)
    return digest.hexdigest()


def sync(path):
    """A file or a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path, value):
    """Whole or not at all."""
    with open(path + '.new', 'w') as file:
        json.dump(value, file, indent=1, sort_keys=True)
        file.write('\n')
    if os.geteuid() == 0:
        owner = os.stat(os.path.dirname(path))
        os.chown(path + '.new', owner.st_uid, owner.st_gid)
    sync(path + '.new')
    os.rename(path + '.new', path)
    sync(os.path.dirname(path))


def read_json(path):
    """None when it is not there or not whole."""
    try:
        with open(path) as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def lock_file(name):
    """Of the account of backups, also when root is the first to come."""
    file = open('%s/%s' % (STATE, name), 'w')
    if os.geteuid() == 0:
        owner = os.stat(STATE)
        os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
    return file


@contextlib.contextmanager
def locked(conf, name='.lock', work='backup or restore'):
    """One at a time for each instance. The kernel frees the lock when we end, however that is."""
    with lock_file(conf['instance'] + name) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused('busy', 'another %s of %s is at work' % (work, conf['instance']))
        yield


@contextlib.contextmanager
def attempt(conf, what):
    """Whoever asks for the state of the instance is told how the last attempt of each kind went, also when we are stopped."""
    values = {'began': written(now())}
    remember(conf, what, values)
    try:
        yield values
    except BaseException as error:
        known = error if isinstance(error, Refused) else Refused('system' if isinstance(error, Exception) else 'stopped', error)
        remember(conf, what, dict(values, ended=written(now()), outcome='failed', code=known.code, detail=known.detail))
        raise (known if isinstance(error, OSError) else error)
    remember(conf, what, dict(values, ended=written(now()), outcome='done'))


@contextlib.contextmanager
def state(conf):
    """What is known of the instance, to be changed. A set may be made while another one is copied."""
    path = '%s/%s.json' % (STATE, conf['instance'])
    with lock_file(conf['instance'] + '.state.lock') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = read_json(path) or {}
        known.update(v=1, instance=conf['instance'])
        yield known
        write_json(path, known)


def remember(conf, what, values):
    with state(conf) as known:
        known.setdefault('attempts', {}).setdefault(conf['plan'], {})[what] = values
`;
