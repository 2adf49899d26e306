/** What of the text of a dump goes on to psql: read by the program itself, as it goes to hosts. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { readerSource } from '../../client/src/operations/templates/restore-dump/reader.ts';

/** Texts in, what is passed on of each or why it is refused. */
const harness = `
import io, json, sys
answers = []
for text in json.load(sys.stdin):
    reader, passed = Reader(15), []
    try:
        reader.text(io.BytesIO(text.encode()).readlines(), passed.append)
        reader.end()
        answers.append({'passed': b''.join(passed).decode(), 'rows': reader.rows})
    except Refused as refused:
        answers.append({'refused': refused.code, 'detail': refused.detail, 'before': b''.join(passed).decode()})
json.dump(answers, sys.stdout)
`;

type Answer = {
  readonly passed?: string;
  readonly rows?: Readonly<Record<string, number>>;
  readonly refused?: string;
  readonly detail?: string;
  readonly before?: string;
};

function read(texts: readonly string[]): readonly Answer[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-IBc', readerSource + harness], {
    input: JSON.stringify(texts),
    maxBuffer: 1 << 28,
  });
  assert.equal(status, 0, stderr.toString());
  return JSON.parse(stdout.toString());
}

const rows = 'COPY public.t (id, "co, l") FROM stdin;\n1\t\\\\! touch x\n2\t-- PostgreSQL database dump complete\n\\.\n';
const end = '\n--\n-- PostgreSQL database dump complete\n--\n\n';

/** Each as it is passed on; those that have no second are passed as they are. */
const passed: readonly (readonly [text: string, as?: string])[] = [
  ["SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n"],
  ["SELECT pg_catalog.set_config('search_path', '', false);\n"],
  ["SELECT pg_catalog.setval('public.\"a''b\"', 12, true);\n"],
  ['\\restrict abcDEF123\n\\unrestrict abcDEF123\n', ''],
  ["CREATE TABLE public.x (a text DEFAULT E'a''b\\'; \\\\', b text DEFAULT '\\', \"c;\\\" int);\n"],
  ['CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $_$ begin\n\\! x\nALTER TABLE x OWNER TO y;\nreturn $a$;$a$; end $_$;\n'],
  ["CREATE VIEW public.v AS\n SELECT 1 AS a$b$c, -- it's; \\\n  (2 /* ; /* ' */ \\ */) AS d;\n"],
  ['CREATE RULE r AS ON INSERT TO public.p DO (SELECT 1; SELECT 2);\n'],
  ["COMMENT ON TABLE public.x IS 'of OWNER TO y;';\n"],
  ["INSERT INTO public.x VALUES (1, 'a;\n\\! b');\n"],
  ['ALTER TABLE public.x OWNER TO "a ""b";\nGRANT ALL ON TABLE public.x TO PUBLIC;\nREVOKE ALL ON SCHEMA public FROM x;\n', ''],
  ["CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;\nCOMMENT ON EXTENSION postgis IS 'a; b';\n", ''],
  ["SET transaction_timeout = 0;\nSET default_tablespace = 'fast';\n", ''],
  ['DROP TABLE IF EXISTS public.x;\nALTER TABLE IF EXISTS ONLY public.x DROP CONSTRAINT IF EXISTS y;\n', ''],
  ['ALTER TABLE ONLY public.x\n    ADD CONSTRAINT y PRIMARY KEY (a);\n'],
];

