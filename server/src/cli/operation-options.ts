/** Options, words and exit codes that commands which reach hosts have in common. */
import type { OptionRow } from './arguments.ts';

export const hostOption = {
  name: 'host',
  value: 'NAME',
  description: {
    en: 'Name of the host in the manifest. Not needed when the manifest has one host only.',
    fr: "Nom de l'hôte dans le manifeste. Inutile si le manifeste n'en a qu'un.",
  },
} as const satisfies OptionRow;

export const sshLog = {
  name: 'ssh-log',
  description: {
    en: 'Tells on the standard error what happens to SSH connections.',
    fr: "Dit sur la sortie d'erreur ce qui arrive aux connexions SSH.",
  },
} as const satisfies OptionRow;

export const formatOption = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json'],
  default: 'text',
  description: {
    en: 'Form of the output: text for people, json for programs.',
    fr: 'Forme de la sortie : text pour les humains, json pour les programmes.',
  },
} as const satisfies OptionRow;

export const manifests = {
  en: 'A MANIFEST is a file; several are taken together. Without one, dhis2-hosting.yaml of this folder.',
  fr: 'Un MANIFEST est un fichier ; plusieurs sont pris ensemble. À défaut, dhis2-hosting.yaml de ce dossier.',
} as const;

export const cannotRun = {
  code: 2,
  meaning: {
    en: 'Could not run: wrong arguments, a manifest with mistakes, a host that cannot be reached or that somebody else is at work on, no confirmation.',
    fr: "Exécution impossible : arguments incorrects, manifeste contenant des erreurs, hôte injoignable ou occupé par quelqu'un d'autre, pas de confirmation.",
  },
} as const;

export const runEnds = [
  {
    code: 0,
    meaning: {
      en: 'The host is as it is wanted: the run is done, or there was nothing to do.',
      fr: "L'hôte est comme voulu : l'exécution est terminée, ou il n'y avait rien à faire.",
    },
  },
  {
    code: 1,
    meaning: {
      en: 'It is not: a step was undone, refused, interrupted or is stuck, something cannot be planned, or the watching was ended while the run went on.',
      fr: "Il ne l'est pas : une étape a été annulée, refusée, interrompue ou est bloquée, quelque chose ne peut pas être planifié, ou le suivi a pris fin alors que l'exécution continuait.",
    },
  },
  cannotRun,
] as const;

export const reason = {
  name: 'reason',
  value: 'TEXT',
  description: {
    en: 'Why, for the journal of the host and for others who find it at work.',
    fr: "Pourquoi, pour le journal de l'hôte et pour qui le trouve occupé.",
  },
} as const satisfies OptionRow;
