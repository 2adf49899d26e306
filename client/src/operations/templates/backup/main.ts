/** What the units and we call: `python3 -IB /usr/local/lib/dhis2-hosting/backup make PLAN.INSTANCE`. */

export const mainModule = String.raw`# Written by DHIS2 Hosting. Makes, checks and lists backup sets.
import json
import os
import signal
import sys

import drill
import sets
from common import Refused, configuration


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


COMMANDS = {'make': make, 'check': check, 'retain': retain, 'drill': prove, 'drill-if-due': prove_if_due}


def main(words):
    if len(words) != 2 or words[0] not in COMMANDS:
        print('Commands: %s' % ', '.join(COMMANDS), file=sys.stderr)
        return 2
    os.umask(0o027)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        COMMANDS[words[0]](words[1])
        return 0
    except Refused as refused:
        print(json.dumps({'failed': refused.code, 'detail': refused.detail}), file=sys.stderr)
        return 1


sys.exit(main(sys.argv[1:]))
`;
