/** One backup plan of an instance: a timer on the host, and a set that was made and verified now. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { backupRole } from '../facts/backup-role.ts';
import { backupSets, isLate, newestVerifiedSet } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { folders } from '../facts/folders.ts';
import { unitState } from '../facts/unit-state.ts';
import { type BackupJob, backupAccount, backupFolder, backupJobsOn, jobName, lateAfterHours, setsFolder } from '../hosts/backups.ts';
import { targetConf, targetsOf } from '../hosts/off-site.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, pathsOf } from '../hosts/parts.ts';
import { sqlFunction } from '../postgres.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { type Change, defineStep, type Step, type Target } from '../step.ts';
import {
  type BackupDatabase,
  backupConf,
  backupConfFile,
  backupServiceFile,
  backupTimerFile,
  backupUnit,
} from '../templates/backup-units.ts';
import { contextName } from '../templates/tomcat-base.ts';
import { addressOf } from './dhis-conf.ts';
import { disableNew } from './parts/disable-new.ts';
import { staleFiles } from './parts/file-change.ts';
import { startTimer } from './parts/timer.ts';
import { timezoneOf } from './parts/timezone.ts';

const texts = {
  role: {
    en: 'Create the role {role}, which reads all data of the server, writes nothing and has no password; let it connect to {name}.',
    fr: 'Créer le rôle {role}, qui lit toutes les données du serveur, n’écrit rien et n’a pas de mot de passe ; le laisser se connecter à {name}.',
  },
  folder: { en: 'Make {path}, of {owner}, mode {mode}.', fr: 'Créer {path}, à {owner}, mode {mode}.' },
  timer: { en: 'Start {unit}, now and with the host.', fr: 'Démarrer {unit}, maintenant et avec l’hôte.' },
  make: { en: 'Make a set now and read it whole.', fr: 'Faire un jeu maintenant et le relire en entier.' },
  reads: {
    en: 'Making a set reads the whole database at low priority; people can go on working.',
    fr: 'Faire un jeu lit toute la base, à basse priorité ; on peut continuer à travailler.',
  },
  unsealed: {
    en: 'Sets hold neither dhis.conf nor the encryption password, because {plan} says for whom they are sealed by no `encryption` with a key of age or a passphrase on the host.',
    fr: 'Les jeux ne contiennent ni dhis.conf ni le mot de passe de chiffrement, car {plan} ne dit pas pour qui les sceller : pas d’`encryption` avec une clé age ou une phrase secrète sur l’hôte.',
  },
  here: {
    en: 'The sets of {plan} stay on this host and are lost with it: it names no `targets` elsewhere.',
    fr: 'Les jeux de {plan} restent sur cet hôte et seraient perdus avec lui : il ne cite pas de `targets` ailleurs.',
  },
  untold: { en: 'The addresses of {host} are not known yet.', fr: 'Les adresses de {host} ne sont pas encore connues.' },
  untoldTodo: { en: 'Plan with {host} within reach.', fr: 'Planifiez avec {host} joignable.' },
  other: { en: '{path} is there, but is no folder.', fr: '{path} existe, mais n’est pas un dossier.' },
  otherTodo: { en: 'Move it away.', fr: 'Déplacez-le.' },
} as const satisfies Readonly<Record<string, Text>>;

const folderMode = '750';
const folderOwner = `${backupAccount}:${backupAccount}`;

export function backup(job: BackupJob, server: DatabaseServer): Step {
  const { plan, instance } = job;
  const unit = backupUnit(job);
  const paths = {
    conf: backupConfFile(job),
    service: `/etc/systemd/system/${unit}.service`,
    timer: `/etc/systemd/system/${unit}.timer`,
  };
  const sets = setsFolder(job);
  const { port = defaultDatabasePort } = server;
  const { name } = databaseLogin(instance);
  return defineStep({
    id: `backup:${jobName(job)}`,
    title: { en: 'Backup of the instance', fr: 'Sauvegarde de l’instance' },
    why: {
      en: 'A backup that depends on a person is forgotten, and one that was never read may be none. The host makes sets by itself and publishes one only when all of it could be read and its rows are those that were counted.',
      fr: 'Une sauvegarde qui dépend d’une personne s’oublie, et une qui n’a jamais été relue peut n’en être pas une. L’hôte fait les jeux de lui-même et n’en publie un que si tout a pu être relu et que ses lignes sont celles qui ont été comptées.',
    },
    controls: ['DB-01', 'DB-05'],
    risk: 'safe',
    after: ['backup-program', `start-instance:${instance.name}`],
    needs: () => ({
      there: folders(sets),
      conf: file(paths.conf),
      service: file(paths.service),
      timer: file(paths.timer),
      timed: unitState(`${unit}.timer`),
      known: backupSets(instance.name, sets),
      role: backupRole(port, name, backupAccount),
    }),
    // The role is one for all databases of the server.
    touches: (target) =>
      backupJobsOn(target)
        .filter((other) => other.instance.database === instance.database && other.instance.name !== instance.name)
        .map((other) => backupRole(port, databaseLogin(other.instance).name, backupAccount)),
    plan: ({ there, conf, service, timer, timed, known, role }, target) => {
      const database = databaseFor(job, server, target);
      if (database === undefined) {
        const args = { host: server.host };
        return { state: 'blocked', problems: [{ why: message(texts.untold, args), todo: message(texts.untoldTodo, args) }] };
      }
      if (there.get(sets) === 'other') {
        return { state: 'blocked', problems: [{ why: message(texts.other, { path: sets }), todo: message(texts.otherTodo) }] };
      }
      const files = staleFiles(
        { path: paths.conf, now: conf, content: confFor(job, database, target), mode: '644' },
        { path: paths.service, now: service, content: backupServiceFile(job), mode: '644' },
        { path: paths.timer, now: timer, content: backupTimerFile(job, timezoneOf(target)), mode: '644' },
      );
      const hasRole = server.host !== target.host || (role.isRight && role.mayConnect);
      const hasFolder = there.get(sets) === `${folderMode} ${folderOwner}`;
      const isTimed = timed.enabled && timed.active;
      const isDue = isLate(newestVerifiedSet(known, plan.name), lateAfterHours(plan), target.now);
      const notes = notesOf(job);
      if (files.count === 0 && hasRole && hasFolder && isTimed && !isDue) return { state: 'already-so', notes };
      const words = [
        ...(hasRole ? [] : [message(texts.role, { role: backupAccount, name })]),
        ...(hasFolder ? [] : [message(texts.folder, { path: sets, owner: folderOwner, mode: folderMode })]),
        ...(isTimed ? [] : [message(texts.timer, { unit: `${unit}.timer` })]),
        message(texts.make),
      ];
      return {
        state: 'will-change',
        notes,
        changes: [...files.changes, ...words.map((each): Change => ({ kind: 'words', message: each }))],
        affects: [message(texts.reads)],
        seconds: 120,
        change: all(
          ...(hasRole ? [] : [snippet('role', makeRole, String(port), name, backupAccount)]),
          ...(hasFolder ? [] : [makeFolder(sets)]),
          ...files.write,
          ...startTimer(`${unit}.timer`),
        ),
        verify: snippet('verify', makesOne, unit, sets),
        undo: all(disableNew(paths.timer, `${unit}.timer`), ...files.restore, run('systemctl', 'daemon-reload')),
      };
    },
  });
}

/** Where the database is on this host, an account of its own reads it; elsewhere the instance's login does, read-only. */
function databaseFor({ instance }: BackupJob, server: DatabaseServer, target: Target): BackupDatabase | undefined {
  const { port = defaultDatabasePort, tls } = server;
  const { name, user } = databaseLogin(instance);
  if (server.host === target.host) return { host: '/var/run/postgresql', port, name, user: backupAccount };
  const host = addressOf(server.host, target);
  if (host === undefined) return undefined;
  return tls === 'off'
    ? { host, port, name, user, tls: 'disable' }
    : { host, port, name, user, tls: 'verify-ca', certificate: `${pathsOf(instance).base}/conf/database.pem` };
}

