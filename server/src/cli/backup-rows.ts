/** The commands about backups on hosts. */
import type { CommandRow, OptionRow } from './arguments.ts';
import { cannotRun, formatOption, hostOption, manifests, reason, runEnds, sshLog } from './operation-options.ts';

const instanceOption = {
  name: 'instance',
  value: 'NAME',
  description: {
    en: 'Name of the instance in the manifest. Not needed when the host has one only.',
    fr: "Nom de l'instance dans le manifeste. Inutile si l'hôte n'en a qu'une.",
  },
} as const satisfies OptionRow;

export const backupRows = [
  {
    name: 'backup',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Makes a backup set of an instance now, on its host, and reads it whole.',
      fr: "Fait maintenant, sur son hôte, un jeu de sauvegarde d'une instance, et le relit en entier.",
    },
    details: {
      en: 'By all plans of the manifest that cover the instance, the way the timer does it. It goes on when this program ends or the link breaks; `attach` follows it again. Nothing is asked, because nothing of the instance is changed.',
      fr: "Selon tous les plans du manifeste qui couvrent l'instance, comme le fait la minuterie. Cela continue si ce programme se termine ou si la liaison est coupée ; `attach` le suit de nouveau. Rien n'est demandé, car rien de l'instance n'est modifié.",
    },
    options: [hostOption, instanceOption, sshLog],
    exitCodes: runEnds,
    examples: [
      {
        line: 'dhis2-hosting backup --instance hmis',
        what: { en: 'Before something that may go wrong.', fr: 'Avant ce qui pourrait mal tourner.' },
      },
    ],
  },
  {
    name: 'restore',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Restores a backup set, a moment, or a dump of other tools beside the live data, and puts it in their place when that is asked for.',
      fr: 'Restaure un jeu de sauvegarde, un instant ou une sauvegarde d’autres outils à côté des données actuelles, et le met à leur place si on le demande.',
    },
    details: {
      en: 'Without an option it is the newest set. It is restored under a name of its own and compared; what people work with stays as it is. --use then exchanges the two, after the name of the instance was typed, and keeps what was live. The plan is shown first. It goes on when this program ends or the link breaks; `attach` follows it again. The same as `apply` with the recipes restore, restore-scrubbed, restore-dump, bring-back and use-restored.',
      fr: 'Sans option, c’est le jeu le plus récent. Il est restauré sous un nom à part et comparé ; ce avec quoi on travaille reste tel quel. --use échange ensuite les deux, une fois le nom de l’instance saisi, et garde ce qui était en service. Le plan est montré d’abord. Cela continue si ce programme se termine ou si la liaison est coupée ; `attach` le suit de nouveau. Comme `apply` avec les recettes restore, restore-scrubbed, restore-dump, bring-back et use-restored.',
    },
    options: [
      hostOption,
      instanceOption,
      {
        name: 'set',
        value: 'ID',
        description: {
          en: 'Which set, as `backups` lists it. With --scrubbed, INSTANCE/ID is one of another instance.',
          fr: 'Quel jeu, tel que `backups` le nomme. Avec --scrubbed, INSTANCE/ID est celui d’une autre instance.',
        },
      },
      {
        name: 'to',
        value: 'MOMENT',
        description: {
          en: 'A moment out of the continuous archive, with its zone: 2026-11-29T14:30:00+02:00.',
          fr: 'Un instant tiré de l’archive continue, avec son fuseau : 2026-11-29T14:30:00+02:00.',
        },
      },
      {
        name: 'dump',
        value: 'PATH',
        description: {
          en: 'A dump that other tools left on the host of the database, as `adopt --judge` lists it.',
          fr: 'Une sauvegarde qu’un autre outil a laissée sur l’hôte de la base, telle que `adopt --judge` l’énumère.',
        },
      },
      {
        name: 'scrubbed',
        description: {
          en: 'For a staging or training instance: without personal data, passwords and gateways.',
          fr: 'Pour une instance de préproduction ou de formation : sans données personnelles, mots de passe ni passerelles.',
        },
      },
      {
        name: 'use',
        description: {
          en: 'Puts what was restored (the newest, or the one of --set or --to) in the place of what is live.',
          fr: 'Met ce qui a été restauré (le plus récent, ou celui de --set ou --to) à la place de ce qui est en service.',
        },
      },
      {
        name: 'yes',
        description: {
          en: 'Does not ask. Not with --use.',
          fr: 'Ne demande rien. Pas avec --use.',
        },
      },
      {
        name: 'confirm',
        value: 'NAME',
        description: {
          en: 'With --use: the name of the instance, as an answer to the question that is asked otherwise.',
          fr: 'Avec --use : le nom de l’instance, en réponse à la question posée sinon.',
        },
      },
      reason,
      sshLog,
    ],
    exitCodes: runEnds,
    examples: [
      {
        line: 'dhis2-hosting restore --instance hmis',
        what: { en: 'The newest set, to look at.', fr: 'Le jeu le plus récent, pour le regarder.' },
      },
      {
        line: 'dhis2-hosting restore --instance hmis --use',
        what: { en: 'It takes the place of what is live.', fr: 'Il prend la place de ce qui est en service.' },
      },
    ],
  },
  {
    name: 'restore-test',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Restores the newest backup set of an instance into a database of its own, compares it, and removes that database.',
      fr: "Restaure le jeu de sauvegarde le plus récent d'une instance dans une base à part, compare, et supprime cette base.",
    },
    details: {
      en: 'Rows, last migration and the fingerprint of the encryption password are compared with what the set says, and the test is shown false sets, which it has to refuse. How long it took is kept on the host as evidence. Nothing of the instance is touched.',
      fr: "Lignes, dernière migration et empreinte du mot de passe de chiffrement sont comparées à ce que dit le jeu, et l'essai doit refuser de faux jeux. Le temps pris est gardé sur l'hôte comme preuve. Rien de l'instance n'est touché.",
    },
    options: [hostOption, instanceOption, sshLog],
    exitCodes: runEnds,
    examples: [
      {
        line: 'dhis2-hosting restore-test --instance hmis',
        what: { en: 'How long would we be without it?', fr: 'Combien de temps en serions-nous privés ?' },
      },
    ],
  },
  {
    name: 'backups',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Lists the backup sets on a host, newest first: made and verified, off site, restored.',
      fr: "Énumère les jeux de sauvegarde d'un hôte, le plus récent d'abord : fait et vérifié, hors site, restauré.",
    },
    details: manifests,
    options: [hostOption, formatOption, sshLog],
    exitCodes: [
      {
        code: 0,
        meaning: {
          en: 'Each plan has a verified set that is as new as it should be, and its last attempt succeeded.',
          fr: 'Chaque plan a un jeu vérifié aussi récent qu’il le faut, et sa dernière tentative a abouti.',
        },
      },
      {
        code: 1,
        meaning: {
          en: 'One has none, or a late one, or its last attempt failed, or no fresh copy is elsewhere, no restore was tested for too long, or one takes longer than the plan allows.',
          fr: "L'un n'en a pas, ou en a un trop vieux, ou sa dernière tentative a échoué, ou aucune copie récente n'est ailleurs, aucune restauration n'a été essayée depuis trop longtemps, ou elle dure plus que ne le permet le plan.",
        },
      },
      cannotRun,
    ],
    json: {
      en: 'One array with an element for each plan of each instance: `instance`, `plan`, `asked`, `late`, `failed`, `slow`, `troubles` (codes), `next`, `proved`, `lateAfterHours`, `drillHours`, `restoreWithinSeconds`, `sizeTrend` (`percent`, `days`), `broken`, `away` (`id`, `plan`, `targets`), `drills` (`began`, `ended`, `outcome`, `code`, `detail`, `set`, `seconds`, `counts`, `refuses`, …), `sets` (`id`, `made`, `verified`, `offSite`, `restored`, `restoreSeconds`, `bytes`, `migration`, `key`, `parts`) and `attempts` (`kind`, `began`, `ended`, `outcome`, `code`, `detail`).',
      fr: 'Un seul tableau, avec un élément pour chaque plan de chaque instance : `instance`, `plan`, `asked`, `late`, `failed`, `slow`, `troubles` (codes), `next`, `proved`, `lateAfterHours`, `drillHours`, `restoreWithinSeconds`, `sizeTrend` (`percent`, `days`), `broken`, `away` (`id`, `plan`, `targets`), `drills` (`began`, `ended`, `outcome`, `code`, `detail`, `set`, `seconds`, `counts`, `refuses`, …), `sets` (`id`, `made`, `verified`, `offSite`, `restored`, `restoreSeconds`, `bytes`, `migration`, `key`, `parts`) et `attempts` (`kind`, `began`, `ended`, `outcome`, `code`, `detail`).',
    },
    examples: [
      { line: 'dhis2-hosting backups --host app-1', what: { en: 'What is there, and how old.', fr: 'Ce qui existe, et depuis quand.' } },
    ],
  },
] as const satisfies readonly CommandRow[];
