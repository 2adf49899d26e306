/** Settings of PostgreSQL that are in force, from where, and whether they wait for a restart. */
import { defineFact, type Fact } from '../fact.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';

export type PostgresSetting = {
  /** In the unit that the server keeps it in, as `unit` says. */
  readonly value: string;
  readonly unit: string;
  readonly pendingRestart: boolean;
  /** The file that set it; empty for a built-in value. */
  readonly file: string;
};

const script = `
port=$1 names=$2
[ -S "/var/run/postgresql/.s.PGSQL.$port" ] || { echo missing; exit 0; }
${sqlFunction}
echo "select name || '|' || setting || '|' || coalesce(unit, '') || '|' || pending_restart || '|' || coalesce(sourcefile, '')
  from pg_settings where name = any (string_to_array(:'names', ' ')) order by name" | sql "$port" postgres --set names="$names"
`;

/** Undefined as long as no server answers on this port of the host. */
export type PostgresSettings = ReadonlyMap<string, PostgresSetting> | undefined;

export function postgresSettings(port: number, ...names: readonly string[]): Fact<{ readonly settings: PostgresSettings }> {
  return defineFact<{ readonly settings: PostgresSettings }>({
    id: `postgres-settings:${port} ${names.join(' ')}`,
    script: snippet('postgres-settings', script, String(port), names.join(' ')),
    parse: ({ code, out }) => {
      if (code !== 0) return undefined;
      if (out === 'missing\n') return { settings: undefined };
      const rows = [...out.matchAll(/^([a-z_]+)\|(.*)\|([^|\n]*)\|(true|false)\|([^|\n]*)$/gm)];
      const settings = rows.map(
        ([, name = '', value = '', unit = '', pending, file = '']) =>
          [name, { value, unit, pendingRestart: pending === 'true', file }] as const,
      );
      return { settings: new Map(settings) };
    },
  });
}
