/** A set, the newest unless another is named, into a new database and a new folder beside the live ones, which are not touched. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { backupSets, newestVerifiedSet, setNamed } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { postgresDatabases } from '../facts/postgres-databases.ts';
import { type BackupJob, jobName, setsFolder } from '../hosts/backups.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort } from '../hosts/parts.ts';
import { restoredName } from '../hosts/restored.ts';
import { run, snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { backupConfFile } from '../templates/backup-units.ts';
import { copyLimit, databaseElsewhere, noSet, noSuchSet, notSetUp } from './parts/backup-words.ts';

const texts = {
  restore: {
    en: 'Restore the set of {made} (migration {migration}) into the new database {name} and its files beside the live ones, and compare them.',
    fr: 'Restaurer le jeu du {made} (migration {migration}) dans la nouvelle base {name}, et ses fichiers à côté des actuels, puis comparer.',
  },
  untouched: {
    en: 'The database that is in use is not touched. What is restored is put in its place by *Use What Was Restored*.',
    fr: 'La base en service n’est pas touchée. Ce qui est restauré prend sa place par *Utiliser ce qui a été restauré*.',
  },
  there: { en: '{name} is there already.', fr: '{name} existe déjà.' },
  thereTodo: {
    en: 'Use it, or drop it first if nobody needs it.',
    fr: 'Utilisez-la, ou supprimez-la d’abord si personne n’en a besoin.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function restoreSet(job: BackupJob, server: DatabaseServer): Step {
  const { port = defaultDatabasePort } = server;
  const { name: live } = databaseLogin(job.instance);
  return defineStep({
    id: `restore-set:${jobName(job)}`,
    title: { en: 'Restore beside the live data', fr: 'Restauration à côté des données actuelles' },
    why: {
      en: 'A restore that goes wrong must not take away what is there: it is made under another name, and compared before anybody uses it.',
      fr: 'Une restauration qui tourne mal ne doit rien enlever de ce qui est là : elle se fait sous un autre nom, et se compare avant que quiconque l’utilise.',
    },
    controls: ['DB-02'],
    risk: 'safe',
    act: true,
    needs: () => ({
      conf: file(backupConfFile(job)),
      known: backupSets(job.instance.name, setsFolder(job)),
      databases: postgresDatabases(port),
    }),
    plan: ({ conf, known, databases }, { host, set: wanted }) => {
      if (conf.kind !== 'file') return { state: 'blocked', problems: [notSetUp(job)] };
      if (server.host !== host) return { state: 'blocked', problems: [databaseElsewhere(job, server.host)] };
      const set = wanted === undefined ? newestVerifiedSet(known, job.plan.name) : setNamed(known, wanted);
      if (set === undefined) return { state: 'blocked', problems: [wanted === undefined ? noSet(job) : noSuchSet(job, wanted)] };
      const name = restoredName(live, set.id);
      if (databases.includes(name)) {
        return { state: 'blocked', problems: [{ why: message(texts.there, { name }), todo: message(texts.thereTodo) }] };
      }
      const args = { made: set.made, migration: set.migration ?? '-', name };
      return {
        state: 'will-change',
        changes: [{ kind: 'words', message: message(texts.restore, args) }],
        affects: [message(texts.untouched)],
        seconds: 300,
        limit: copyLimit,
        change: run('python3', '-IB', backupProgram, 'restore', jobName(job), set.id),
        verify: snippet('verify', isRestored, backupProgram, jobName(job)),
        undo: run('python3', '-IB', backupProgram, 'forget', jobName(job), set.id),
      };
    },
  });
}

const isRestored = `
[ "$(python3 -IB "$1" last "$2")" = 'restore done' ]
`;
