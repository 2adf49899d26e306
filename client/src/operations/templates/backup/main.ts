/** What the units and we call: `python3 -IB /usr/local/lib/dhis2-hosting/backup make PLAN.INSTANCE`. */

export const mainModule = String.raw`# Written by DHIS2 Hosting. Makes, checks and lists backup sets.
import json
import os
import signal
import sys

import drill
import inside
import offsite
import relay
import restore
import room
import sets
from common import STATE, Refused, configuration, read_json


def make(name):
    known = sets.make(configuration(name))
    print('%s: made and verified, %d MB, %s s' % (known['id'], known['bytes'] >> 20, known['seconds']))


def check(folder):
    known = sets.check(os.path.realpath(folder))
    print('%s: whole' % known['id'])


def retain(name):
    conf = configuration(name)
    print('\n'.join(sets.retain(conf, sets.published(conf))))


def prove(name):
    evidence = drill.drill(configuration(name))
    print('%s: restored and compared in %s s' % (evidence['set'], evidence['seconds']['total']))


def prove_if_due(name):
    if drill.is_due(configuration(name)):
        prove(name)
    else:
        print('not due yet')


def restored(name, identity):
    print('%s: restored and compared' % restore.beside(configuration(name), identity))


def copy(name):
    known = offsite.copy(configuration(name))
    print('%s: off site, read back and compared' % known['id'])


def copy_if_due(name):
    known = offsite.copy_if_due(configuration(name))
    print('%s: off site, read back and compared' % known['id'] if known else 'the newest set is off site already')


def copied(name):
    """Whether the newest set is off site, for scripts."""
    conf = configuration(name)
    newest = next(iter(sets.published(conf)), None)
    print('yes' if newest is not None and offsite.is_copied(conf, newest['id']) else 'no')


def scrubbed(name, path):
    database, report = restore.scrubbed(configuration(name), path)
    print('%s: restored, compared and scrubbed' % database)
    for table, rows in report['changed'].items():
        print('  %s: %d rows' % (table, rows))
    print('  not here: %s' % ', '.join(report['missing']))
    if report['admin'] is None:
        print('  Nobody who may do all was found, so nobody can log in.')
    else:
        print('  The password of %s is in %s.' % report['admin'])


def in_room(name):
    """What is in the room for restored sets where the database is elsewhere, for scripts."""
    conf = configuration(name)
    print('holds %s' % room.held(conf) if room.is_elsewhere(conf) else 'unset')


def last(name):
    """What was tried last, and how it ended: for scripts."""
    conf = configuration(name)
    tried = (read_json('%s/%s.json' % (STATE, conf['instance'])) or {}).get('attempts', {}).get(conf['plan'], {})
    mine = [kind for kind in tried if kind != 'retention' and not kind.startswith('off-site')]
    newest = max(mine, key=lambda kind: tried[kind]['began'], default='nothing')
    print('%s %s' % (newest, tried.get(newest, {}).get('outcome')))


COMMANDS = {'make': make, 'check': check, 'retain': retain, 'drill': prove, 'drill-if-due': prove_if_due, 'last': last,
            'copied': copied, 'copy': copy, 'copy-if-due': copy_if_due, 'restore': restored, 'restore-scrubbed': scrubbed,
            'room': in_room, 'inside': inside.run, 'relay': relay.run,
            'forget': lambda name, identity: restore.forget(configuration(name), identity),
            'use': lambda name, identity: restore.swap(configuration(name), identity),
            'put-back': lambda name, identity: restore.swap(configuration(name), identity, back=True)}


def main(words):
    if not words or words[0] not in COMMANDS or len(words) - 1 != COMMANDS[words[0]].__code__.co_argcount:
        print('Commands: %s' % ', '.join(COMMANDS), file=sys.stderr)
        return 2
    os.umask(0o027)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        COMMANDS[words[0]](*words[1:])
        return 0
    except Refused as refused:
        print(json.dumps({'failed': refused.code, 'detail': refused.detail}), file=sys.stderr)
        return 1


sys.exit(main(sys.argv[1:]))
`;
