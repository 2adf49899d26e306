/** Sets away from the host: sent encrypted, read back and compared, kept as long as is wanted, and fetched again. */

export const offSiteModule = `# Written by DHIS2 Hosting.
import contextlib
import os
import shutil
import time

import sets
from common import ID, STATE, Refused, as_moment, attempt, locked, now, read_json, sha256, state, written
from repository import Repository


def alone(conf):
    """One copy at a time; sets are made meanwhile."""
    return locked(conf, '.off-site.lock', 'copy')


def known_of(conf, kind):
    return (read_json('%s/%s.json' % (STATE, conf['instance'])) or {}).get(kind, {})


def is_copied(conf, identity):
    """At all targets: one that was added later lacks it."""
    at = known_of(conf, 'copied').get(identity, {}).get('targets', {})
    return all(target['name'] in at for target in conf['targets'])


def copy(conf):
    """The newest set, to each target. What one of them refuses does not keep the others from having it."""
    known = next(iter(sets.published(conf)), None)
    if known is None:
        raise Refused('none', 'there is no whole set in %s' % conf['sets'])
    refused = None
    with alone(conf), attempt(conf, 'off-site') as values:
        values['set'] = known['id']
        for target in conf['targets']:
            try:
                began = time.monotonic()
                send(conf, Repository(conf, target), known)
                values.setdefault('seconds', {})[target['name']] = round(time.monotonic() - began, 1)
            except Refused as error:
                refused = refused or error
        if refused:
            raise refused
        if conf.get('marker'):
            # Its time is that of the set, for the watch of the host.
            with open(conf['marker'], 'w'):
                pass
            os.utime(conf['marker'], (as_moment(known['made']).timestamp(),) * 2)
    with alone(conf), attempt(conf, 'off-site-retention') as values:
        values['removed'] = {target['name']: retain(conf, Repository(conf, target)) for target in conf['targets']}
    return known


def copy_if_due(conf):
    known = next(iter(sets.published(conf)), None)
    return None if known is not None and is_copied(conf, known['id']) else copy(conf)


def open_repository(conf, there):
    """
    Made once. One that was there and is gone, or is another one, is told: a new one in its place would hide that all copies are lost.
    """
    before, found = known_of(conf, 'repositories').get(there.name), there.identity()
    if found is None and before is None:
        there.run('init')
        found = there.identity()
    if found is None or before not in (None, found):
        raise Refused('gone', '%s: the repository that was there is not there any more' % there.name)
    if before is None:
        with state(conf) as known:
            known.setdefault('repositories', {})[there.name] = found


def send(conf, there, known):
    """It counts as off site when all of it came back as it is in the list of the set."""
    open_repository(conf, there)
    # Only those whose program has ended, or that nobody has renewed for half an hour.
    there.run('unlock')
    identity, snapshots = known['id'], there.snapshots()
    with state(conf) as values:
        # Also what other hosts sent, and also when nothing can be added now: it can be restored.
        values.setdefault('away', {}).setdefault(conf['plan'], {})[there.name] = sorted(snapshots)[-100:]
    if identity not in snapshots:
        there.run('backup', '--quiet', '--host', conf['instance'], '--tag', 'dhis2-hosting,plan=%s,set=%s' % (conf['plan'], identity),
                  '--time', known['made'].replace('T', ' ').rstrip('Z'), identity)
        snapshots = there.snapshots()
    if identity not in snapshots:
        raise Refused('copy', '%s: %s is not in the repository' % (there.name, identity))
    read_back(conf, there, known, snapshots[identity])
    day = now().timetuple().tm_yday
    # All of the repository within a month; what was just sent was read above.
    there.run('check', '--quiet', '--read-data-subset=%d/30' % (day % 30 + 1))
    with state(conf) as values:
        mine = values.setdefault('copied', {}).setdefault(identity, {})
        mine.setdefault('targets', {})[there.name] = written(now())
        if all(target['name'] in mine['targets'] for target in conf['targets']):
            mine['at'] = written(now())
        values['copied'] = {each: values['copied'][each] for each in sorted(values['copied'])[-400:]}
        values.setdefault('away', {}).setdefault(conf['plan'], {})[there.name] = sorted(snapshots)[-100:]


def read_back(conf, there, known, snapshot):
    wanted = {name: (part['sha256'], part['bytes']) for name, part in known['parts'].items()}
    description = '%s/%s/set.json' % (conf['sets'], known['id'])
    wanted['set.json'] = (sha256(description), os.path.getsize(description))
    found = there.digests(snapshot, '/' + known['id']) or {}
    for name, content in wanted.items():
        if found.get(name) != content:
            raise Refused('hash', '%s: %s of %s came back as something else' % (there.name, name, known['id']))


def retain(conf, there):
    """Counts copies that this host read back; whatever else is there is neither counted nor removed."""
    if there.target['immutable']:
        return []
    copied = known_of(conf, 'copied')
    snapshots = there.snapshots()
    ids = sorted((each for each in snapshots if there.name in copied.get(each, {}).get('targets', {})), reverse=True)
    stay = sets.kept(ids, conf['offsiteRetention'])
    removed = [each for each in ids if each not in stay]
    if removed:
        there.run('forget', *[snapshots[each] for each in removed])
        there.run('prune', '--quiet')
        with state(conf) as values:
            for each in removed:
                values['copied'][each]['targets'].pop(there.name, None)
                values['copied'][each].pop('at', None)
            values['away'][conf['plan']][there.name] = sorted(set(snapshots) - set(removed))[-100:]
    return removed


def newest(conf):
    """Of those that are off site by what this host read back. None when none ever was."""
    return max((each for each, values in known_of(conf, 'copied').items() if values.get('targets')), default=None)


@contextlib.contextmanager
def fetched(conf, identity):
    """A set out of the first target that has it, beside the others for as long as it is needed, or until it is kept."""
    top = '%s/.fetch-%s.part' % (conf['sets'], identity)
    shutil.rmtree(top, ignore_errors=True)
    os.mkdir(top, 0o750)
    try:
        fetch(conf, identity, top)
        yield '%s/%s' % (top, identity)
    finally:
        shutil.rmtree(top, ignore_errors=True)


def fetch(conf, identity, top):
    refused = Refused('none', 'no target has a set %s' % identity)
    for target in conf['targets'] if ID.match(identity) else []:
        there = Repository(conf, target)
        try:
            snapshot = there.snapshots().get(identity)
            if snapshot is None:
                continue
            there.run('restore', snapshot, '--target', top, '--include', '/%s/set.json' % identity)
            sets.check_space(conf, (read_json('%s/%s/set.json' % (top, identity)) or {}).get('bytes', 0))
            there.run('restore', snapshot, '--target', top)
            break
        except Refused as error:
            refused = error
    else:
        raise refused
    owner = os.stat(conf['sets'])
    for folder, _, names in os.walk(top):
        for path in [folder, *['%s/%s' % (folder, name) for name in names]]:
            os.chown(path, owner.st_uid, owner.st_gid)


def bring(conf, identity):
    """Beside the sets that were made here, as one of them."""
    path = '%s/%s' % (conf['sets'], identity)
    if os.path.exists(path):
        return
    with fetched(conf, identity) as folder:
        sets.check(folder)
        os.rename(folder, path)
`;
