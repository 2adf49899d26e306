/** Nothing of an instance is taken away before there is a backup of it that was read whole. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { backupSets, newestVerifiedSet } from '../facts/backup-sets.ts';
import { folders } from '../facts/folders.ts';
import { backupsOf, setsFolder } from '../hosts/backups.ts';
import { type Instance, pathsOf } from '../hosts/parts.ts';
import { defineStep, type Problem, type Step, type Target } from '../step.ts';

/** Hours; what was entered since the set was made is only in the database, which stays until it is dropped. */
const oldest = 24;

const texts = {
  none: {
    en: 'There is no verified backup of {instance} on this host.',
    fr: 'Il n’y a sur cet hôte aucune sauvegarde vérifiée de {instance}.',
  },
  old: {
    en: 'The newest verified backup of {instance} is {hours} hours old.',
    fr: 'La dernière sauvegarde vérifiée de {instance} a {hours} heures.',
  },
  todo: {
    en: 'Make one now (`backups` in the manifest, then *Provision*, or start its unit `dhis2-hosting-backup-<plan>.{instance}.service`), then plan again.',
    fr: 'Faites-en une maintenant (`backups` dans le manifeste, puis *Mettre en service*, ou démarrez son unité `dhis2-hosting-backup-<plan>.{instance}.service`), puis planifiez de nouveau.',
  },
  is: {
    en: 'The newest verified backup is {folder}. Copy it to another place before what is left here is deleted.',
    fr: 'La dernière sauvegarde vérifiée est {folder}. Copiez-la ailleurs avant de supprimer ce qui reste ici.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function lastBackup(instance: Instance): Step {
  const { name } = instance;
  const { home, base } = pathsOf(instance);
  return defineStep({
    id: `last-backup:${name}`,
    title: { en: 'Last backup', fr: 'Dernière sauvegarde' },
    why: {
      en: 'What is taken away by mistake is wanted back the next day, and only a backup that was read whole is one.',
      fr: 'Ce qu’on retire par erreur manque le lendemain, et seule une sauvegarde relue en entier en est une.',
    },
    controls: ['DB-01', 'DB-02'],
    risk: 'safe',
    needs: (target) => ({ there: folders(home, base), known: backupSets(name, ...setFolders(instance, target)) }),
    plan: ({ there, known }, { now }) => {
      const isGone = [home, base].every((path) => there.get(path) === undefined);
      const set = newestVerifiedSet(known);
      const hours = set === undefined ? 0 : Math.floor((now - Date.parse(set.made)) / 3_600_000);
      const problem = (why: Text): Problem => ({
        why: message(why, { instance: name, hours }),
        todo: message(texts.todo, { instance: name }),
      });
      if (isGone) return { state: 'already-so' };
      if (set === undefined) return { state: 'blocked', problems: [problem(texts.none)] };
      if (hours >= oldest) return { state: 'blocked', problems: [problem(texts.old)] };
      return { state: 'already-so', notes: [message(texts.is, { folder: set.folder })] };
    },
  });
}

function setFolders(instance: Instance, { manifest }: Target): readonly string[] {
  return [...new Set(backupsOf(manifest, instance.name).map((plan) => setsFolder({ plan, instance })))];
}
