/** The continuous archive of a database server: each change leaves it within minutes, and any moment can be brought back. */
import { type HostingManifest, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { archiveState } from '../facts/archive-state.ts';
import { file } from '../facts/file.ts';
import { osRelease } from '../facts/os-release.ts';
import { packages } from '../facts/packages.ts';
import { postgres } from '../facts/postgres.ts';
import { postgresFile } from '../facts/postgres-file.ts';
import { postgresSettings } from '../facts/postgres-settings.ts';
import { unitState } from '../facts/unit-state.ts';
import { archivePathsOf } from '../hosts/archives.ts';
import { type BackupPlan, backupsOf, lateAfterHours } from '../hosts/backups.ts';
import { type DatabaseServer, defaultDatabasePort } from '../hosts/parts.ts';
import { clusterName, configFile, reloadPostgres, versionFor } from '../postgres.ts';
import { all, asUser, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { type Change, defineStep, type Step } from '../step.ts';
import { archiveConf, archiveProgram, archiveRows, archiveScript, archiveServiceFile, archiveTimerFile } from '../templates/archive.ts';
import { postgresConf } from '../templates/postgres-conf.ts';
import { disableNew } from './parts/disable-new.ts';
import { fileChange, isFile, staleFiles } from './parts/file-change.ts';
import { startTimer } from './parts/timer.ts';
import { timezoneOf } from './parts/timezone.ts';

const archiveFile = 'conf.d/65-dhis2-hosting-archive.conf';

const texts = {
  install: { en: 'Install pgBackRest.', fr: 'Installer pgBackRest.' },
  key: {
    en: 'Make the key that encrypts the archive, in {path}, for root and PostgreSQL only.',
    fr: 'Créer la clé qui chiffre l’archive, dans {path}, pour root et PostgreSQL seulement.',
  },
  escrow: {
    en: 'Keep a copy of {path} outside of this host (fingerprint {fingerprint}): without it nobody can read the archive.',
    fr: 'Gardez hors de cet hôte une copie de {path} (empreinte {fingerprint}) : sans elle, personne ne peut lire l’archive.',
  },
  escrowNew: {
    en: 'Afterwards keep a copy of {path} outside of this host: without it nobody can read the archive.',
    fr: 'Gardez ensuite hors de cet hôte une copie de {path} : sans elle, personne ne peut lire l’archive.',
  },
  repository: { en: 'Make the archive in {path}.', fr: 'Créer l’archive dans {path}.' },
  first: {
    en: 'Make a backup of the whole server now, and read all of the archive.',
    fr: 'Faire une sauvegarde de tout le serveur maintenant, et relire toute l’archive.',
  },
  timer: { en: 'Start {unit}, now and with the host.', fr: 'Démarrer {unit}, maintenant et avec l’hôte.' },
  down: {
    en: 'PostgreSQL restarts when it did not archive before: connections of all its instances end, and DHIS2 opens new ones.',
    fr: 'PostgreSQL redémarre s’il n’archivait pas encore : les connexions de toutes ses instances se ferment, et DHIS2 en ouvre de nouvelles.',
  },
  here: {
    en: 'The archive is in {path}, on the host itself: it brings back a moment, not the host. Copies elsewhere are made of the sets.',
    fr: 'L’archive est dans {path}, sur l’hôte même : elle ramène un instant, pas l’hôte. Ce sont les jeux qui sont copiés ailleurs.',
  },
  setsBeside: {
    en: 'Files and dhis.conf are not in an archive: {instances} needs a backup with dumps as well.',
    fr: 'Les fichiers et dhis.conf ne sont pas dans une archive : il faut aussi à {instances} une sauvegarde complète.',
  },
  lost: {
    en: 'The archive in {path} was encrypted with a key that is no longer in {key}.',
    fr: 'L’archive de {path} a été chiffrée avec une clé qui n’est plus dans {key}.',
  },
  lostTodo: {
    en: 'Put the key back from your copy, or move the archive away to begin a new one.',
    fr: 'Remettez la clé depuis votre copie, ou déplacez l’archive pour en commencer une nouvelle.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function continuousArchive(server: DatabaseServer, plan: BackupPlan): Step {
  const paths = archivePathsOf(server, plan);
  const { port = defaultDatabasePort } = server;
  const units = { service: `/etc/systemd/system/${paths.unit}.service`, timer: `/etc/systemd/system/${paths.unit}.timer` };
  const confPath = `${paths.configuration}/pgbackrest.conf`;
  return defineStep({
    id: `continuous-archive:${server.name}`,
    title: { en: 'Continuous archive of the database server', fr: 'Archive continue du serveur de bases' },
    why: {
      en: 'With one set a day, a day of work may be lost. The archive takes each change within minutes, so that the server can be brought back to a chosen moment, such as the one before a mistake.',
      fr: 'Avec un jeu par jour, une journée de travail peut être perdue. L’archive reçoit chaque changement en quelques minutes : le serveur peut être ramené à un instant choisi, par exemple celui d’avant une erreur.',
    },
    controls: ['DB-01', 'DB-05'],
    risk: 'restart',
    after: [`postgres:${server.name}`, `postgres-tuning:${server.name}`],
    needs: () => ({
      os: osRelease,
      known: postgres,
      installed: packages('pgbackrest'),
      state: archiveState(paths, server.name),
      conf: file(confPath),
      rows: postgresFile(port, archiveFile),
      inForce: postgresSettings(port, 'archive_mode', 'archive_command'),
      program: file(archiveProgram),
      service: file(units.service),
      timer: file(units.timer),
      timed: unitState(`${paths.unit}.timer`),
    }),
    plan: ({ os, known, installed, state, conf, rows, inForce, program, service, timer, timed }, target) => {
      const found = versionFor(server, os, known);
      if (found.problem !== undefined) return { state: 'blocked', problems: [found.problem] };
      if (state.key === '' && state.hasRepository) {
        const args = { path: paths.repository, key: paths.key };
        return { state: 'blocked', problems: [{ why: message(texts.lost, args), todo: message(texts.lostTodo) }] };
      }
      const { version } = found;
      const alone = withoutDumps(target.manifest, plan);
      const settings = archiveRows(paths, plan, server.name);
      const rowsPath = configFile(version, archiveFile);
      const archived = { name: server.name, port, folder: `/var/lib/postgresql/${version}/${clusterName}` };
      const files = staleFiles(
        { path: confPath, now: conf, content: archiveConf(paths, plan, archived), mode: '644' },
        { path: archiveProgram, now: program, content: archiveScript, mode: '755' },
        { path: units.service, now: service, content: archiveServiceFile(paths, plan, server.name), mode: '644' },
        { path: units.timer, now: timer, content: archiveTimerFile(plan, server.name, timezoneOf(target)), mode: '644' },
      );
      const rowsFile = { path: rowsPath, content: postgresConf(['Continuous archive.'], settings), mode: '644' };
      const isFed = isFile(rows, rowsFile) && settings.slice(0, 2).every(({ name, value }) => inForce.settings?.get(name)?.value === value);
      const isTimed = timed.enabled && timed.active;
      const isSound = state.isMade && state.keyIsClosed && isFresh(plan, state.verified, target.now);
      const notes = [
        state.key === ''
          ? message(texts.escrowNew, { path: paths.key })
          : message(texts.escrow, { path: paths.key, fingerprint: state.key }),
        message(texts.here, { path: paths.repository }),
        ...(alone.length === 0 ? [] : [message(texts.setsBeside, { instances: alone.join(', ') })]),
      ];
      if (installed.has('pgbackrest') && files.count === 0 && isFed && isTimed && isSound) return { state: 'already-so', notes };
      const words = [
        ...(installed.has('pgbackrest') ? [] : [message(texts.install)]),
        ...(state.key === '' ? [message(texts.key, { path: paths.key })] : []),
        ...(state.isMade ? [] : [message(texts.repository, { path: paths.repository })]),
        ...(isTimed ? [] : [message(texts.timer, { unit: `${paths.unit}.timer` })]),
        message(texts.first),
      ];
      return {
        state: 'will-change',
        notes,
        changes: [
          ...files.changes,
          ...(isFed ? [] : [fileChange(rowsPath, rows, rowsFile.content)]),
          ...words.map((each): Change => ({ kind: 'words', message: each })),
        ],
        ...(isFed ? {} : { restarts: [`postgresql@${version}-${clusterName}.service`], affects: [message(texts.down)] }),
        seconds: 120,
        limit: 86_400,
        change: all(
          ...(installed.has('pgbackrest') ? [] : [aptGet('install', '--no-install-recommends', 'pgbackrest')]),
          snippet('prepare', prepare, paths.configuration, paths.key, paths.repository),
          ...files.write,
          backRest(paths.configuration, server.name, 'stanza-create'),
          ...(isFed ? [] : [writeFile(rowsFile), reloadPostgres(port, version)]),
          ...startTimer(`${paths.unit}.timer`),
        ),
        verify: all(backRest(paths.configuration, server.name, 'check'), snippet('verify', makesOne, paths.unit)),
        undo: all(
          disableNew(units.timer, `${paths.unit}.timer`),
          ...(isFed ? [] : [restoreFile(rowsPath), reloadPostgres(port, version)]),
          ...files.restore,
          run('systemctl', 'daemon-reload'),
        ),
      };
    },
  });
}

function withoutDumps(manifest: HostingManifest, { instances }: BackupPlan): readonly string[] {
  return instances.filter((name) => backupsOf(manifest, name).every(({ method }) => method === 'continuous'));
}

/** PostgreSQL's own account reads its files and the key. */
function backRest(configuration: string, stanza: string, ...words: readonly string[]): Script {
  return asUser('postgres', run('pgbackrest', `--config-path=${configuration}`, `--stanza=${stanza}`, ...words));
}

/** `verified` in seconds since 1970. The archive is fed all the time; how often it is read whole is the schedule's affair. */
function isFresh({ rpo: _, ...plan }: BackupPlan, verified: number | undefined, now: number): boolean {
  const hours = lateAfterHours(plan);
  return verified !== undefined && (hours === undefined || now / 1000 - verified < hours * 3600);
}

/** A key that is there stays: what was encrypted with it needs it. */
const prepare = `
configuration=$1 key=$2 repository=$3
install --directory --mode=755 -- /etc/dhis2-hosting "\${configuration%/*}"
install --directory --owner=root --group=postgres --mode=750 -- "$configuration" "\${key%/*}"
if [ ! -e "$key" ]; then
  new=$(mktemp -- "\${key%/*}/.key.XXXXXXXX")
  trap 'rm -f -- "$new"' EXIT
  printf '[global]\\nrepo1-cipher-pass=%s\\n' "$(head -c 128 /dev/urandom | base64 -w 0 | tr -d '+/=' | cut -c 1-64)" > "$new"
  sync -- "$new"
  mv -- "$new" "$key"
fi
chown root:postgres -- "$key"
chmod 640 -- "$key"
umask 022
mkdir --parents -- "\${repository%/*}"
install --directory --owner=postgres --group=postgres --mode=750 -- "$repository"
`;

/** The way the timer does it; the program reads all of the archive afterwards. */
const makesOne = `
unit=$1
systemctl --quiet is-active "$unit.timer"
systemctl start "$unit.service" || { journalctl --quiet --unit "$unit.service" --lines=30 --output=cat >&2; exit 1; }
`;
