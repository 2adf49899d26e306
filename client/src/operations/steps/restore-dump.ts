/** A dump of others into a new database beside the live one, which is not touched. On the host of the database. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { dumpPlace } from '../facts/dump-place.ts';
import { packages } from '../facts/packages.ts';
import { backupsOf } from '../hosts/backups.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance } from '../hosts/parts.ts';
import { sqlFunction } from '../postgres.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { type Change, defineStep, type Step, type Target } from '../step.ts';
import { restoreDumpProgram } from '../templates/restore-dump.ts';
import { copyLimit } from './parts/backup-words.ts';
import { isDumpPath, type WantedDump, wantedDump } from './parts/wanted-dump.ts';

const texts = {
  restore: {
    en: 'Restore {path} (of {written} UTC; {tables} tables, {rows} rows, last migration {migration}, newest change {newest}) into the new database {name}.',
    fr: 'Restaurer {path} (du {written} UTC ; {tables} tables, {rows} lignes, dernière migration {migration}, dernière modification {newest}) dans la nouvelle base {name}.',
  },
  way: {
    en: 'Load it by a role that owns nothing else and is gone afterwards. Owners and rights that the dump names are not taken; a command to psql or a statement that no dump of a database needs ends it.',
    fr: 'La charger par un rôle qui ne possède rien d’autre et disparaît ensuite. Les propriétaires et droits que nomme la sauvegarde ne sont pas repris ; une commande à psql, ou une instruction dont aucune sauvegarde d’une base n’a besoin, y met fin.',
  },
  compare: {
    en: 'Compare the rows of each table and the last migration with the dump, and give {name} to {user}.',
    fr: 'Comparer les lignes de chaque table et la dernière migration à la sauvegarde, et donner {name} à {user}.',
  },
  left: {
    en: 'Remove {names}, left by an attempt that was cut off.',
    fr: 'Supprimer {names}, restes d’une tentative interrompue.',
  },
  python: { en: 'Install python3, which reads the dump.', fr: 'Installer python3, qui lit la sauvegarde.' },
  untouched: {
    en: 'The database that is in use is not touched. What is restored is put in its place by *Use What Was Restored*.',
    fr: 'La base en service n’est pas touchée. Ce qui est restauré prend sa place par *Utiliser ce qui a été restauré*.',
  },
  without: {
    en: 'A dump brings neither uploads nor `encryption.password`: uploads stay as they are, and what was encrypted with another password is not readable.',
    fr: 'Une sauvegarde n’apporte ni fichiers déposés ni `encryption.password` : les fichiers restent tels quels, et ce qui a été chiffré avec un autre mot de passe est illisible.',
  },
  nobody: {
    en: 'There is no user in it, so nobody could log in.',
    fr: 'Elle ne contient aucun utilisateur : personne ne pourrait se connecter.',
  },
  noPlan: {
    en: '*Use What Was Restored* needs a plan with dumps in `backups` of {instance}.',
    fr: '*Utiliser ce qui a été restauré* demande un plan avec sauvegardes dans `backups` pour {instance}.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function restoreDump(instance: Instance, server: DatabaseServer): Step {
  const { port = defaultDatabasePort } = server;
  const { name: live, user } = databaseLogin(instance);
  return defineStep({
    id: `restore-dump:${instance.name}`,
    title: { en: 'Restore a dump of others', fr: 'Restauration d’une sauvegarde d’un autre outil' },
    why: {
      en: 'What other tools left is all there is of the time before, and a dump is a program: it is read before it is run, and run where it can do nothing to what is live.',
      fr: 'Ce que d’autres outils ont laissé est tout ce qui reste du temps d’avant, et une sauvegarde est un programme : elle est lue avant d’être exécutée, là où elle ne peut rien faire à ce qui est en service.',
    },
    controls: ['DB-02'],
    risk: 'safe',
    needs: ({ dump }) => ({ place: dumpPlace(port, live, isDumpPath(dump?.path) ? dump.path : '-'), python: packages('python3') }),
    plan: ({ place, python }, target) => {
      const wanted = wantedDump({ instance, server, target, place });
      if ('problem' in wanted) return { state: 'blocked', problems: [wanted.problem] };
      if (wanted.isRestored) return { state: 'already-so' };
      const { name, room, comment, verdict, path, stamp } = wanted;
      const left = [...(place.databases?.keys() ?? [])].filter((each) => isLeftOver(live, each));
      const needsPython = !python.has('python3');
      const words = [
        ...(needsPython ? [message(texts.python)] : []),
        ...(left.length === 0 ? [] : [message(texts.left, { names: left.join(', ') })]),
        message(texts.restore, contentOf(wanted)),
        message(texts.way),
        message(texts.compare, { name, user }),
      ];
      const program = (what: string): Script => {
        const places = [what, String(port), live, user, path, stamp.toLowerCase(), name, room, comment];
        return run('python3', '-IBc', restoreDumpProgram, ...places, String(verdict.rows), verdict.migration);
      };
      return {
        state: 'will-change',
        notes: isUsable(target, instance) ? [] : [message(texts.noPlan, { instance: instance.name })],
        changes: words.map((each): Change => ({ kind: 'words', message: each })),
        affects: [message(texts.untouched), message(texts.without), ...(verdict.users === 0 ? [message(texts.nobody)] : [])],
        seconds: 600,
        limit: copyLimit,
        change: all(...(needsPython ? [aptGet('install', '--no-install-recommends', 'python3')] : []), program('restore')),
        verify: snippet('verify', isThere, String(port), name, user, comment),
        undo: program('undo'),
      };
    },
  });
}

function contentOf({ path, name, written, verdict }: WantedDump): Message['args'] {
  const { tables, rows, migration, newest = '-' } = verdict;
  const moment = new Date(written * 1000).toISOString().slice(0, 16).replace('T', ' ');
  return { path, name, written: moment, tables, rows, migration, newest: newest.slice(0, 19) };
}

/** As the program names what it has not finished. */
function isLeftOver(live: string, name: string): boolean {
  return name.startsWith(`${live}_loading_`) && /_\d{8}t\d{6}z$/.test(name);
}

/** What was restored is put in the place of the live one by the program that makes sets. */
function isUsable({ manifest }: Target, { name }: Instance): boolean {
  return backupsOf(manifest, name).some(({ method }) => method !== 'continuous');
}

/** Asked in a database of the server's own: in the new one a dump may have named things like those of the server. */
const isThere = `
port=$1 name=$2 owner=$3 comment=$4
${sqlFunction}
[ "$(cat << 'SQL' | sql "$port" postgres --set name="$name" --set owner="$owner" --set comment="$comment"
select pg_get_userbyid(datdba) = :'owner' and not has_database_privilege('public', oid, 'connect')
  and shobj_description(oid, 'pg_database') = :'comment' from pg_database where datname = :'name';
select count(*) = 0 from pg_roles where rolname = 'restore-dhis2';
SQL
)" = 't
t' ]
`;
