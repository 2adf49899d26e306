/** What runs in the unit of a drill that starts DHIS2: it sees no host, only its own loopback and what it was handed. */

export const insideModule = String.raw`# Written by DHIS2 Hosting.
import base64
import collections
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

PORT = 8080
SERVER = '''<?xml version="1.0" encoding="UTF-8"?>
<Server port="-1">
  <Service name="Catalina">
    <Connector port="%d" address="127.0.0.1" protocol="HTTP/1.1" bindOnInit="false" connectionTimeout="20000" relaxedQueryChars="[]"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="webapps" autoDeploy="false" deployOnStartup="true" unpackWARs="false" createDirs="false"/>
    </Engine>
  </Service>
</Server>
'''
# Tomcat is up, and knows no DHIS2 for as many looks: it could not be started.
LATE = 10


class Failed(Exception):
    pass


def check_alone():
    """Where namespaces are not to be had systemd goes on without; then this would be on the network of the host."""
    with open('/proc/self/net/dev') as file:
        others = [name for name in re.findall(r'^\s*(\S+):', file.read(), re.MULTILINE) if name != 'lo']
    if others:
        raise Failed('this host gives the unit no network of its own: it sees %s' % ', '.join(others))


def make_folders(job):
    """Below the /tmp of this unit, which systemd removes with it."""
    home, base = tempfile.mkdtemp(prefix='home-'), tempfile.mkdtemp(prefix='base-')
    for name in ('conf', 'webapps', 'work', 'temp', 'logs'):
        os.mkdir('%s/%s' % (base, name))
    os.mkdir(home + '/files')
    write(home + '/dhis.conf', ''.join('%s = %s\n' % pair for pair in job['keys'].items()))
    write(base + '/conf/server.xml', SERVER % PORT)
    write(base + '/conf/logging.properties', job['logging'])
    os.symlink(job['web'], base + '/conf/web.xml')
    os.symlink(job['release'], '%s/webapps/%s' % (base, job['context']))
    return home, base


def write(path, text):
    with open(path, 'w', encoding='latin-1') as file:
        file.write(text)


def listen(door):
    """Each connection to PostgreSQL is handed to the relay, which alone knows the way."""
    server = socket.create_server(('127.0.0.1', 5432))

    def hand_over():
        while True:
            client, _ = server.accept()
            with client:
                try:
                    socket.send_fds(door, [b'c'], [client.fileno()])
                except OSError:
                    return

    threading.Thread(target=hand_over, daemon=True).start()


def until_gone(door, gone):
    """The other end is the drill's: nothing comes out of it but its end."""
    def wait():
        while door.recv(1):
            pass
        gone.set()

    threading.Thread(target=wait, daemon=True).start()


class Output:
    """Of Java: the last of it, and what tells of failure."""

    def __init__(self, stream, hidden):
        self.last, self.errors, self.is_up, self.hidden = collections.deque(maxlen=5), [], threading.Event(), hidden
        self.reader = threading.Thread(target=self.read, args=(stream,), daemon=True)
        self.reader.start()

    def read(self, stream):
        for line in stream:
            line = line.decode('utf-8', 'replace').strip()
            self.last.append(line)
            if 'Server startup in' in line:
                self.is_up.set()
            if len(self.errors) < 50 and re.search(r'^\* ERROR|^Caused by: |^\S*(Exception|Error): ', line):
                self.errors.append(line)

    def told(self):
        """The first error, and the cause that is told last."""
        self.reader.join(2)
        lines = [self.errors[0]] + self.errors[-1:] * (len(self.errors) > 1) if self.errors else list(self.last)
        text = ' / '.join(lines)
        for secret in self.hidden:
            text = text.replace(secret, '***')
        return text[-400:]


def ask(path, login=None):
    """Status and text; 0 as long as nobody answers."""
    headers = {'Authorization': 'Basic ' + base64.b64encode(':'.join(login).encode()).decode()} if login else {}
    link = http.client.HTTPConnection('127.0.0.1', PORT, timeout=30)
    try:
        link.request('GET', path, headers=headers)
        answer = link.getresponse()
        return answer.status, answer.read(1 << 20).decode('utf-8', 'replace')
    except (OSError, http.client.HTTPException):
        return 0, ''
    finally:
        link.close()


def wait_for_answer(job, java, output, gone):
    began, late = time.monotonic(), 0
    while ask(job['path'] + '/api/ping')[0] != 200:
        if java.poll() is not None:
            raise Failed('Java ended with %d: %s' % (java.returncode, output.told()))
        if time.monotonic() - began > job['seconds']:
            raise Failed('no answer within %d s: %s' % (job['seconds'], output.told()))
        late += output.is_up.is_set()
        if late > LATE:
            raise Failed('Tomcat is up, but DHIS2 could not be started: %s' % output.told())
        if gone.wait(0.5):
            sys.exit(1)


def version(job):
    """As one who is logged in sees it; None when nobody could be let in."""
    if job['login'] is None:
        return None
    status, text = ask(job['path'] + '/api/system/info', job['login'])
    if status == 401:
        return None
    if status != 200:
        raise Failed('it answers, but the system information ended with %d' % status)
    found = json.loads(text)
    return found.get('version') if isinstance(found, dict) else None


def run():
    door, gone = socket.socket(fileno=0), threading.Event()
    job = json.loads(door.recv(1 << 20))
    java = None
    try:
        check_alone()
        home, base = make_folders(job)
        listen(door)
        until_gone(door, gone)
        heap = '-Xmx%dm' % job['heap']
        env = {
            'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL': 'C.UTF-8', 'HOME': home, 'JAVA_HOME': job['java'],
            'CATALINA_HOME': job['tomcat'], 'CATALINA_BASE': base, 'CATALINA_TMPDIR': base + '/temp', 'DHIS2_HOME': home,
            'CATALINA_OPTS': heap + ' -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true', **job['secrets'],
        }
        java = subprocess.Popen([job['tomcat'] + '/bin/catalina.sh', 'run'], cwd=base, env=env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        hidden = [each for each in [*job['secrets'].values(), *(job['login'] or [])[1:]] if each]
        output = Output(java.stdout, hidden)
        wait_for_answer(job, java, output, gone)
        tell({'version': version(job)})
        gone.wait()
    except Failed as failed:
        tell({'failed': str(failed)})
        gone.wait(60)
    finally:
        if java is not None:
            java.send_signal(signal.SIGKILL)
            java.wait()


def tell(answer):
    print(json.dumps(answer), flush=True)
`;
