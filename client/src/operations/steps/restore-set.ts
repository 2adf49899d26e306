/** A set, the newest unless another is named, into a new database and a new folder beside the live ones, which are not touched. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { backupSets, newestVerifiedSet, setNamed } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { type BackupJob, jobName, setsFolder } from '../hosts/backups.ts';
import type { DatabaseServer } from '../hosts/parts.ts';
import { run, snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { backupConfFile } from '../templates/backup-units.ts';
import { copyLimit, noSet, noSuchSet, notSetUp } from './parts/backup-words.ts';
import { placeFor, takenFact } from './parts/restore-place.ts';

const texts = {
  restore: {
    en: 'Restore the set of {made} (migration {migration}) into the new database {name} and its files beside the live ones, and compare them.',
    fr: 'Restaurer le jeu du {made} (migration {migration}) dans la nouvelle base {name}, et ses fichiers à côté des actuels, puis comparer.',
  },
  untouched: {
    en: 'The database that is in use is not touched. What is restored is put in its place by *Use What Was Restored*.',
    fr: 'La base en service n’est pas touchée. Ce qui est restauré prend sa place par *Utiliser ce qui a été restauré*.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function restoreSet(job: BackupJob, server: DatabaseServer): Step {
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
      taken: takenFact(job, server),
    }),
    plan: ({ conf, known, taken }, { set: wanted }) => {
      if (conf.kind !== 'file') return { state: 'blocked', problems: [notSetUp(job)] };
      const set = wanted === undefined ? newestVerifiedSet(known, job.plan.name) : setNamed(known, wanted);
      if (set === undefined) return { state: 'blocked', problems: [wanted === undefined ? noSet(job) : noSuchSet(job, wanted)] };
      const { name, problem } = placeFor(job, server, taken, set.id);
      if (problem !== undefined) return { state: 'blocked', problems: [problem] };
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
