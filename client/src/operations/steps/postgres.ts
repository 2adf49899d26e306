/** PostgreSQL with PostGIS from the distribution, and a cluster whose pages carry checksums. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { file } from '../facts/file.ts';
import { osRelease } from '../facts/os-release.ts';
import { type Postgres, postgres as postgresFact } from '../facts/postgres.ts';
import { postgresFile } from '../facts/postgres-file.ts';
import { postgresOthers } from '../facts/postgres-others.ts';
import { postgresSettings } from '../facts/postgres-settings.ts';
import { type DatabaseServer, defaultDatabasePort, instancesOfServer } from '../hosts/parts.ts';
import { clusterName, versionFor } from '../postgres.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { type Change, defineStep, type Step } from '../step.ts';
import { databaseFact } from './database.ts';
import { fileChange, isFile } from './parts/file-change.ts';
import { accessFile, accessSettings, namesOf } from './postgres-access.ts';
import { tuningFile, tuningSettings } from './postgres-tuning.ts';

const defaultsPath = '/etc/postgresql-common/createcluster.d/60-dhis2-hosting.conf';
const defaults =
  "# Written by DHIS2 Hosting.\n# A disk that gives back other bytes than were written is found out.\ninitdb_options = '--data-checksums'\n";

const texts = {
  install: { en: 'Install PostgreSQL {version} with PostGIS.', fr: 'Installer PostgreSQL {version} avec PostGIS.' },
  create: {
    en: 'Create the cluster {version}/main with checksums and the locale C.UTF-8.',
    fr: 'Créer la grappe {version}/main avec sommes de contrôle et la locale C.UTF-8.',
  },
  checksums: {
    en: 'Switch on checksums of the cluster {version}/main, which is read and written as a whole for it.',
    fr: 'Activer les sommes de contrôle de la grappe {version}/main, qui est lue et réécrite en entier pour cela.',
  },
  start: { en: 'Start the cluster {version}/main.', fr: 'Démarrer la grappe {version}/main.' },
  down: {
    en: 'Instances on this database cannot work meanwhile.',
    fr: 'Les instances de cette base ne peuvent pas travailler pendant ce temps.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function postgres(server: DatabaseServer): Step {
  const { port = defaultDatabasePort } = server;
  return defineStep({
    id: `postgres:${server.name}`,
    title: { en: 'PostgreSQL with PostGIS', fr: 'PostgreSQL avec PostGIS' },
    why: {
      en: 'DHIS2 keeps all its data in PostgreSQL and does not start without PostGIS; checksums tell of a broken disk before backups are full of it.',
      fr: 'DHIS2 garde toutes ses données dans PostgreSQL et ne démarre pas sans PostGIS ; les sommes de contrôle signalent un disque défectueux avant que les sauvegardes n’en soient pleines.',
    },
    controls: ['DB-09'],
    risk: 'restart',
    after: ['preflight', 'package-health'],
    needs: () => ({ os: osRelease, known: postgresFact, now: file(defaultsPath) }),
    touches: ({ manifest }) => [
      postgresSettings(port, ...tuningSettings),
      postgresSettings(port, ...accessSettings),
      ...[tuningFile, accessFile, 'pg_hba.conf'].map((name) => postgresFile(port, name)),
      postgresOthers(port, namesOf(server, manifest)),
      ...instancesOfServer(manifest, server).map((instance) => databaseFact(instance, server)),
    ],
    plan: ({ os, known, now }) => {
      const found = versionFor(server, os, known);
      if (found.problem !== undefined) return { state: 'blocked', problems: [found.problem] };
      const { version } = found;
      const parts = partsOf(known, version, port);
      if (parts.length === 0) return { state: 'already-so' };
      const isNew = !known.clusters.some((cluster) => cluster.version === version);
      const needsDefaults = isNew && !isFile(now, { content: defaults, mode: '644' });
      const named = parts.map(([text]): Change => ({ kind: 'words', message: message(text, { version }) }));
      return {
        state: 'will-change',
        changes: [...(needsDefaults ? [fileChange(defaultsPath, now, defaults)] : []), ...named],
        ...(isNew
          ? {}
          : { restarts: [`postgresql@${version}-${clusterName}.service`], affects: [message(texts.down)] as readonly Message[] }),
        seconds: 60,
        change: all(
          // The package that makes clusters first, so that it reads how they shall be.
          ...(needsDefaults
            ? [
                aptGet('install', '--no-install-recommends', 'postgresql-common'),
                writeFile({ path: defaultsPath, content: defaults, mode: '644' }),
              ]
            : []),
          ...parts.map(([, script]) => script),
        ),
        verify: snippet('verify', works, version, clusterName, String(port)),
        ...(needsDefaults ? { undo: restoreFile(defaultsPath) } : {}),
      };
    },
  });
}

/** What is missing, with what brings it about, in order. */
function partsOf({ servers, clusters }: Postgres, version: string, port: number): readonly (readonly [Text, Script])[] {
  const installed = servers.some((server) => server.version === version && server.postgis);
  const cluster = clusters.find((each) => each.version === version && each.name === clusterName);
  const parts: (readonly [Text, Script])[] = [];
  // With a locale that sorts the same after each upgrade of the system, so that indices stay right.
  const install = ['install', '--no-install-recommends', `postgresql-${version}`, `postgresql-${version}-postgis-3`] as const;
  if (!installed) parts.push([texts.install, all(exportLocale, aptGet(...install))]);
  if (cluster === undefined) parts.push([texts.create, snippet('create', create, version, clusterName, String(port))]);
  else if (!cluster.checksums) parts.push([texts.checksums, snippet('checksums', enable, version, clusterName, cluster.folder)]);
  else if (!cluster.online) parts.push([texts.start, run('systemctl', 'start', `postgresql@${version}-${clusterName}.service`)]);
  return parts;
}

const exportLocale = run('export', 'LC_ALL=C.UTF-8');

/** The package makes a cluster when it is the first of its version, but on whichever port is free. */
const create = `
version=$1 name=$2 port=$3
if [ ! -d "/etc/postgresql/$version/$name" ]; then
  env LC_ALL=C.UTF-8 pg_createcluster --port "$port" "$version" "$name"
elif [ "$(pg_conftool --short "$version" "$name" show port)" != "$port" ]; then
  pg_conftool "$version" "$name" set port "$port"
  systemctl restart "postgresql@$version-$name.service"
fi
systemctl start "postgresql@$version-$name.service"
`;

const enable = `
version=$1 name=$2 folder=$3
systemctl stop "postgresql@$version-$name.service"
trap 'systemctl start "postgresql@$version-$name.service"' EXIT
runuser -u postgres -- "/usr/lib/postgresql/$version/bin/pg_checksums" --enable --no-sync --pgdata "$folder" > /dev/null
sync -f "$folder"
`;

/** It answers, what it stores can be read again, and PostGIS can be had. */
const works = `
version=$1 name=$2 port=$3
systemctl is-active --quiet "postgresql@$version-$name.service"
ask() { runuser -u postgres -- psql --no-psqlrc --tuples-only --no-align --port "$port" --dbname postgres --command "$1"; }
[ "$(ask 'show data_checksums')" = on ]
[ "$(ask 'show server_encoding')" = UTF8 ]
[ "$(ask "select count(*) from pg_available_extensions where name in ('postgis', 'pg_trgm', 'btree_gin')")" = 3 ]
systemctl is-enabled --quiet postgresql.service
`;
