/** Programs for a host of the lab that do to backup sets what disks, hands and time do. */

/** A copy of a set, damaged two hundred times: cut and read by itself, changed and checked with its set. */
export const damage = `
import os, random, sys
sys.path.insert(0, '/usr/local/lib/dhis2-hosting/backup')
import database, sets
from common import Refused
folder = sys.argv[1]
path = folder + '/database.dump'
known = sets.check(folder)
with open(path, 'rb') as file:
    whole = file.read()
seed = random.randrange(1 << 30)
random.seed(seed)

def damaged(content, act):
    with open(path, 'wb') as file:
        file.write(content)
    try:
        act()
    except Refused:
        return 1
    print('accepted, seed %d' % seed)
    return 0

refused = 0
for _ in range(100):
    at = random.randrange(len(whole))
    refused += damaged(whole[:at], lambda: database.compare(known['database']['counts'], database.decode(path)))
for _ in range(100):
    at = random.randrange(len(whole) - 4)
    refused += damaged(whole[:at] + bytes(255 - each for each in whole[at:at + 4]) + whole[at + 4:], lambda: sets.check(folder))
with open(path, 'wb') as file:
    file.write(whole)
sets.check(folder)
print('%d of 200 refused, the whole one accepted' % refused)
`;

/** Copies of a set, as if they had been made at other times. */
export const ageing = `
import os, shutil, sys
sys.path.insert(0, '/usr/local/lib/dhis2-hosting/backup')
import sets
from common import write_json
for identity in sys.argv[2:]:
    folder = os.path.join(os.path.dirname(sys.argv[1]), identity)
    shutil.copytree(sys.argv[1], folder)
    known = sets.description(sys.argv[1])
    known['id'] = identity
    known['digest'] = sets.digest(known)
    write_json(folder + '/set.json', known)
os.system('chown -R backup-dhis2: ' + os.path.dirname(sys.argv[1]))
`;

/** A newest set that is not what it seems; `listed` is none at all. */
export const falsify = `
import os, shutil, sys
sys.path.insert(0, '/usr/local/lib/dhis2-hosting/backup')
import sets
from common import write_json
kind, good = sys.argv[1:]
top = os.path.dirname(good)
if kind == 'listed':
    os.mkdir('/root/aside')
    for name in os.listdir(top):
        if name.startswith('2'):
            os.rename(top + '/' + name, '/root/aside/' + name)
    sys.exit()
folder = top + '/29991231T000000Z'
shutil.copytree(good, folder)
known = sets.description(good)
known['id'] = os.path.basename(folder)
if kind == 'cut':
    os.truncate(folder + '/database.dump', os.path.getsize(folder + '/database.dump') // 2)
if kind == 'empty':
    known['database']['counts'] = {'datavalue': known['database']['counts']['datavalue']}
if kind == 'stale':
    known['made'] = '2026-01-01T00:00:00Z'
if kind == 'foreign':
    known['instance'] = 'other'
if kind == 'key':
    known['key'] = known['key'][:-1] + ('0' if known['key'][-1] != '0' else '1')
if kind == 'newer':
    known['database']['postgresql'] = '99.1'
if kind == 'counts':
    known['database']['counts']['datavalue'] += 1
known['digest'] = sets.digest(known)
write_json(folder + '/set.json', known)
`;
