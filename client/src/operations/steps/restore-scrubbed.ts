/** A set of a production into a new database of a staging or training instance, without what such a copy must not have. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { backupSets, newestVerifiedSet } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { type BackupJob, backupFolder, jobName, setsFolder } from '../hosts/backups.ts';
import type { DatabaseServer } from '../hosts/parts.ts';
import { run, snippet } from '../script.ts';
import { type Change, defineStep, type Step } from '../step.ts';
import { scrubbedPurposes } from '../templates/backup/scrub.ts';
import { scrubList } from '../templates/backup/scrub-list.ts';
import { backupProgram } from '../templates/backup.ts';
import { backupConfFile } from '../templates/backup-units.ts';
import { copyLimit, noSet, noSuchSet, notSetUp } from './parts/backup-words.ts';
import { placeFor, takenFact } from './parts/restore-place.ts';

const texts = {
  restore: {
    en: 'Restore the set of {made} from {folder} into the new database {name}, compare it, and scrub it:',
    fr: 'Restaurer le jeu du {made}, de {folder}, dans la nouvelle base {name}, comparer, et l’expurger :',
  },
  password: {
    en: 'Give one user who may do all a new password, which only root reads, in {folder}.',
    fr: 'Donner à un utilisateur ayant tous les droits un nouveau mot de passe, que seul root lit, dans {folder}.',
  },
  files: {
    en: 'Uploaded files are not brought: nobody knows what is in them. User names stay.',
    fr: 'Les fichiers déposés ne sont pas repris : personne ne sait ce qu’ils contiennent. Les noms d’utilisateur restent.',
  },
  purpose: {
    en: '{instance} is for {purpose}, and only an instance for {list} gets a scrubbed copy.',
    fr: '{instance} sert à : {purpose} ; seule une instance servant à {list} reçoit une copie expurgée.',
  },
  purposeTodo: {
    en: 'Choose an instance that says `purpose: staging`, or use the recipe restore.',
    fr: 'Choisissez une instance qui dit `purpose: staging`, ou la recette restore.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** `wanted` is `INSTANCE/SET`, or `SET` of this instance itself. */
function wantedOf(job: BackupJob, wanted: string | undefined) {
  const [, from] = /^([a-z0-9][a-z0-9-]*)\/[^/]*$/.exec(wanted ?? '') ?? [];
  const folder = from === undefined ? setsFolder(job) : `${backupFolder(job.plan)}/${from}`;
  return { folder, id: wanted?.replace(/^.*\//, ''), wordOf: (id: string) => (from === undefined ? id : `${from}/${id}`) };
}

export function restoreScrubbed(job: BackupJob, server: DatabaseServer): Step {
  const { plan, instance } = job;
  return defineStep({
    id: `restore-scrubbed:${jobName(job)}`,
    title: { en: 'Restore for staging', fr: 'Restauration pour la préproduction' },
    why: {
      en: 'People practise and try releases on real data. A copy of a production that keeps passwords, names and gateways is a second production that nobody guards.',
      fr: 'On s’exerce et on essaie des versions sur de vraies données. Une copie d’une production qui garde mots de passe, noms et passerelles est une seconde production que personne ne garde.',
    },
    controls: ['DB-02', 'DB-08'],
    risk: 'safe',
    act: true,
    needs: ({ set }) => ({
      conf: file(backupConfFile(job)),
      known: backupSets(instance.name, wantedOf(job, set).folder),
      taken: takenFact(job, server),
    }),
    plan: ({ conf, known, taken }, { set: wanted }) => {
      const { folder, id, wordOf } = wantedOf(job, wanted);
      const { purpose = 'production' } = instance;
      if (!scrubbedPurposes.some((each) => each === purpose)) {
        const args = { instance: instance.name, purpose, list: scrubbedPurposes.join(', ') };
        return { state: 'blocked', problems: [{ why: message(texts.purpose, args), todo: message(texts.purposeTodo) }] };
      }
      if (conf.kind !== 'file') return { state: 'blocked', problems: [notSetUp(job)] };
      const set = id === undefined ? newestVerifiedSet(known, plan.name) : known.sets.find((each) => each.id === id);
      if (set === undefined) return { state: 'blocked', problems: [wanted === undefined ? noSet(job) : noSuchSet(job, wanted)] };
      const { name, problem } = placeFor(job, server, taken, set.id);
      if (problem !== undefined) return { state: 'blocked', problems: [problem] };
      const secrets = `/etc/dhis2/${instance.name}`;
      const words = [
        message(texts.restore, { made: set.made, folder, name }),
        ...scrubList.map(({ why }) => message(why)),
        message(texts.password, { folder: secrets }),
      ];
      return {
        state: 'will-change',
        changes: words.map((each): Change => ({ kind: 'words', message: each })),
        affects: [message(texts.files)],
        seconds: 600,
        limit: copyLimit,
        change: run('python3', '-IB', backupProgram, 'restore-scrubbed', jobName(job), wordOf(set.id)),
        verify: snippet('verify', isRestored, backupProgram, jobName(job)),
        undo: run('python3', '-IB', backupProgram, 'forget', jobName(job), set.id),
      };
    },
  });
}

const isRestored = `
[ "$(python3 -IB "$1" last "$2")" = 'restore done' ]
`;