function confFor(job: BackupJob, database: BackupDatabase, { manifest }: Target): string {
  const targets = targetsOf(job.plan, manifest).map((each) => targetConf(each, job.instance.name, manifest));
  return backupConf(job, backupFolder(job.plan), database, contextOf(job), targets);
}

function contextOf({ instance }: BackupJob): string {
  return `${pathsOf(instance).base}/webapps/${contextName(instance.path ?? '/')}`;
}

function notesOf({ plan }: BackupJob): readonly Message[] {
  const { recipient, passphrase } = plan.encryption ?? {};
  const hasConfiguration = plan.contents?.includes('configuration') !== false;
  return [
    ...(hasConfiguration && recipient === undefined && passphrase?.hostFile === undefined
      ? [message(texts.unsealed, { plan: plan.name })]
      : []),
    ...((plan.targets ?? []).length > 0 ? [] : [message(texts.here, { plan: plan.name })]),
  ];
}

function makeFolder(path: string): Script {
  return snippet('make-folder', make, path, backupAccount, folderMode);
}

/** Those above it can be walked through by all. */
const make = `
umask 022
mkdir --parents -- "\${1%/*}"
install --directory --owner="$2" --group="$2" --mode="$3" -- "$1"
`;

/** It comes in over the socket, where the server asks the system who it is. */
const makeRole = `
port=$1 name=$2 role=$3
${sqlFunction}
cat << 'SQL' | sql "$port" postgres --set name="$name" --set role="$role"
select format('create role %I', :'role') where not exists (select from pg_roles where rolname = :'role') \\gexec
alter role :"role" login nosuperuser nocreaterole nocreatedb noreplication nobypassrls password null;
alter role :"role" set default_transaction_read_only = on;
grant pg_read_all_data to :"role";
grant connect on database :"name" to :"role";
SQL
`;

/** The way the timer does it. */
const makesOne = `
unit=$1 sets=$2
systemctl --quiet is-active "$unit.timer"
before=$(ls -1 -- "$sets")
: > "/run/$unit-now"
systemctl start "$unit.service" || { journalctl --quiet --unit "$unit.service" --lines=20 --output=cat >&2; exit 1; }
[ "$(ls -1 -- "$sets")" != "$before" ]
`;
