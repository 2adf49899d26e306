/** The drill: the newest set, off site where there is such a place, is restored beside the live data and compared. What it finds is kept as evidence. */

export const drillModule = `# Written by DHIS2 Hosting.
import contextlib
import datetime
import fcntl
import os
import socket
import tempfile
import time

import database
import offsite
import parts
import restore
import sets
import start
from common import ID, STATE, Refused, as_moment, attempt, lock_file, locked, now, read_json, write_json, written

EVIDENCE = STATE + '/evidence'


def newest_set(conf):
    """The newest there is, whole or not: a drill that passed over a broken one would hide it."""
    for name in sorted((name for name in os.listdir(conf['sets']) if ID.match(name)), reverse=True):
        folder = '%s/%s' % (conf['sets'], name)
        known = read_json(folder + '/set.json') or {}
        if known.get('instance', conf['instance']) != conf['instance']:
            raise Refused('foreign', '%s is a set of %s' % (folder, known['instance']))
        if known.get('plan', conf['plan']) == conf['plan']:
            return folder
    raise Refused('none', 'there is no set in %s' % conf['sets'])


def age_hours(moment):
    return (now() - as_moment(moment)).total_seconds() / 3600


def judge(conf, known):
    """What no comparison with itself can find: a set that is too old, of nobody, or that another password opens."""
    if known['instance'] != conf['instance']:
        raise Refused('foreign', 'it is a set of %s' % known['instance'])
    if known['database'] is None:
        raise Refused('empty', 'the set has no database')
    if known['database']['counts'].get('userinfo', 0) == 0:
        raise Refused('empty', 'nobody can log in to what is in it')
    if conf.get('lateHours') is not None and age_hours(known['made']) > conf['lateHours']:
        raise Refused('stale', 'the newest set is of %s' % known['made'])
    if known['key'] != parts.key_fingerprint(conf):
        raise Refused('key', 'encryption.password of this host is another one than that of the set')


def check_itself(conf, folder, known):
    """A drill that cannot fail proves nothing: it is fed a cut dump, an empty, an old and another instance's set each time."""
    database_of = dict(known['database'], counts={})
    false = {'empty': {'database': database_of}, 'foreign': {'instance': conf['instance'] + '-other'}}
    if conf.get('lateHours') is not None:
        false['stale'] = {'made': '2000-01-01T00:00:00Z'}
    for code, change in false.items():
        try:
            judge(conf, dict(known, **change))
        except Refused as refused:
            if refused.code == code:
                continue
        raise Refused('blind', 'the drill would accept a set that is %s' % code)
    with tempfile.NamedTemporaryFile(dir=STATE) as file, open(folder + '/database.dump', 'rb') as dump:
        file.write(dump.read(min(known['parts']['database.dump']['bytes'] // 2, 16 << 20)))
        file.flush()
        try:
            database.compare(known['database']['counts'], database.decode(file.name))
        except Refused:
            return sorted([*false, 'cut'])
    raise Refused('blind', 'the drill would accept a dump that was cut')


def make_evidence_folder():
    if not os.path.isdir(EVIDENCE):
        os.mkdir(EVIDENCE, 0o750)
        owner = os.stat(STATE)
        os.chown(EVIDENCE, owner.st_uid, owner.st_gid)


@contextlib.contextmanager
def alone():
    """Those of other instances wait: they remove scratch databases that somebody left, and a second server takes memory."""
    with lock_file('.drill.lock') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def drill(conf):
    evidence = {'v': 1, 'instance': conf['instance'], 'plan': conf['plan'], 'host': socket.gethostname(), 'began': written(now()), 'seconds': {}}
    make_evidence_folder()
    with alone(), locked(conf), attempt(conf, 'restore-test') as values:
        # Milliseconds: one that is refused at once and the next of the same second have a file each.
        began = datetime.datetime.now(datetime.timezone.utc).strftime('%Y%m%dT%H%M%S.%f')[:-3]
        path = values['evidence'] = '%s/%s-%sZ.json' % (EVIDENCE, conf['instance'], began)
        try:
            prove(conf, evidence)
            evidence['outcome'] = 'done'
        except BaseException as error:
            evidence.update(outcome='failed', code=getattr(error, 'code', 'system'), detail=str(getattr(error, 'detail', error)))
            raise
        finally:
            evidence['ended'] = written(now())
            write_json(path, evidence)
        values.update(set=evidence['set'], seconds=evidence['seconds']['total'])
        sets.note(conf, 'restored', evidence['set'], at=evidence['ended'], seconds=evidence['seconds'], evidence=path)
    return evidence


def prove(conf, evidence):
    """What is off site is what is left after a fire. Before anything ever was there, the host has the newest."""
    began = last = time.monotonic()

    def lap(name):
        nonlocal last
        evidence['seconds'][name], last = round(time.monotonic() - last, 1), time.monotonic()

    start.remove(conf)
    restore.remove_scratch(conf)
    away = offsite.newest(conf) if conf['targets'] and conf['drillFrom'] == 'off-site' else None
    evidence['from'] = 'host' if away is None else 'off-site'
    if away is not None:
        conf, evidence['set'] = dict(conf, lateHours=conf['offSiteHours']), away
    with offsite.fetched(conf, away) if away else contextlib.nullcontext(newest_set(conf)) as folder:
        if away:
            lap('fetch')
        prove_set(conf, folder, evidence, lap)
    evidence['seconds']['total'] = round(time.monotonic() - began, 1)


def prove_set(conf, folder, evidence, lap):
    evidence['set'] = os.path.basename(folder)
    known = sets.check(folder)
    lap('check')
    judge(conf, known)
    evidence['refuses'] = check_itself(conf, folder, known)
    evidence.update(made=known['made'], release=known['release'], migration=known['database']['migration'], newest=known['database']['newest'],
                    counts=known['database']['counts'], key=known['key'], bytes=known['bytes'])
    evidence['postgresql'] = [known['database']['postgresql'], restore.check_versions(conf, known)]
    restore.check_room(conf, known)
    if conf.get('start'):
        start.check(conf, known)
    name = restore.scratch_name(conf)
    try:
        evidence['extensions'] = restore.create(conf, known, name)
        restore.load(conf, folder, name)
        lap('restore')
        restore.compare(conf, known, name)
        lap('compare')
        if conf.get('start'):
            evidence['started'] = start.start(conf, known, name)
            lap('start')
    finally:
        restore.drop_scratch(conf, name)
    if name in restore.databases(conf):
        raise Refused('scratch', '%s could not be removed' % name)


def is_due(conf):
    """By the last drill that succeeded and did all that is wanted now; one that failed is tried again at the next occasion."""
    known = read_json('%s/%s.json' % (STATE, conf['instance'])) or {}
    times = [each['at'] for each in known.get('restored', {}).values() if not conf.get('start') or 'start' in each.get('seconds', {})]
    return not times or age_hours(max(times)) >= conf['drillHours'] - 12
`;