const refused: readonly (readonly [text: string, why: RegExp])[] = [
  ['\\! touch x\n', /line 1: \\! is a command to psql/],
  ['\\i /etc/passwd\n', /is a command to psql/],
  ['\\restrict a b\n', /is a command to psql/],
  ['\\connect other\n', /is a command to psql/],
  ['CREATE TABLE x (a int); \\! touch x\n', /command to psql/],
  ['CREATE TABLE x (a int) \\g |touch\n', /command to psql/],
  ["CREATE TABLE x (a text DEFAULT E'\\\\'); \\! touch x\n", /command to psql/],
  ["CREATE TABLE x (a text DEFAULT 'a\\'); \\! touch x\n", /command to psql/],
  ["CREATE TABLE x (a text DEFAULT E'a'\n -- b\n\n '\\'); \\! touch x\n", /goes on in another line/],
  ['CREATE TABLE x (a int /* $$ */); \\! touch x\n', /command to psql/],
  ["COPY x FROM PROGRAM 'touch x';\n", /is nothing that a dump/],
  ["COPY x FROM '/etc/passwd';\n", /is nothing that a dump/],
  ['copy x from stdin;\n', /is nothing that a dump/],
  ['ALTER ROLE x SUPERUSER;\n', /is nothing that a dump/],
  ['ALTER DATABASE x SET search_path = y;\n', /is nothing that a dump/],
  ['CREATE DATABASE x;\n', /is nothing that a dump/],
  ['CREATE EVENT TRIGGER x ON ddl_command_end EXECUTE FUNCTION y();\n', /is nothing that a dump/],
  ['DO $$ begin end $$;\n', /is nothing that a dump/],
  ['SET ROLE postgres;\n', /is nothing that a dump/],
  ["SET SESSION AUTHORIZATION 'postgres';\n", /is nothing that a dump/],
  ['SELECT 1;\n', /is nothing that a dump/],
  ["SELECT pg_catalog.setval('x', 1, true), y();\n", /is nothing that a dump/],
  ["SET client_encoding = 'SJIS';\n", /cannot be read safely/],
  ['SET standard_conforming_strings = off;\n', /cannot be read safely/],
  ['COPY public.x (a) FROM stdin;\n1\n\\.\r\n\\! touch x\n\\.\n', /end as nothing of pg_dump/],
  ['-- Dumped from database version 16.2\n', /of PostgreSQL 16, here is 15/],
];

describe('the text of a dump', () => {
  const answers = new Map<string, Answer>();
  const one = (text: string): Answer => answers.get(text) ?? assert.fail(text);

  before(() => {
    const texts = [...passed, ...refused].map(([text]) => text);
    for (const [index, answer] of read(texts.map((text) => text + rows + end)).entries()) answers.set(texts[index] ?? '', answer);
  });

  for (const [text, as = text] of passed) {
    test(`goes on: ${text.slice(0, 60)}`, () => {
      const answer = one(text);
      assert.equal(answer.passed, as + rows, JSON.stringify(answer));
      assert.deepEqual(answer.rows, { 'public.t': 2 });
    });
  }

  for (const [text, why] of refused) {
    test(`is refused: ${text.slice(0, 60)}`, () => {
      const answer = one(text);
      assert.match(`${answer.detail}`, why);
      assert.doesNotMatch(`${answer.before}`, /touch|ROLE|DATABASE|PROGRAM/);
    });
  }

  test('is refused when it ends too early, is of a whole server or has no row', () => {
    const ends = read([
      rows,
      rows.slice(0, -3),
      `CREATE TABLE x (a text DEFAULT '${end}`,
      end,
      `-- PostgreSQL database cluster dump\n${end}`,
    ]);
    assert.deepEqual(
      ends.map(({ refused: code }) => code),
      ['cut', 'cut', 'cut', 'empty', 'cluster'],
    );
  });

  test('of any kind is answered, and no command to psql goes on outside of quotes and rows', () => {
    const part = fc.constantFrom(
      '\\! x',
      "'",
      "E'",
      '"',
      '$$',
      '$a$',
      '--',
      '/*',
      '*/',
      ';',
      '\n',
      '\\',
      'CREATE TABLE x (a int)',
      'COPY x (a) FROM stdin;\n',
      '\\.\n',
      '(',
      ')',
      ' ',
      'a',
    );
    const texts = fc.sample(fc.array(part, { maxLength: 25 }), { numRuns: 3000, seed: 7 }).map((parts) => parts.join(''));
    for (const [index, { passed: on, before }] of read(texts).entries()) {
      const text = on ?? before ?? '';
      const bare = text
        .replace(/^COPY .*\n[\s\S]*?(?:^\\\.\n|(?![\s\S]))/gm, '')
        .replace(/\/\*[\s\S]*\*\/|--.*|E'(?:\\[\s\S]|''|[^'\\])*'|'[^']*'|"[^"]*"|(\$a?\$)[\s\S]*?\1/g, '');
      assert.doesNotMatch(bare, /^\\!/m, `${JSON.stringify(texts[index])} ${JSON.stringify(text)}`);
    }
  });
});
