/** What of the text of a dump goes on to `psql`, see docs/decisions/0032. First half of the program that restores one. */

export const readerSource = String.raw`
import re


class Refused(Exception):
    """It cannot be done. The code is for programs, the detail for people."""

    def __init__(self, code, detail=''):
        super().__init__(detail)
        self.code, self.detail = code, ' '.join(str(detail).split())[:500]


# A name as it is, so that $ in it begins no quote; and what begins a quote, ends a statement or talks to psql.
TOKEN = re.compile(rb'[eE]\'|[A-Za-z_\x80-\xff][A-Za-z0-9_$\x80-\xff]*|\'|"|\$(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)?\$|--|/\*|[;\\()]')
NAME = rb'(?:"(?:[^"]|"")+"|[A-Za-z_\x80-\xff][\w$\x80-\xff]*)'
COPY = re.compile(rb'COPY ((?:' + NAME + rb'\.)?' + NAME + rb') +(?:\((?:' + NAME + rb'(?:, )?)*\) )?FROM stdin;')
VERSION = re.compile(rb'-- Dumped from database version (\d+)')

# Nothing is needed of these: whose it is and who may what is said by us, extensions are made before, the database is empty.
SKIPPED = [re.compile(each, re.S) for each in (
    rb'ALTER [A-Z].* OWNER TO ' + NAME + rb';', rb'(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .*', rb'(?:CREATE|COMMENT ON) EXTENSION .*',
    rb'CREATE SCHEMA (?:IF NOT EXISTS )?public;', rb'COMMENT ON (?:SCHEMA public|DATABASE) .*',
    rb'CREATE (?:OR REPLACE )?(?:PROCEDURAL )?LANGUAGE (?:IF NOT EXISTS )?plpgsql;', rb'COMMENT ON (?:PROCEDURAL )?LANGUAGE plpgsql .*',
    rb'DROP [A-Z]+ .*', rb'SELECT pg_catalog\.lo_unlink\(.*', rb'ALTER TABLE [^,]* DROP CONSTRAINT [^,]*;',
    rb'SET (?:transaction_timeout|default_tablespace|idle_in_transaction_session_timeout|statement_timeout|lock_timeout) ?(?:=|TO) ?[^;]*;')]
# What pg_dump writes besides. Anything else is refused: it is of somebody who wants more than a database back.
PASSED = [re.compile(each, re.S) for each in (
    rb'CREATE (?:OR REPLACE )?(?:UNLOGGED |UNIQUE |RECURSIVE |MATERIALIZED |CONSTRAINT )?'
    rb'(?:TABLE|SEQUENCE|INDEX|VIEW|FUNCTION|PROCEDURE|AGGREGATE|TYPE|DOMAIN|SCHEMA|TRIGGER|RULE|STATISTICS|POLICY|COLLATION|OPERATOR'
    rb'|TEXT SEARCH CONFIGURATION|TEXT SEARCH DICTIONARY) .*',
    rb'ALTER (?:TABLE|SEQUENCE|INDEX|VIEW|MATERIALIZED VIEW|TYPE|DOMAIN|STATISTICS|TEXT SEARCH CONFIGURATION) .*',
    rb'COMMENT ON (?:TABLE|COLUMN|SEQUENCE|INDEX|VIEW|MATERIALIZED VIEW|FUNCTION|PROCEDURE|AGGREGATE|TYPE|DOMAIN|SCHEMA|TRIGGER|RULE'
    rb'|CONSTRAINT|STATISTICS|POLICY|COLLATION|OPERATOR|LARGE OBJECT) .*',
    rb'REFRESH MATERIALIZED VIEW .*', rb'BEGIN;', rb'COMMIT;',
    rb'SET (?:client_encoding|standard_conforming_strings|check_function_bodies|xmloption|client_min_messages|row_security|search_path'
    rb'|default_table_access_method|default_with_oids|escape_string_warning|bytea_output) ?(?:=|TO) ?[^;]*;',
    rb'SELECT pg_catalog\.set_config\(\'search_path\', \'\', false\);', rb'SELECT (?:pg_catalog\.)?setval\(\'(?:[^\']|\'\')+\', \d+, (?:true|false)\);',
    rb'SELECT pg_catalog\.lo_(?:create|open|close)\([\d\', ]*\);', rb'SELECT pg_catalog\.lowrite\(0, \'\\x[0-9a-f]*\'\);')]
# In others a byte of a letter may look like a quote or a backslash.
ENCODINGS = re.compile(rb"SET client_encoding (?:=|TO) '(?:UTF-?8|UNICODE|SQL_ASCII|LATIN\d+|WIN125\d|ISO_8859_\d+|KOI8R|KOI8U)';")
LONGEST = 256 << 20


class Reader:
    """Of rows each table's are counted and none is looked at; of statements each is judged whole before any of it goes on."""

    def __init__(self, newest):
        self.newest = newest            # major version that can be taken
        self.rows, self.inserted = {}, 0
        self.number = 0                 # of the line
        self.table = None               # whose rows are being read
        self.parts, self.size, self.depth = [], 0, 0
        self.quote = None               # what ends the quote that is open; an int is the depth of a comment
        self.escapes = self.after_escapes = False
        self.complete = self.seen = False

    def refuse(self, why):
        raise Refused('statement', 'line %d: %s' % (self.number, why))

    def text(self, lines, send):
        """A list of whole lines."""
        at = 0
        while at < len(lines):
            if self.table is None:
                self.number += 1
                self.line(lines[at], send)
                at += 1
                continue
            end = len(lines)
            for mark in (b'\\.\n', b'\\.\r\n'):
                try:
                    end = lines.index(mark, at, end)
                except ValueError:
                    pass
            self.rows[self.table] += end - at
            self.number += end - at
            if end < len(lines):
                if lines[end] != b'\\.\n':
                    self.refuse('rows end as nothing of pg_dump ends them')
                self.number, self.table, end = self.number + 1, None, end + 1
            send(b''.join(lines[at:end]))
            at = end

    def line(self, line, send):
        if self.quote is None and not self.parts:
            if self.between(line):
                return
            copied = COPY.fullmatch(line.rstrip(b'\n'))
            if copied is not None:
                self.table = copied[1].decode('utf-8', 'surrogateescape')
                self.rows.setdefault(self.table, 0)
                send(line)
                return
        if self.after_escapes and line.lstrip().startswith(b"'"):
            self.refuse('a quote goes on in another line')
        if line.strip() and not line.lstrip().startswith(b'--'):
            self.after_escapes = False
        start = at = 0
        while at < len(line):
            at, ended = self.step(line, at)
            if ended:
                self.keep(line[start:at])
                self.judge(b''.join(self.parts), send)
                self.parts, self.size, start = [], 0, at
        self.keep(line[start:])

    def between(self, line):
        """True for a line that is no part of a statement."""
        if line.startswith(b'--') or not line.strip():
            self.remark(line)
            return True
        if line.startswith(b'\\'):
            # pg_dump shuts its own text in like that, and so do we, with a word that the dump does not know.
            if not re.fullmatch(rb'\\(?:un)?restrict [A-Za-z0-9]+\s*', line):
                self.refuse('%s is a command to psql' % line.split()[0].decode('utf-8', 'replace'))
            return True
        return False

    def remark(self, line):
        text = line.rstrip(b'\n')
        if text == b'-- PostgreSQL database cluster dump':
            raise Refused('cluster', 'it is of a whole server')
        if text == b'-- PostgreSQL database dump':
            self.seen = True
        if text == b'-- PostgreSQL database dump complete':
            self.complete = True
        version = VERSION.match(text)
        if version is not None and int(version[1]) > self.newest:
            raise Refused('version', 'it is of PostgreSQL %d, here is %d' % (int(version[1]), self.newest))

    def keep(self, part):
        if self.parts or part.strip():
            self.parts.append(part)
            self.size += len(part)
            if self.size > LONGEST:
                self.refuse('a statement has no end')

    def step(self, line, at):
        """Where to go on in the line, and whether a statement ended there. As psql reads it."""
        if self.quote is not None:
            return self.inside(line, at), False
        found = TOKEN.search(line, at)
        if found is None:
            return len(line), False
        token, end = found[0], found.end()
        if token == b'\\':
            self.refuse('a backslash outside of quotes is a command to psql')
        elif token in (b"'", b'"') or token in (b"e'", b"E'"):
            self.quote, self.escapes = token[-1:], len(token) == 2
        elif token.startswith(b'$'):
            self.quote = token
        elif token == b'--':
            return len(line), False
        elif token == b'/*':
            self.quote = 1
        elif token in b'()':
            self.depth = max(0, self.depth + (1 if token == b'(' else -1))
        return end, token == b';' and self.depth == 0

    def inside(self, line, at):
        if isinstance(self.quote, int):
            found = re.compile(rb'/\*|\*/').search(line, at)
            if found is None:
                return len(line)
            self.quote += 1 if found[0] == b'/*' else -1
            self.quote = self.quote or None
            return found.end()
        if self.escapes:
            found = re.compile(rb"\\[\s\S]|''?").search(line, at)
            if found is None:
                return len(line)
            if found[0] == b"'":
                self.quote, self.escapes = None, False
                # Another quote on the next line would be the same string, with its backslashes.
                self.after_escapes = not line[found.end():].strip()
            return found.end()
        # A doubled quote ends one string and begins the next: the same for us.
        end = line.find(self.quote, at)
        if end < 0:
            return len(line)
        end += len(self.quote)
        self.quote = None
        return end

    def judge(self, text, send):
        text = text.strip()
        if text.startswith(b'INSERT INTO '):
            self.inserted += 1
            send(text + b'\n')
            return
        if any(each.fullmatch(text) for each in SKIPPED):
            return
        words = text[:60].decode('utf-8', 'replace')
        if not any(each.fullmatch(text) for each in PASSED):
            self.refuse('%s ... is nothing that a dump of a database needs' % words)
        if text.startswith(b'SET client_encoding') and not ENCODINGS.fullmatch(text):
            self.refuse('%s cannot be read safely' % words)
        if text.startswith(b'SET standard_conforming_strings') and not re.fullmatch(rb'SET \w+ (?:=|TO) on;', text):
            self.refuse('%s cannot be read safely' % words)
        send(text + b'\n')

    def end(self):
        if self.table is not None or self.parts or self.quote is not None or not self.complete:
            raise Refused('cut', 'it does not end as a dump that is complete')
        if not self.rows and not self.inserted:
            raise Refused('empty', 'no row is in it')
`;
