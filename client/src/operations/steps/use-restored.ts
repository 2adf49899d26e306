/** What was restored takes the place of what is live, which is kept under another name; back again when the gate is not passed. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { link } from '../facts/link.ts';
import { visitors } from '../facts/visitors.ts';
import { type BackupJob, jobName } from '../hosts/backups.ts';
import { type DatabaseServer, databaseLogin } from '../hosts/parts.ts';
import { keptName } from '../hosts/restored.ts';
import { run } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { isKept, restoredBeside, takenFact } from './parts/restore-place.ts';
import { placesOf } from './parts/running.ts';
import { swapPlan } from './parts/swap.ts';

const texts = {
  rename: {
    en: 'Rename the database {live} to {kept}, and {restored} to {live}; the folders of files likewise.',
    fr: 'Renommer la base {live} en {kept}, et {restored} en {live} ; de même pour les dossiers de fichiers.',
  },
  lost: {
    en: 'What was entered since the set was made is no longer there; it is in {kept}, which stays until somebody drops it.',
    fr: 'Ce qui a été saisi depuis que le jeu a été fait n’y est plus ; c’est dans {kept}, qui reste jusqu’à ce que quelqu’un la supprime.',
  },
  none: {
    en: 'Nothing is restored beside the database of {instance}.',
    fr: 'Rien n’est restauré à côté de la base de {instance}.',
  },
  noneTodo: { en: 'Restore a set first.', fr: 'Restaurez d’abord un jeu.' },
  before: {
    en: '{kept} is still there from an earlier time.',
    fr: '{kept} est encore là, d’une fois précédente.',
  },
  beforeTodo: { en: 'Drop or rename it when nobody needs it.', fr: 'Supprimez-la ou renommez-la quand personne n’en a plus besoin.' },
} as const satisfies Readonly<Record<string, Text>>;

export function useRestored(job: BackupJob, server: DatabaseServer): Step {
  const { instance } = job;
  const { name: live } = databaseLogin(instance);
  const { context } = placesOf(instance);
  return defineStep({
    id: `use-restored:${jobName(job)}`,
    title: { en: 'Use what was restored', fr: 'Utiliser ce qui a été restauré' },
    why: {
      en: 'Renaming takes seconds and can be taken back; what was live stays until it is certain that nobody needs it.',
      fr: 'Renommer prend quelques secondes et peut s’annuler ; ce qui était en service reste jusqu’à ce qu’il soit certain que personne n’en a besoin.',
    },
    controls: ['DB-02'],
    risk: 'restart',
    act: true,
    needs: () => ({ taken: takenFact(job, server), current: link(context), people: visitors(instance.name) }),
    plan: ({ taken, current, people }, target) => {
      const beside = restoredBeside(job, taken, target.set);
      if (beside === undefined || current.target === undefined) {
        return { state: 'blocked', problems: [{ why: message(texts.none, { instance: instance.name }), todo: message(texts.noneTodo) }] };
      }
      const args = { live, kept: keptName(live, beside.set), restored: beside.name };
      if (isKept(taken, args.kept)) {
        return { state: 'blocked', problems: [{ why: message(texts.before, args), todo: message(texts.beforeTodo) }] };
      }
      const call = (command: string) => run('python3', '-IB', backupProgram, command, jobName(job), beside.set);
      return swapPlan(
        {
          ...{ instance, server, people, release: current.target },
          renamed: message(texts.rename, args),
          lost: [message(texts.lost, args)],
          use: call('use'),
          back: call('put-back'),
        },
        target,
      );
    },
  });
}
