/**
 * Between a DHIS2 that a drill started, which has no network, and the one database that it may see. It runs as the account of
 * backups, so the server of that database knows who comes; what is started knows no password of any.
 */

export const relayModule = String.raw`# Written by DHIS2 Hosting.
import base64
import hashlib
import hmac
import os
import secrets as random
import select
import socket
import ssl
import struct
import sys
import threading

# What a client may begin with, by the number after the length (PostgreSQL, Message Formats).
CANCEL, TLS, GSS, THREE = 80877102, 80877103, 80877104, 196608


class Broken(Exception):
    pass


def exactly(link, count):
    found = b''
    while len(found) < count:
        more = link.recv(count - len(found))
        if not more:
            raise Broken('the connection ended')
        found += more
    return found


def opening(client):
    """The first message that is one. Between this and the client there is no network to encrypt."""
    while True:
        length, kind = struct.unpack('!II', exactly(client, 8))
        if not 8 <= length <= 10000:
            raise Broken('no client of PostgreSQL')
        rest = exactly(client, length - 8)
        if kind not in (TLS, GSS):
            return kind, rest
        client.sendall(b'N')


def as_meant(rest):
    """Whatever the client asks for: this database, as this role, which may write here."""
    words = rest.rstrip(b'\0').split(b'\0')
    asked = dict(zip(words[::2], words[1::2]))
    asked.update({b'user': os.environb[b'PGUSER'], b'database': os.environb[b'PGDATABASE'], b'options': os.environb[b'PGOPTIONS']})
    body = b''.join(key + b'\0' + value + b'\0' for key, value in asked.items()) + b'\0'
    return struct.pack('!II', len(body) + 8, THREE) + body


def connect():
    host, port = os.environ['PGHOST'], int(os.environ['PGPORT'])
    if host.startswith('/'):
        link = socket.socket(socket.AF_UNIX)
        link.connect('%s/.s.PGSQL.%d' % (host, port))
        return link
    link = socket.create_connection((host, port), 30)
    link.settimeout(None)
    if os.environ.get('PGSSLMODE', 'disable') == 'disable':
        return link
    link.sendall(struct.pack('!II', 8, TLS))
    if exactly(link, 1) != b'S':
        raise Broken('the server does not encrypt')
    # As verify-ca of libpq.
    context = ssl.create_default_context(cafile=os.environ.get('PGSSLROOTCERT'))
    context.check_hostname = False
    return context.wrap_socket(link)


def message(link):
    kind, length = struct.unpack('!cI', exactly(link, 5))
    return kind, exactly(link, length - 4)


def answer_of(link, wanted):
    """Of the server, about the login."""
    kind, body = message(link)
    if kind != b'R':
        raise Broken('the server refuses: %s' % body[:200].replace(b'\0', b' ').decode('utf-8', 'replace'))
    if struct.unpack('!I', body[:4])[0] != wanted:
        raise Broken('the server wants a login of another kind')
    return body[4:]


def log_in(link, password):
    """SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding."""
    if b'SCRAM-SHA-256' not in answer_of(link, 10).split(b'\0'):
        raise Broken('the server wants a login of another kind')
    mine = 'n=,r=' + random.token_urlsafe(18)
    first = ('n,,' + mine).encode()
    body = b'SCRAM-SHA-256\0' + struct.pack('!I', len(first)) + first
    link.sendall(b'p' + struct.pack('!I', len(body) + 4) + body)
    theirs = answer_of(link, 11).decode()
    said = dict(each.split('=', 1) for each in theirs.split(','))
    if not said['r'].startswith(mine[5:]):
        raise Broken('the server repeats another nonce')
    salted = hashlib.pbkdf2_hmac('sha256', password.encode(), base64.b64decode(said['s']), int(said['i']))
    key = hmac.digest(salted, b'Client Key', 'sha256')
    last = 'c=biws,r=' + said['r']
    whole = ','.join([mine, theirs, last]).encode()
    sign = hmac.digest(hashlib.sha256(key).digest(), whole, 'sha256')
    proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, sign))).decode()
    body = ('%s,p=%s' % (last, proof)).encode()
    link.sendall(b'p' + struct.pack('!I', len(body) + 4) + body)
    shown = dict(each.split('=', 1) for each in answer_of(link, 12).decode().split(','))
    wanted = hmac.digest(hmac.digest(salted, b'Server Key', 'sha256'), whole, 'sha256')
    if not hmac.compare_digest(base64.b64decode(shown.get('v', '')), wanted):
        raise Broken('the server does not know the password itself')


def pump(client, server):
    while True:
        waits = isinstance(server, ssl.SSLSocket) and server.pending() > 0
        for link in [server] if waits else select.select([client, server], [], [])[0]:
            data = link.recv(1 << 16)
            if not data:
                return
            (server if link is client else client).sendall(data)


def serve(client):
    try:
        with client:
            kind, rest = opening(client)
            with connect() as server:
                if kind == CANCEL:
                    server.sendall(struct.pack('!II', len(rest) + 8, CANCEL) + rest)
                    return
                if kind != THREE:
                    raise Broken('another version of the protocol')
                server.sendall(as_meant(rest))
                password = os.environ.get('PGPASSWORD')
                if password:
                    log_in(server, password)
                pump(client, server)
    except (Broken, OSError) as error:
        print('relay: %s' % error, file=sys.stderr)


def run(handle):
    """Until the drill ends, which holds the other end of the standard input, or what it started does."""
    door = socket.socket(fileno=int(handle))
    threading.Thread(target=lambda: (os.read(0, 1), os._exit(0)), daemon=True).start()
    while True:
        said, handles, _, _ = socket.recv_fds(door, 16, 1)
        if not said:
            # Threads that wait for a word of somebody would keep Python from ending.
            os._exit(0)
        for each in handles:
            threading.Thread(target=serve, args=(socket.socket(fileno=each),), daemon=True).start()
`;
