/** A repository of restic away from the host: over SSH or in storage that speaks S3. Who is asked for what, and what went wrong. */

export const repositoryModule = String.raw`# Written by DHIS2 Hosting.
import hashlib
import json
import os
import re
import signal
import subprocess
import tarfile
import threading

from common import Refused, credential, ending

# What is said of a failure, by what restic, ssh or the storage print. These do not pass by trying again, which restic would do
# for a quarter of an hour, so it is ended as soon as one of the first group is read.
FINAL = [
    ('host-key', r'Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \S+ host key is known'),
    # Before what follows from it: where copies can only be added, the half of a file may not be removed either.
    ('full', r'[Nn]o space left|remaining disk space|[Qq]uota|EntityTooLarge|InsufficientStorage'),
    ('denied', r'Permission denied \(|InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|Access ?Denied|ExpiredToken|InvalidToken|'
               r'TokenRefreshRequired|AllAccessDisabled|Forbidden|Unauthorized|request signature we calculated|'
               r'[Aa]ccess [Kk]ey [Ii]d you provided|provided token'),
    ('clock', r'RequestTimeTooSkewed|difference between the request time'),
    ('certificate', r'x509: |certificate signed by unknown authority'),
    ('password', r'wrong password or no key found'),
]
LATER = [
    ('locked', r'already locked'),
    ('missing', r'unable to open config file: .*(does not exist|[Nn]ot found|NoSuchKey|no such file)|repository does not exist'),
    ('unreachable', r'[Cc]onnection (refused|reset|timed out|closed)|timed? ?out|[Nn]o such host|[Nn]o route|unreachable|'
                    r'Could not resolve|connect to host|EOF|broken pipe'),
]


# What restic has on its way to a server of SFTP at a time: five files of 16 MB.
ROOM_KB = 80 << 10

READING = ('cat', 'snapshots', 'dump', 'restore', 'check')


def reason(said, known=FINAL + LATER):
    return next((code for code, pattern in known if re.search(pattern, said)), None)


class Repository:
    """Of one instance at one target. Root reads secrets where they are; systemd hands them to the account of backups."""

    def __init__(self, conf, target):
        self.conf, self.target, self.name = conf, target, target['name']

    def file(self, what):
        return credential('%s.%s' % (self.name, what)) or self.target['files'][what]

    def secret(self, what):
        try:
            with open(self.file(what)) as file:
                return file.read().strip()
        except OSError as error:
            raise Refused('secret', '%s of %s: %s' % (what, self.name, error.strerror))

    def options(self):
        """Nothing of anybody's configuration counts, and only the key that is pinned is a server's."""
        options = {
            'BatchMode': 'yes', 'IdentitiesOnly': 'yes', 'StrictHostKeyChecking': 'yes', 'UserKnownHostsFile': self.file('known_hosts'),
            'GlobalKnownHostsFile': '/dev/null', 'UpdateHostKeys': 'no', 'HostKeyAlias': self.name, 'ConnectTimeout': '30',
            'ServerAliveInterval': '15', 'ServerAliveCountMax': '4', 'PasswordAuthentication': 'no', 'LogLevel': 'ERROR',
            'Port': self.target['port'], 'User': self.target['user'],
        }
        return ['-F', 'none', '-i', self.file('key'), *(word for each in options.items() for word in ('-o', '%s=%s' % each))]

    def ssh(self, *more):
        return ['ssh', '-T', *self.options(), *more, '--', self.target['address']]

    def is_full(self):
        """SFTP has no word for it: all that restic hears is "Failure". So the server is asked what is free, where it tells that."""
        if self.target['kind'] != 'sftp':
            return False
        folder, address = os.path.dirname(self.target['repository'].split(':', 2)[2]), self.target['address']
        words = ['sftp', '-b', '-', *self.options(), '--', '[%s]' % address if ':' in address else address]
        asked = subprocess.run(words, input='df "%s"\ndf -i "%s"\n' % (folder, folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               env=self.env(), text=True)
        found = [[int(number) for number in row] for row in re.findall(r'^ *(\d+) +\d+ +(\d+) +\d+ +\S+%', asked.stdout, re.M)]
        # Of the disk in kB, then of its inodes, of which some file systems count none.
        return len(found) == 2 and (found[0][1] < ROOM_KB or found[1][0] > 0 and found[1][1] == 0)

    def words(self, *words):
        target = self.target
        first = ['restic', '--repo', target['repository'], '--password-file', self.file('password')]
        cache = os.environ.get('CACHE_DIRECTORY')
        first += ['--cache-dir', cache, '--cleanup-cache'] if cache else ['--no-cache']
        # restic reads the words of these two as a shell does; none of ours holds what a shell would see as something else.
        if target['kind'] == 'sftp':
            first += ['-o', 'sftp.command=' + ' '.join([*self.ssh('-s'), 'sftp'])]
        elif target['kind'] == 'rclone':
            first += ['-o', 'rclone.program=' + ' '.join([*self.ssh(), 'rclone']), '-o', 'rclone.args=serve restic --stdio']
        else:
            first += ['-o', 's3.bucket-lookup=' + target['lookup']]
            first += ['-o', 's3.region=' + target['region']] if target.get('region') else []
            first += ['--cacert', target['authority']] if target.get('authority') else []
        # What only reads waits for nobody: a host that was lost in the middle leaves a lock that counts for half an hour.
        return [*first, *words, *(['--no-lock'] if words[0] in READING else [])]

    def env(self):
        env = {'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL': 'C', 'TZ': 'UTC', 'HOME': '/nonexistent', 'GOGC': '25',
               'TMPDIR': os.environ.get('TMPDIR', '/tmp')}
        if self.target['kind'] == 's3':
            env.update(AWS_ACCESS_KEY_ID=self.secret('access-key'), AWS_SECRET_ACCESS_KEY=self.secret('secret-key'))
        return env

    def run(self, *words, read=lambda stream: stream.read()):
        """What is made of all that restic prints. Its exit code is looked at, always."""
        said, full = [], None
        process = subprocess.Popen(self.words(*words), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=self.env(), cwd=self.conf['sets'])

        # By what people press, so that it takes its lock with it; by force when it does not end.
        killer = threading.Timer(20, process.kill)

        def listen():
            nonlocal full
            for line in process.stderr:
                said.append(line.decode('utf-8', 'replace'))
                del said[:-40]
                if 'SSH_FX_FAILURE' in said[-1] and full is None:
                    full = self.is_full()
                if (reason(said[-1], FINAL) or full) and not killer.is_alive() and process.poll() is None:
                    killer.start()
                    process.send_signal(signal.SIGINT)

        ear = threading.Thread(target=listen)
        ear.start()
        try:
            try:
                made = read(process.stdout)
            except (tarfile.TarError, EOFError):
                # What ended in the middle is told by its code.
                made = None
            for _ in iter(lambda: process.stdout.read(1 << 20), b''):
                pass
            code = process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            ear.join()
            killer.cancel()
            process.stdout.close()
            process.stderr.close()
        if code != 0:
            text = ''.join(said)
            code_of = reason(text) or ('full' if full or words[0] not in READING and self.is_full() else 'restic')
            raise Refused(code_of, '%s: restic %s %s: %s' % (self.name, words[0], ending(code), text[-400:]))
        return made

    def identity(self):
        """Of the repository; None when there is none."""
        try:
            return json.loads(self.run('cat', 'config'))['id']
        except Refused as refused:
            if refused.code == 'missing':
                return None
            raise

    def snapshots(self):
        """By the set that each is of. A set that was sent in two attempts has the later one."""
        known = json.loads(self.run('snapshots', '--json', '--host', self.conf['instance'], '--tag', 'plan=' + self.conf['plan'])) or []
        return {tag[4:]: each['id'] for each in sorted(known, key=lambda each: each['time'])
                for tag in each['tags'] if re.match(r'^set=\d{8}T\d{6}Z$', tag)}

    def digests(self, snapshot, folder):
        """SHA-256 and size of each file in a folder of it, all of which is read back for that."""
        return self.run('dump', snapshot, folder, read=digests_of)


def digests_of(stream):
    """Of the files in an archive that is on its way."""
    found = {}
    with tarfile.open(fileobj=stream, mode='r|') as archive:
        for entry in archive:
            if entry.isfile():
                digest, size, file = hashlib.sha256(), 0, archive.extractfile(entry)
                for block in iter(lambda: file.read(1 << 20), b''):
                    size += len(block)
                    digest.update(block)
                found[os.path.basename(entry.name)] = digest.hexdigest(), size
    return found
`;
