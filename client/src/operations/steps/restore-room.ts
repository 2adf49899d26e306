/** Room beside a database whose instance is on another host: what is restored there, and what exchanges the two. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { restoreRoom as roomFact } from '../facts/restore-room.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance } from '../hosts/parts.ts';
import { doorDatabase, keptForMoment, momentName, roomName } from '../hosts/restored.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';

const texts = {
  room: {
    en: 'Make the empty database {room}, of {user}, with the extensions of {name}: sets are restored into it from {host}.',
    fr: 'Créer la base vide {room}, à {user}, avec les extensions de {name} : les jeux y sont restaurés depuis {host}.',
  },
  door: {
    en: 'Make a function in {door} by which {user} exchanges {name} and {room}, or a moment of it, and one that tells how much room the disk has.',
    fr: 'Créer dans {door} une fonction par laquelle {user} échange {name} et {room}, ou un de ses instants, et une qui dit la place libre du disque.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What runs as the superuser: fixed names, and a stamp that is looked at. Names are those of hosts/restored.ts. */
const swapSource = `
declare
  is_moment constant boolean := stamp ~ '^at_[0-9]{14}$';
  fresh constant text := case when is_moment then MOMENT || substr(stamp, 4) else ROOM end;
  kept constant text := case when is_moment then BEFORE || substr(stamp, 4) else LIVE || '_before_' || stamp end;
  first constant text := case when back then fresh else kept end;
  second constant text := case when back then kept else fresh end;
begin
  if not is_moment and stamp !~ '^[0-9]{8}t[0-9]{6}z$' then
    raise exception 'no stamp of a set or a moment';
  end if;
  if back and not exists (select from pg_database where datname = kept) then
    return;
  end if;
  if not exists (select from pg_database where datname = second and datdba = (select datdba from pg_database where datname = LIVE)) then
    raise exception 'there is no database to use';
  end if;
  perform pg_terminate_backend(pid) from pg_stat_activity where datname in (LIVE, second) and pid <> pg_backend_pid();
  execute format('alter database %I rename to %I', LIVE, first);
  execute format('alter database %I rename to %I', second, LIVE);
end`;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Of one database; its names stand in it as literals. */
function swapFunction(name: string): string {
  const moment = momentName(name, 0);
  const names = { LIVE: name, ROOM: roomName(name), MOMENT: moment.slice(0, -14), BEFORE: keptForMoment(name, moment).slice(0, -14) };
  return swapSource.replaceAll(/\b(?:LIVE|ROOM|MOMENT|BEFORE)\b/g, (word) => literal(names[word as keyof typeof names]));
}

export function restoreRoom(instance: Instance, server: DatabaseServer): Step {
  const { port = defaultDatabasePort } = server;
  const { name, user } = databaseLogin(instance);
  const [room, swap, source] = [roomName(name), `swap_${name}`, swapFunction(name)];
  const words = { name, user, room, host: instance.host, door: doorDatabase };
  return defineStep({
    id: `restore-room:${instance.name}`,
    title: { en: 'Room for what is restored', fr: 'Place pour ce qui est restauré' },
    why: {
      en: 'The host of the instance has the sets and no rights over this server. It restores into an empty database of its own, and renames through a function that can do nothing else.',
      fr: 'L’hôte de l’instance a les jeux et aucun droit sur ce serveur. Il restaure dans une base vide à lui, et renomme par une fonction qui ne peut rien d’autre.',
    },
    controls: ['DB-02', 'DB-04'],
    risk: 'safe',
    after: [`database:${instance.name}`],
    needs: () => ({ now: roomFact(port, room, doorDatabase, swap, source) }),
    plan: ({ now }) => {
      if (now.isThere && now.hasDoor) return { state: 'already-so' };
      const list = [...(now.isThere ? [] : [texts.room]), ...(now.hasDoor ? [] : [texts.door])];
      return {
        state: 'will-change',
        changes: list.map((text) => ({ kind: 'words', message: message(text, words) })),
        seconds: 10,
        change: snippet('make-room', change, String(port), name, user, room, doorDatabase, swap, source),
        verify: snippet('verify', isRight, String(port), user, room, doorDatabase, swap),
      };
    },
  });
}

/** `free` is a table of its own, since a temporary one may be somebody's, with a trigger that would run as the superuser. */
const change = `
port=$1 name=$2 user=$3 room=$4 door=$5 swap=$6 source=$7
${sqlFunction}
cat << 'SQL' | sql "$port" postgres --set user="$user" --set room="$room" --set door="$door"
select format('create database %I owner %I template template0 encoding ''UTF8'' lc_collate ''C.UTF-8'' lc_ctype ''C.UTF-8''', :'room', :'user')
  where not exists (select from pg_database where datname = :'room') \\gexec
select format('create database %I', :'door') where not exists (select from pg_database where datname = :'door') \\gexec
select format('revoke all on database %I from public', datname) from pg_database where datname in (:'room', :'door') \\gexec
select format('grant connect on database %I to %I', :'door', :'user') \\gexec
SQL
echo "select extname from pg_extension where extname <> 'plpgsql'" | sql "$port" "$name" | while read -r extension; do
  echo 'create extension if not exists :"extension"' | sql "$port" "$room" --set extension="$extension"
done
cat << 'SQL' | sql "$port" "$room" --set user="$user"
revoke create on schema public from public;
select format('grant create on schema public to %I', :'user') \\gexec
select format('grant insert on spatial_ref_sys to %I', :'user') where to_regclass('spatial_ref_sys') is not null \\gexec
SQL
cat << 'SQL' | sql "$port" "$door" --set user="$user" --set swap="$swap" --set source="$source"
revoke all on schema public from public;
create table if not exists public.free (bytes bigint);
create or replace function public.free_bytes() returns bigint language plpgsql security definer set search_path = pg_catalog as $f$
begin
  delete from public.free;
  copy public.free from program 'df --output=avail --block-size=1 . | tail -n 1';
  return (select min(bytes) from public.free);
end $f$;
revoke all on function public.free_bytes() from public;
select format('create or replace function public.%I(stamp text, back boolean) returns void language plpgsql security definer set search_path = pg_catalog as %L',
  :'swap', :'source') \\gexec
select format('revoke all on function public.%I(text, boolean) from public', :'swap') \\gexec
select format('grant usage on schema public to %I', :'user') \\gexec
select format('grant execute on function public.free_bytes(), public.%I(text, boolean) to %I', :'swap', :'user') \\gexec
SQL
`;

const isRight = `
port=$1 user=$2 room=$3 door=$4 swap=$5
${sqlFunction}
[ "$(cat << 'SQL' | sql "$port" "$door" --set user="$user" --set room="$room" --set swap="$swap"
select pg_get_userbyid(datdba) = :'user' and not has_database_privilege('public', oid, 'connect') from pg_database where datname = :'room';
select count(*) = 2 and bool_and(not has_function_privilege('public', oid, 'execute')) from pg_proc
  where proname in ('free_bytes', :'swap') and has_function_privilege(:'user', oid, 'execute') and pronamespace = 'public'::regnamespace;
select not has_schema_privilege(:'user', 'public', 'create') and not has_database_privilege(:'user', current_database(), 'temp');
select public.free_bytes() > 0;
SQL
)" = 't
t
t
t' ]
`;
