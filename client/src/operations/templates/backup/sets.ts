/** Sets of an instance: made, verified, published, found again, and removed when newer ones take their place. */

export const setsModule = String.raw`# Written by DHIS2 Hosting.
import concurrent.futures
import contextlib
import datetime
import hashlib
import json
import os
import shutil
import socket
import time

import database
import parts
from common import ID, Refused, attempt, locked, now, read_json, sha256, state, sync, write_json, written


def digest(description):
    rest = {name: value for name, value in description.items() if name != 'digest'}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def description(folder):
    """Of a published set; None when it is not as it was written."""
    known = read_json(folder + '/set.json')
    whole = isinstance(known, dict) and known.get('v') == 1 and known.get('digest') == digest(known)
    if not whole or known['id'] != os.path.basename(folder):
        return None
    return known if all(size_of(folder, name) == part['bytes'] for name, part in known['parts'].items()) else None


def size_of(folder, name):
    try:
        return os.lstat(os.path.join(folder, name)).st_size
    except OSError:
        return None


def published(conf):
    """Whole sets of this plan, newest first."""
    names = sorted((name for name in os.listdir(conf['sets']) if ID.match(name)), reverse=True)
    known = [description('%s/%s' % (conf['sets'], name)) for name in names]
    return [each for each in known if each is not None and each['plan'] == conf['plan'] and each['instance'] == conf['instance']]


def check(folder):
    """Reads all of a set. Returns what it says of itself; raises Refused when anything is not as it was."""
    known = description(folder)
    if known is None:
        raise Refused('set', '%s is not whole' % folder)
    with hashing(folder, known['parts']) as hashes:
        try:
            if known['database'] is not None:
                database.compare(known['database']['counts'], database.decode(folder + '/database.dump'))
            if known['files'] is not None and parts.read_files(folder + '/files.tar')[:2] != (known['files']['count'], known['files']['bytes']):
                raise Refused('files', '%s/files.tar holds something else' % folder)
        finally:
            # Told rather than what follows from it.
            for name, part in known['parts'].items():
                if hashes[name].result() != part['sha256']:
                    raise Refused('hash', '%s/%s has another content than it had' % (folder, name))
    return known


@contextlib.contextmanager
def hashing(folder, names):
    """SHA-256 of files, on another core than what reads them meanwhile."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        yield {name: pool.submit(sha256, os.path.join(folder, name)) for name in names}


def check_space(conf, needed):
    free = os.statvfs(conf['sets'])
    if free.f_bavail * free.f_frsize < needed:
        raise Refused('space', '%s has %d MB free, and about %d MB are needed' % (
            conf['sets'], free.f_bavail * free.f_frsize >> 20, needed >> 20))
    if free.f_files > 0 and free.f_favail < 20:
        raise Refused('inodes', '%s has no inodes left' % conf['sets'])


def make(conf):
    with locked(conf), attempt(conf, 'backup') as values:
        for name in os.listdir(conf['sets']):
            if name.startswith('.') and name.endswith(('.part', '.gone')):
                shutil.rmtree('%s/%s' % (conf['sets'], name))
        known = make_set(conf, free_moment(conf))
        values['set'] = known['id']
    with locked(conf), attempt(conf, 'retention') as values:
        values['removed'] = retain(conf, published(conf))
    return known


def free_moment(conf):
    """Sets are named by the second they began in. One that a timer and a person both ask for, or that follows a short one, waits for the next."""
    while os.path.exists('%s/%s' % (conf['sets'], identity_of(began := now()))):
        time.sleep(0.2)
    return began


def identity_of(began):
    return began.strftime('%Y%m%dT%H%M%SZ')


def make_set(conf, began):
    before = next(iter(published(conf)), None)
    identity = identity_of(began)
    part, path = '%s/.%s.part' % (conf['sets'], identity), '%s/%s' % (conf['sets'], identity)
    os.mkdir(part)
    try:
        known = fill(conf, part, before, {'v': 1, 'id': identity, 'plan': conf['plan'], 'instance': conf['instance'],
                                          'host': socket.gethostname(), 'made': written(began)})
        sync(part)
        os.rename(part, path)
        sync(conf['sets'])
        return known
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def fill(conf, part, before, known):
    wanted, seconds, times = conf['contents'], {}, [time.monotonic()]

    def lap(name):
        times.append(time.monotonic())
        seconds[name] = round(times[-1] - times[-2], 1)

    known.update(database=None, files=None, sealed=None, key=parts.key_fingerprint(conf), release=release_of(conf))
    digests, keys, uploads = {}, None, parts.files_folder(conf) if 'files' in wanted else None
    if 'database' in wanted:
        snapshot = database.Snapshot(conf)
        try:
            check_space(conf, before['bytes'] * 3 // 2 if before else snapshot.size() + parts.measure('%s/%s' % (conf['home'], uploads))[1])
            known['database'] = facts = snapshot.facts()
            left_out = snapshot.left_out()
            facts.update(leftOut=len(left_out[0]), emptied=len(left_out[1]))
            keys = snapshot.stored_keys()
            lap('count')
            database.dump(conf, snapshot, part + '/database.dump', *left_out)
            lap('dump')
        finally:
            snapshot.close()
        with open(part + '/roles.sql', 'wb') as file:
            file.write(database.roles(conf))
        with open(part + '/left-out.txt', 'w') as file:
            file.writelines(name + '\n' for name in sorted(left_out[0] + left_out[1]))
        with hashing(part, ['database.dump']) as hashes:
            database.compare(facts['counts'], database.decode(part + '/database.dump'))
        digests = {name: each.result() for name, each in hashes.items()}
        lap('decode')
    if uploads is not None:
        known['files'] = parts.pack_files(conf, uploads, part + '/files.tar', before and before['files'], keys)
        lap('files')
    if 'configuration' in wanted:
        known['sealed'] = parts.seal(conf, part)
    known['parts'] = {name: {'bytes': os.path.getsize(part + '/' + name), 'sha256': digests.get(name) or sha256(part + '/' + name)}
                      for name in sorted(os.listdir(part))}
    lap('hash')
    for name in known['parts']:
        sync(part + '/' + name)
    known.update(bytes=sum(each['bytes'] for each in known['parts'].values()), seconds=seconds, verified=written(now()))
    known['digest'] = digest(known)
    write_json(part + '/set.json', known)
    return known


def note(conf, kind, identity, **values):
    """What was done with a set after it was made, for those who ask for the state of the instance."""
    with state(conf) as known:
        noted = dict(known.get(kind, {}), **{identity: values})
        known[kind] = {each: noted[each] for each in sorted(noted)[-100:]}


def release_of(conf):
    """Of the server that runs: name of the folder that its context leads to."""
    try:
        return os.path.basename(os.readlink(conf['context']))
    except (KeyError, OSError):
        return None


def kept(ids, retention):
    """Of sets, newest first, those that stay: the newest of each day, week, month and year, as many as are wanted of each."""
    if not retention:
        return set(ids)
    days = {each: datetime.datetime.strptime(each, '%Y%m%dT%H%M%SZ') for each in ids}
    periods = {'daily': lambda day: day.date(), 'weekly': lambda day: tuple(day.isocalendar())[:2],
               'monthly': lambda day: (day.year, day.month), 'yearly': lambda day: day.year}
    stay = set(ids[:1])
    for name, period in periods.items():
        newest = {}
        for each in ids:
            newest.setdefault(period(days[each]), each)
        stay.update(list(newest.values())[:retention.get(name, 0)])
    return stay


def retain(conf, known):
    """Counts whole sets only; what is broken or another plan's is neither counted nor removed."""
    ids = [each['id'] for each in known]
    stay, removed = kept(ids, conf.get('retention')), []
    for identity in reversed(ids):
        if identity in stay:
            continue
        gone = '%s/.%s.gone' % (conf['sets'], identity)
        os.rename('%s/%s' % (conf['sets'], identity), gone)
        shutil.rmtree(gone)
        removed.append(identity)
    return removed
`;
