/** Databases of the PostgreSQL clusters of a host that run: names, sizes, and whether DHIS2 has been in them. */
import { defineFact } from '../fact.ts';
import { one, readRecords, tell } from '../records.ts';
import { snippet } from '../script.ts';

export type FoundDatabase = {
  readonly name: string;
  readonly owner: string;
  readonly port: number;
  /** Of the server: `15.8`. */
  readonly serverVersion: string;
  readonly bytes: number;
  /** The last migration of DHIS2; undefined when it is none of its databases. */
  readonly lastMigration: string | undefined;
};

const script = `
command -v pg_lsclusters > /dev/null || exit 0
tab=$(printf '\\t')
ask() { runuser --user postgres -- psql --no-psqlrc --no-password -p "$1" -d "$2" -At -F "$tab" -c "$3" < /dev/null; }
pg_lsclusters --no-header | while read -r version name port status rest; do
  case $status in online*) ;; *) continue ;; esac
  server=$(ask "$port" postgres 'show server_version') || exit 1
  ask "$port" postgres 'select datname, pg_get_userbyid(datdba), pg_database_size(oid) from pg_database where datallowconn and not datistemplate' |
    while IFS=$tab read -r database owner bytes; do
      tell database "$database"
      tell owner "$owner"
      tell port "$port"
      tell server "\${server%% *}"
      tell bytes "$bytes"
      history=$(ask "$port" "$database" "select to_regclass('public.flyway_schema_history') is not null")
      [ "$history" != t ] || tell migration "$(ask "$port" "$database" 'select version from public.flyway_schema_history where success and version is not null order by installed_rank desc limit 1')"
    done
done
`;

export const foundDatabases = defineFact<readonly FoundDatabase[]>({
  id: 'found-databases',
  drifts: true,
  script: snippet('found-databases', tell + script),
  parse: ({ code, out }) => {
    const records = code === 0 ? readRecords(out, 'database') : undefined;
    return records?.map((record) => ({
      name: one(record, 'database') ?? '',
      owner: one(record, 'owner') ?? '',
      port: Number(one(record, 'port')),
      serverVersion: one(record, 'server') ?? '',
      bytes: Number(one(record, 'bytes')),
      lastMigration: one(record, 'migration'),
    }));
  },
});
