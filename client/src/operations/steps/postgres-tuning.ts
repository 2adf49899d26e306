/** How PostgreSQL shares out the memory of its host: one file, each value with its reason. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { cpuMemory } from '../facts/cpu-memory.ts';
import { osRelease } from '../facts/os-release.ts';
import { postgres } from '../facts/postgres.ts';
import { postgresFile } from '../facts/postgres-file.ts';
import { type PostgresSettings, postgresSettings } from '../facts/postgres-settings.ts';
import { type DatabaseServer, defaultDatabasePort } from '../hosts/parts.ts';
import { clusterName, configFile, reloadPostgres, sqlFunction, versionFor } from '../postgres.ts';
import { all, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { defineStep, type Step } from '../step.ts';
import { postgresConf } from '../templates/postgres-conf.ts';
import { fileChange, isFile } from './parts/file-change.ts';
import { type Tuned, tune } from './parts/postgres-memory.ts';

export const tuningFile = 'conf.d/60-dhis2-hosting-tuning.conf';

export const tuningSettings = [
  'max_connections',
  'shared_buffers',
  'work_mem',
  'maintenance_work_mem',
  'effective_cache_size',
  'max_locks_per_transaction',
  'jit',
  'track_activity_query_size',
  'random_page_cost',
] as const;

const texts = {
  elsewhere: {
    en: '{name} is set in {file}, which counts more than this step’s file.',
    fr: '{name} est réglé dans {file}, qui l’emporte sur le fichier de cette étape.',
  },
  waits: { en: 'Restart PostgreSQL for values that wait for it.', fr: 'Redémarrer PostgreSQL pour des valeurs en attente.' },
  down: {
    en: 'Connections of all instances to this server end; DHIS2 opens new ones by itself.',
    fr: 'Les connexions de toutes les instances à ce serveur se ferment ; DHIS2 en ouvre de nouvelles de lui-même.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function postgresTuning(server: DatabaseServer): Step {
  const { port = defaultDatabasePort, tuning: { recipe = 'dhis2-guide' } = {} } = server;
  return defineStep({
    id: `postgres-tuning:${server.name}`,
    title: { en: 'Tuning of PostgreSQL', fr: 'Réglage de PostgreSQL' },
    why: {
      en: 'PostgreSQL comes set for a very small machine: analytics of DHIS2 take hours instead of minutes with it.',
      fr: 'PostgreSQL est livré réglé pour une toute petite machine : les tables analytiques de DHIS2 y prennent des heures au lieu de minutes.',
    },
    controls: ['DB-10'],
    risk: 'restart',
    after: [`postgres:${server.name}`],
    needs: () => ({
      os: osRelease,
      known: postgres,
      size: cpuMemory,
      now: postgresFile(port, tuningFile),
      inForce: postgresSettings(port, ...tuningSettings),
    }),
    plan: ({ os, known, size, now, inForce: { settings } }, target) => {
      const found = versionFor(server, os, known);
      if (found.problem !== undefined) return { state: 'blocked', problems: [found.problem] };
      const { version } = found;
      const path = configFile(version, tuningFile);
      const rows = tune(server, target, size.memory);
      const content = postgresConf([`Tuning of PostgreSQL, recipe ${recipe}.`], rows);
      const ours = rows.filter((row) => fileOf(settings, row) === undefined);
      const notes = rows.flatMap((row) => noteOf(settings, row));
      const waits = settings !== undefined && [...settings.values()].some(({ pendingRestart }) => pendingRestart);
      const written = isFile(now, { content, mode: '644' });
      if (written && !waits) return { state: 'already-so', notes };
      return {
        state: 'will-change',
        notes,
        changes: [written ? { kind: 'words', message: message(texts.waits) } : fileChange(path, now, content)],
        ...(settings === undefined
          ? {}
          : { restarts: [`postgresql@${version}-${clusterName}.service`], affects: [message(texts.down)] as readonly Message[] }),
        seconds: 10,
        change: all(writeFile({ path, content, mode: '644' }), reloadPostgres(port, version)),
        verify: snippet('verify', inForceNow, String(port), ...ours.map((row) => `${row.name}=${row.value}`)),
        undo: all(restoreFile(path), reloadPostgres(port, version)),
      };
    },
  });
}

/** `ALTER SYSTEM` writes postgresql.auto.conf, which is read last. */
function fileOf(settings: PostgresSettings, { name: of }: Tuned): string | undefined {
  const file = settings?.get(of)?.file;
  return file?.endsWith('/postgresql.auto.conf') === true ? file : undefined;
}

function noteOf(settings: PostgresSettings, row: Tuned): readonly Message[] {
  const file = fileOf(settings, row);
  return file === undefined ? [] : [message(texts.elsewhere, { name: row.name, file })];
}

const inForceNow = `
port=$1; shift
${sqlFunction}
[ "$(echo 'select count(*) from pg_settings where pending_restart' | sql "$port" postgres)" = 0 ]
for pair; do
  case $pair in
    *MB) same="pg_size_bytes(current_setting(:'name')) = pg_size_bytes(:'value')" ;;
    *) same="setting = :'value' from pg_settings where name = :'name'" ;;
  esac
  [ "$(echo "select $same" | sql "$port" postgres --set name="\${pair%%=*}" --set value="\${pair#*=}")" = t ]
done
`;
