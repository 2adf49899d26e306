/** The drill now: the newest set is restored into a database of its own, compared, and that database removed. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { backupSets } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { type BackupJob, jobName, setsFolder, startMemory } from '../hosts/backups.ts';
import { snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { backupConfFile } from '../templates/backup-units.ts';
import { copyLimit, noSet, notSetUp } from './parts/backup-words.ts';
import { lacksMemory, startAffects, startNeeds } from './parts/start-words.ts';

const texts = {
  drill: {
    en: 'Restore the newest set, {id}, into a database of its own, compare it, and remove that database.',
    fr: 'Restaurer le jeu le plus récent, {id}, dans une base à part, comparer, et supprimer cette base.',
  },
  started: {
    en: 'Restore the newest set, {id}, into a database of its own, compare it, start its release of DHIS2 on it until it answers, and remove both.',
    fr: 'Restaurer le jeu le plus récent, {id}, dans une base à part, comparer, démarrer dessus sa version de DHIS2 jusqu’à ce qu’elle réponde, et supprimer les deux.',
  },
  room: {
    en: 'For the time of the test PostgreSQL holds the database twice.',
    fr: 'Le temps de l’essai, PostgreSQL contient la base en double.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function proveSet(job: BackupJob): Step {
  return defineStep({
    id: `prove-set:${jobName(job)}`,
    title: { en: 'Restore test now', fr: 'Essai de restauration maintenant' },
    why: {
      en: 'How long a restore takes, and that it works, is known only by doing it.',
      fr: 'Le temps que prend une restauration, et qu’elle marche, ne se sait qu’en la faisant.',
    },
    controls: ['DB-02'],
    risk: 'safe',
    act: true,
    needs: () => ({ conf: file(backupConfFile(job)), known: backupSets(job.instance.name, setsFolder(job)), ...startNeeds(job) }),
    plan: ({ conf, known, size }, target) => {
      if (conf.kind !== 'file') return { state: 'blocked', problems: [notSetUp(job)] };
      const newest = known.sets.find(({ plan }) => plan === job.plan.name);
      if (newest === undefined) return { state: 'blocked', problems: [noSet(job)] };
      const problem = lacksMemory(job, target, size);
      if (problem !== undefined) return { state: 'blocked', problems: [problem] };
      const words = startMemory(job) === undefined ? texts.drill : texts.started;
      return {
        state: 'will-change',
        changes: [{ kind: 'words', message: message(words, { id: newest.id }) }],
        affects: [message(texts.room), ...startAffects(job)],
        seconds: 300,
        limit: copyLimit,
        change: snippet('prove-set', 'python3 -IB "$1" drill "$2"', backupProgram, jobName(job)),
        verify: snippet('verify', isProved, backupProgram, jobName(job)),
      };
    },
  });
}

const isProved = `
[ "$(python3 -IB "$1" last "$2")" = 'restore-test done' ]
`;
