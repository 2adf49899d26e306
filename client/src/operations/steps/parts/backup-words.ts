/** What steps about sets have in common. */
import { message, type Text } from '@dhis2-hosting/server/service';
import type { BackupJob } from '../../hosts/backups.ts';
import type { Problem } from '../../step.ts';

/** Seconds: a large database takes its time, and is never cut off for that. */
export const copyLimit = 24 * 3600;

const texts = {
  missing: { en: 'The host makes no backups by {plan} yet.', fr: 'L’hôte ne fait pas encore de sauvegardes selon {plan}.' },
  missingTodo: { en: 'Provision the host.', fr: 'Mettez l’hôte en service.' },
  noSet: { en: 'There is no verified set of {instance} by {plan}.', fr: 'Il n’y a pas de jeu vérifié de {instance} selon {plan}.' },
  noSuchSet: {
    en: 'There is no verified set {id} of {instance} by {plan}.',
    fr: 'Il n’y a pas de jeu vérifié {id} de {instance} selon {plan}.',
  },
  noSuchSetTodo: { en: 'See which there are by *Show Backups*.', fr: 'Voyez lesquels existent par *Afficher les sauvegardes*.' },
  noSetTodo: { en: 'Make one by *Back Up Now*.', fr: 'Faites-en un par *Sauvegarder maintenant*.' },
} as const satisfies Readonly<Record<string, Text>>;

export function notSetUp({ plan }: BackupJob): Problem {
  return { why: message(texts.missing, { plan: plan.name }), todo: message(texts.missingTodo) };
}

export function noSet({ plan, instance }: BackupJob): Problem {
  return { why: message(texts.noSet, { plan: plan.name, instance: instance.name }), todo: message(texts.noSetTodo) };
}

export function noSuchSet({ plan, instance }: BackupJob, id: string): Problem {
  return { why: message(texts.noSuchSet, { id, plan: plan.name, instance: instance.name }), todo: message(texts.noSuchSetTodo) };
}
