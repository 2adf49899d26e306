/** On the host of a database: whether there is room for what is restored from another host, and what exchanges the two. */
import { defineFact, type Fact } from '../fact.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

const script = `
port=$1 room=$2 door=$3 swap=$4 source=$5
[ -S "/var/run/postgresql/.s.PGSQL.$port" ] || { echo none; exit 0; }
${sqlFunction}
echo "select 'room' from pg_database where datname = :'room'" | sql "$port" postgres --set room="$room"
[ "$(echo "select count(*) from pg_database where datname = :'door'" | sql "$port" postgres --set door="$door")" = 1 ] || exit 0
echo "select 'door' from pg_proc where proname = :'swap' and pronamespace = 'public'::regnamespace and prosecdef and prosrc = :'source'" |
  sql "$port" "$door" --set swap="$swap" --set source="$source"
`;

export type RestoreRoom = { readonly isThere: boolean /** With the function as we write it. */; readonly hasDoor: boolean };

export function restoreRoom(port: number, room: string, door: string, swap: string, source: string): Fact<RestoreRoom> {
  return defineFact<RestoreRoom>({
    id: `restore-room:${port} ${room}`,
    script: snippet('restore-room', script, String(port), room, door, swap, source),
    parse: ({ code, out }) => (code === 0 ? { isThere: /^room$/m.test(out), hasDoor: /^door$/m.test(out) } : undefined),
  });
}
