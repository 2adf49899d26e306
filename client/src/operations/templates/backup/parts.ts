/** The other parts of a set: uploaded files, and what must stay secret, sealed. */

export const partsModule = String.raw`# Written by DHIS2 Hosting.
import hashlib
import io
import os
import tarfile

from common import Refused, credential, dhis_conf, secrets, tool

ROUNDS = 600000


def fingerprint(conf, password):
    """
    Of encryption.password: the same for the same password of the same instance, so that two places can be compared,
    and slow, so that nobody finds the password of it.
    """
    salt = ('dhis2-hosting encryption.password ' + conf['instance']).encode()
    return 'pbkdf2-sha256$%d$%s' % (ROUNDS, hashlib.pbkdf2_hmac('sha256', password.encode(), salt, ROUNDS).hex())


def key_fingerprint(conf):
    password = dhis_conf(conf).get('encryption.password', '')
    return fingerprint(conf, password) if password else None


def measure(folder):
    """Files and bytes below a folder."""
    count = size = 0
    for top, _, names in os.walk(folder):
        for name in names:
            try:
                size += os.lstat(os.path.join(top, name)).st_size
                count += 1
            except FileNotFoundError:
                pass
    return count, size


def files_folder(conf):
    """Below the home; None when uploads are in an object store."""
    values = dhis_conf(conf)
    return values.get('filestore.container') or 'files' if values.get('filestore.provider') in (None, '', 'filesystem') else None


def check_files(count, before, keys, folder):
    """An empty folder is rather a disk that is not mounted than that everybody deleted everything."""
    if keys and count == 0:
        raise Refused('files-missing', '%s is empty or not there, and the database knows of %d files' % (folder, len(keys)))
    if before is not None and count < before['count'] / 2 and before['count'] - count > 5:
        raise Refused('files-shrunk', '%s has %d files, the last set has %d' % (folder, count, before['count']))


def pack_files(conf, name, path, before, keys):
    """
    Taken after the database, so that each file the snapshot knows is there. Uploads that go on meanwhile are of no
    harm: what changes while it is read is newer than the snapshot.
    """
    folder = '%s/%s' % (conf['home'], name)
    count, _ = measure(folder)
    check_files(count, before, keys, folder)
    if os.path.isdir(folder):
        # 1: something changed meanwhile. What cannot be read is 2.
        tool(['tar', '--create', '--file=' + path, '--directory=' + conf['home'], '--', name], 'files', fine=(0, 1))
    else:
        with tarfile.open(path, 'w'):
            pass
    packed, size, names = read_files(path)
    check_files(packed, before, keys, folder)
    found = sum(1 for key in keys or [] if '%s/%s' % (name, key) in names)
    if keys and found == 0:
        raise Refused('files-missing', 'none of the %d files that the database knows is in %s' % (len(keys), folder))
    return {'count': packed, 'bytes': size, 'named': len(keys or []), 'found': found}


def read_files(path):
    """All of it is read."""
    names, size = set(), 0
    try:
        with tarfile.open(path, 'r:') as archive:
            for entry in archive:
                if not entry.isfile():
                    continue
                file, read = archive.extractfile(entry), 0
                for block in iter(lambda: file.read(1 << 20), b''):
                    read += len(block)
                if read != entry.size:
                    raise Refused('files', '%s: %s is cut' % (path, entry.name))
                names.add(entry.name)
                size += read
    except tarfile.TarError as error:
        raise Refused('files', '%s: %s' % (path, error))
    return len(names), size, names


def seal(conf, folder):
    """
    dhis.conf and the secrets it refers to, for the holder of the key only. They are on no disk in the clear on the way.
    None when the plan says for whom by neither key nor passphrase.
    """
    recipient, passphrase = conf.get('recipient'), credential('passphrase')
    if recipient is None and passphrase is None:
        return None
    with open(conf['conf'], 'rb') as file:
        content = {'dhis.conf': file.read(), 'secrets.env': ''.join('%s=%s\n' % pair for pair in sorted(secrets(conf).items())).encode()}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w') as archive:
        for name, text in content.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(text), 0o600
            archive.addfile(entry, io.BytesIO(text))
    if recipient is not None:
        path, begin = folder + '/configuration.tar.age', b'age-encryption.org/v1\n'
        tool(['age', '--encrypt', '--recipient', recipient, '--output', path], 'seal', input=packed.getvalue())
    else:
        path, begin = folder + '/configuration.tar.enc', b'Salted__'
        options = ['-aes-256-cbc', '-pbkdf2', '-iter', str(ROUNDS), '-pass', 'file:' + passphrase]
        tool(['openssl', 'enc', *options, '-salt', '-out', path], 'seal', input=packed.getvalue())
        if tool(['openssl', 'enc', '-d', *options, '-in', path], 'seal') != packed.getvalue():
            raise Refused('seal', 'it does not open again')
    with open(path, 'rb') as file:
        if file.read(len(begin)) != begin:
            raise Refused('seal', '%s is not sealed' % path)
    return {'with': 'age', 'recipient': recipient} if recipient is not None else {'with': 'passphrase'}
`;
