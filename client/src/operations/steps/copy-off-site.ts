/** The newest set off site now, whether or not it is there already: sent, read back, compared. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { backupSets, newestVerifiedSet } from '../facts/backup-sets.ts';
import { file } from '../facts/file.ts';
import { type BackupJob, jobName, setsFolder } from '../hosts/backups.ts';
import { snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { backupProgram } from '../templates/backup.ts';
import { offSiteUnit } from '../templates/backup-units.ts';
import { copyLimit, noSet, notSetUp } from './parts/backup-words.ts';

const texts = {
  copy: {
    en: 'Copy the newest set, {id}, to {targets}, and read all of it back.',
    fr: 'Copier le jeu le plus récent, {id}, vers {targets}, et tout en relire.',
  },
  nowhere: { en: 'The plan {plan} names no `targets` elsewhere.', fr: 'Le plan {plan} ne cite pas de `targets` ailleurs.' },
  nowhereTodo: {
    en: 'Write one into `backupTargets` of the manifest, name it in the plan, and provision the host.',
    fr: 'Écrivez-en une dans `backupTargets` du manifeste, citez-la dans le plan, et mettez l’hôte en service.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function copyOffSite(job: BackupJob): Step {
  const { plan, instance } = job;
  const { targets = [] } = plan;
  return defineStep({
    id: `copy-off-site:${jobName(job)}`,
    title: { en: 'Copy off site now', fr: 'Copie hors site maintenant' },
    why: {
      en: 'Whether the copies elsewhere are what was sent is known by reading them, also when nothing is due.',
      fr: 'On ne sait si les copies éloignées sont ce qui a été envoyé qu’en les relisant, même quand rien n’est dû.',
    },
    controls: ['DB-03'],
    risk: 'safe',
    act: true,
    needs: () => ({
      service: file(`/etc/systemd/system/${offSiteUnit(job)}.service`),
      known: backupSets(instance.name, setsFolder(job)),
    }),
    plan: ({ service, known }) => {
      if (targets.length === 0) {
        return {
          state: 'blocked',
          problems: [{ why: message(texts.nowhere, { plan: plan.name }), todo: message(texts.nowhereTodo) }],
        };
      }
      if (service.kind !== 'file') return { state: 'blocked', problems: [notSetUp(job)] };
      const newest = newestVerifiedSet(known, plan.name);
      if (newest === undefined) return { state: 'blocked', problems: [noSet(job)] };
      return {
        state: 'will-change',
        changes: [{ kind: 'words', message: message(texts.copy, { id: newest.id, targets: targets.join(', ') }) }],
        seconds: 120,
        limit: copyLimit,
        change: snippet('copy-off-site', 'python3 -IB "$1" copy "$2"', backupProgram, jobName(job)),
        verify: snippet('verify', '[ "$(python3 -IB "$1" copied "$2")" = yes ]', backupProgram, jobName(job)),
      };
    },
  });
}
