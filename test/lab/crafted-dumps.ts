/** Dumps of a live database as tools and people make them, and others of which something was made that they should not do. */
import type { LabHost } from './host.ts';

/** Where dhis2-server-tools put the dumps of a night. */
export const nightly = '/var/pgbackups/db-backup/20261129-030000-daily';

/** What is hard to read right: quotes of all kinds, names with points, rows that look like commands, views, functions, triggers. */
const content = String.raw`set role hmis;
create table "a.b ""c" (id int primary key, "co l" text default E'it''s \\ ; \t', other text default 'a'';b');
insert into "a.b ""c" ("co l", id) values (E'\\.', 1), (E'\\! touch /tmp/broken-in', 2), ('-- PostgreSQL database dump complete', 3), ('ALTER TABLE x OWNER TO y;', 4);
create table numbers (id serial, place geometry(Point, 4326), mood text check (mood ~ '^\w+$'));
insert into numbers (place, mood) values (st_setsrid(st_makepoint(38.7, 9.0), 4326), 'fine');
create function told(text) returns text language plpgsql immutable as $x$ begin
-- it's
/*
ALTER TABLE x OWNER TO y;
\! touch /tmp/broken-in
*/
  return E'a\\''b;' || $y$ "; $y$ || $1; end $x$;
create function untold(text) returns text language sql immutable as 'select $1 || '';''';
create index on numbers (untold(mood));
create view seen as select mood from numbers where mood like '%\_;' or mood = 'fine';
create materialized view counted as select count(*) from numbers;
create function stamped() returns trigger language plpgsql as 'begin return new; end';
create trigger stamped before insert on numbers for each row execute function stamped();
comment on table numbers is E'it''s; "quoted" \\';
grant select on numbers to public;
insert into dataelement (name) values ('a'); insert into organisationunit (name) values ('o');
insert into period select g, now(), now() from generate_series(1, 60000) g;
insert into datavalue select 1, g, 1, md5(g::text) from generate_series(1, 60000) g;
create table analytics_2026 (dx text); insert into analytics_2026 values ('a');
`;

/** Statements put before the end of a whole dump. */
const additions: Readonly<Record<string, string>> = {
  command: '\\! touch /tmp/broken-in\n',
  'command-behind': 'CREATE TABLE public.extra (a int) \\g |touch /tmp/broken-in\n;\n',
  connect: '\\connect postgres\n',
  program: "COPY public.datavalue FROM PROGRAM 'touch /tmp/broken-in';\n",
  role: 'ALTER ROLE CURRENT_USER SUPERUSER;\n',
  'in-function': `CREATE FUNCTION public.evil() RETURNS int LANGUAGE plpgsql AS $$ begin
  execute $e$ copy (select 1) to program 'touch /tmp/broken-in' $e$; return 1; end $$;
CREATE MATERIALIZED VIEW public.m AS SELECT public.evil();\n`,
  'make-role': `CREATE FUNCTION public.evil() RETURNS int LANGUAGE plpgsql AS $$ begin execute 'alter role hmis superuser'; return 1; end $$;
CREATE MATERIALIZED VIEW public.m AS SELECT public.evil();\n`,
  // Found before those of the server by a superuser whose search path has \`public\` in it.
  'hostile-names': ['name', 'text', 'unknown']
    .map(
      (type) => `CREATE FUNCTION public.format(text, ${type === 'unknown' ? 'text, text' : type}) RETURNS text LANGUAGE plpgsql AS $$ begin
  execute $e$ copy (select 1) to program 'touch /tmp/broken-in' $e$; return 'select 1'; end $$;\n`,
    )
    .join(''),
  slow: 'CREATE MATERIALIZED VIEW public.slow AS SELECT pg_sleep(3600)::text AS slow;\n',
};

/** Reads a whole dump of text; an addition in front of its end. */
const alter = `
import gzip, sys
text = gzip.open(sys.argv[1]).read()
end = text.rindex(b'--\\n-- PostgreSQL database dump complete')
with gzip.open(sys.argv[2], 'wb') as file:
    file.write(text[:end] + open(sys.argv[3], 'rb').read() + text[end:])
`;

/** The database hmis of this host gets what is hard to read, and dumps of it lie around. */
export async function craft(host: LabHost): Promise<void> {
  await host.write('/run/content.sql', content, '644');
  await host.write('/root/alter.py', alter);
  await host.sh(`cd /; runuser -u postgres -- psql -Xq --set ON_ERROR_STOP=1 --file /run/content.sql hmis
    systemctl stop dhis2@hmis.service
    mkdir -p ${nightly} /root/backups
    umask 077
    cd ${nightly}
    su postgres -c "pg_dump -O -Fp hmis -T 'aggregated_*' -T 'analytics_*' -T 'completeness_*'" | gzip > hmis.sql.gz
    su postgres -c "pg_dump -T 'analytics_*' hmis" | gzip > owned.sql.gz
    touch -d '2026-11-29 03:00:00 UTC' hmis.sql.gz owned.sql.gz
    cd /root/backups
    su postgres -c "pg_dump -Fc -T 'analytics_*' hmis" > by-hand.dump
    su postgres -c "pg_dump --clean --if-exists -T 'analytics_*' hmis" > clean.sql
    su postgres -c 'pg_dumpall' > all.sql
    su postgres -c 'pg_dump -a -t datavalue hmis' | gzip > audit.sql.gz
    head -c 300000 ${nightly}/hmis.sql.gz > cut.sql.gz
    head -c 300000 by-hand.dump > cut.dump
    zcat ${nightly}/hmis.sql.gz | sed 's/^-- Dumped from database version .*/-- Dumped from database version 99.1/' | gzip > newer.sql.gz`);
  for (const [name, text] of Object.entries(additions)) {
    await host.write('/root/addition', text);
    await host.sh(`python3 -IB /root/alter.py ${nightly}/hmis.sql.gz /root/backups/${name}.sql.gz /root/addition`);
  }
  // The same out of a database, by pg_dump's own format; there it is the superuser's, who may.
  await host.sh(`cd /; runuser -u postgres -- createdb --template hmis evil
    runuser -u postgres -- psql -Xqd evil -c "create function evil() returns int language plpgsql as \\$x\\$ begin
      if current_user <> 'postgres' then execute 'copy (select 1) to program ''touch /tmp/broken-in'''; end if; return 1; end \\$x\\$;
      create materialized view m as select public.evil();"
    runuser -u postgres -- pg_dump -Fc -T 'analytics_*' evil > /root/backups/in-custom.dump
    runuser -u postgres -- dropdb evil
    systemctl start dhis2@hmis.service`);
}
