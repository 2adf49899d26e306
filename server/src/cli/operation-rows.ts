/** The commands that reach hosts: declared here with the others, carried out by client/src/cli. */

import { accessRows } from './access-rows.ts';
import type { CommandRow, OptionRow } from './arguments.ts';
import { backupRows } from './backup-rows.ts';
import { cannotRun, formatOption as format, hostOption as host, manifests, reason, runEnds, sshLog } from './operation-options.ts';

const recipe = {
  name: 'recipe',
  value: 'RECIPE',
  choices: [
    'provision',
    'prepare-host',
    'deploy-release',
    'restart-instance',
    'remove-instance',
    'drop-removed',
    'prove-restart',
    'back-up',
    'copy-off-site',
    'test-restore',
    'restore',
    'restore-scrubbed',
    'restore-dump',
    'use-restored',
    'bring-back',
  ],
  default: 'provision',
  description: {
    en: 'What is wanted: provision is all that the manifest says of the host; prepare-host leaves out what is of DHIS2; deploy-release puts another release in the place of the one that an instance runs; restart-instance stops and starts an instance; remove-instance takes one away and deletes nothing; drop-removed deletes what that left; prove-restart restarts the host once, in its maintenance window, and sees whether all came back; back-up makes a set now, copy-off-site sends the newest to the targets of its plan, and test-restore proves it; restore puts the newest set beside the live data, restore-scrubbed puts a set of a production beside those of a staging or training instance, without personal data, passwords and gateways, restore-dump puts a dump that other tools left on the host of the database beside the live one, and use-restored puts any of these in their place; bring-back puts a moment of the database, out of the continuous archive, beside the live one.',
    fr: "Ce qui est voulu : provision est tout ce que le manifeste dit de l'hôte ; prepare-host laisse de côté ce qui concerne DHIS2 ; deploy-release met une autre version à la place de celle qu'exécute une instance ; restart-instance arrête et redémarre une instance ; remove-instance en retire une sans rien effacer ; drop-removed efface ce qu'il en reste ; prove-restart redémarre l'hôte une fois, pendant sa plage de maintenance, et vérifie que tout est revenu ; back-up fait un jeu maintenant, copy-off-site envoie le plus récent aux destinations du plan, et test-restore l'éprouve ; restore met le jeu le plus récent à côté des données actuelles, restore-scrubbed met un jeu d'une production à côté de celles d'une instance de préproduction ou de formation, sans données personnelles, mots de passe ni passerelles, restore-dump met une sauvegarde qu’un autre outil a laissée sur l’hôte de la base à côté de celle en service, et use-restored met l'un d’eux à leur place ; bring-back met un instant de la base, tiré de l'archive continue, à côté de celle en service.",
  },
} as const satisfies OptionRow;

const instance = {
  name: 'instance',
  value: 'NAME',
  description: {
    en: 'Name of the instance that the recipe is about; its host need not be named then. Not needed when there is one only.',
    fr: "Nom de l'instance concernée ; inutile alors de nommer son hôte. Inutile s'il n'y en a qu'une.",
  },
} as const satisfies OptionRow;

const set = {
  name: 'set',
  value: 'ID',
  description: {
    en: 'Which backup set the recipe restore is of, as `backups` lists it, and which use-restored puts in place. Without it, the newest. For restore-scrubbed, INSTANCE/ID is a set of another instance.',
    fr: 'Le jeu de sauvegarde à restaurer par la recette restore, tel que `backups` le nomme, et celui que use-restored met en place. À défaut, le plus récent. Pour restore-scrubbed, INSTANCE/ID est un jeu d’une autre instance.',
  },
} as const satisfies OptionRow;

const dump = {
  name: 'dump',
  value: 'PATH',
  description: {
    en: 'With restore-dump: where the dump lies on the host, as `adopt --judge` lists it. It is read to its end first, and refused unless it is whole.',
    fr: 'Avec restore-dump : où se trouve la sauvegarde sur l’hôte, telle que `adopt --judge` l’énumère. Elle est d’abord lue jusqu’au bout, et refusée si elle n’est pas entière.',
  },
} as const satisfies OptionRow;

const to = {
  name: 'to',
  value: 'MOMENT',
  description: {
    en: 'Which moment bring-back shall bring back, or use-restored put in the place of the live database, with its zone: 2026-11-29T14:30:00+02:00.',
    fr: "L'instant que bring-back doit ramener, ou use-restored mettre à la place de la base en service, avec son fuseau : 2026-11-29T14:30:00+02:00.",
  },
} as const satisfies OptionRow;

const undo = {
  name: 'undo',
  description: {
    en: 'Takes back the last run of the host instead.',
    fr: "Annule plutôt la dernière exécution de l'hôte.",
  },
} as const satisfies OptionRow;

/** A saved plan is compared with one that is made anew, so both commands have to be told alike. */
const whatToPlan = [host, recipe, instance, set, dump, to, undo] as const;

export const operationRows = [
  {
    name: 'plan',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Asks a host how it is and shows what would change, with the difference of every file.',
      fr: 'Demande son état à un hôte et montre ce qui changerait, avec la différence de chaque fichier.',
    },
    details: {
      en: 'A MANIFEST is a file; several are taken together. Without one, dhis2-hosting.yaml of this folder. Nothing is changed. The host is reached over SSH, with the keys, the agent and the ssh_config of who calls, as root or through sudo.',
      fr: "Un MANIFEST est un fichier ; plusieurs sont pris ensemble. À défaut, dhis2-hosting.yaml de ce dossier. Rien n'est modifié. L'hôte est joint par SSH, avec les clés, l'agent et le ssh_config de qui appelle, comme root ou par sudo.",
    },
    options: [
      ...whatToPlan,
      {
        name: 'save',
        value: 'FILE',
        description: {
          en: 'Writes the plan into the file, to be compared and applied later. It holds no scripts and no secrets.',
          fr: 'Écrit le plan dans le fichier, pour le comparer et l’appliquer plus tard. Il ne contient ni scripts ni secrets.',
        },
      },
      format,
      sshLog,
    ],
    exitCodes: [
      { code: 0, meaning: { en: 'There is nothing to do.', fr: "Il n'y a rien à faire." } },
      {
        code: 1,
        meaning: { en: 'Something would change, or cannot be planned.', fr: 'Quelque chose changerait, ou ne peut pas être planifié.' },
      },
      cannotRun,
    ],
    json: {
      en: 'The plan, as --save writes it: `recipe`, `host`, `made` and `steps`, each with `id`, `state` (`already-so`, `will-change`, `blocked`, `unknown`), `changes`, `restarts`, `risk` and more.',
      fr: 'Le plan, tel que --save l’écrit : `recipe`, `host`, `made` et `steps`, chacun avec `id`, `state` (`already-so`, `will-change`, `blocked`, `unknown`), `changes`, `restarts`, `risk` et plus.',
    },
    examples: [
      {
        line: 'dhis2-hosting plan --host app-1 --save app-1.plan.json dhis2-hosting.yaml',
        what: { en: 'What would change on a host; keep it.', fr: 'Ce qui changerait sur un hôte ; le garder.' },
      },
    ],
  },
  {
    name: 'apply',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Plans, shows the plan, asks, and brings the host to what the manifest says.',
      fr: "Planifie, montre le plan, demande, et amène l'hôte à ce que dit le manifeste.",
    },
    details: {
      en: 'The run lives on the host and goes on when this program ends or the link breaks. Each step is checked again, changed, verified, and undone when that fails. What may lock people out is undone by the host within two minutes unless a new connection gets in. Ctrl-C ends the watching, not the run.',
      fr: "L'exécution vit sur l'hôte et continue si ce programme se termine ou si la liaison est coupée. Chaque étape est revérifiée, effectuée, contrôlée, et annulée en cas d'échec. Ce qui pourrait couper l'accès est annulé par l'hôte en deux minutes si une nouvelle connexion n'aboutit pas. Ctrl-C met fin au suivi, pas à l'exécution.",
    },
    options: [
      ...whatToPlan,
      {
        name: 'plan',
        value: 'FILE',
        description: {
          en: 'A plan that was saved: refused when the host or the manifest is no longer as it says.',
          fr: "Un plan enregistré : refusé si l'hôte ou le manifeste n'est plus comme il le dit.",
        },
      },
      {
        name: 'yes',
        description: {
          en: 'Does not ask. Only with --plan, so that nothing is done that nobody has seen.',
          fr: 'Ne demande rien. Seulement avec --plan, pour que rien ne soit fait sans avoir été vu.',
        },
      },
      {
        name: 'confirm',
        value: 'NAME',
        description: {
          en: 'With remove-instance and drop-removed: the name of the instance once more, as an answer to the question that is asked otherwise.',
          fr: "Avec remove-instance et drop-removed : de nouveau le nom de l'instance, en réponse à la question posée sinon.",
        },
      },
      reason,
      sshLog,
    ],
    exitCodes: runEnds,
    examples: [
      {
        line: 'dhis2-hosting apply --host app-1 dhis2-hosting.yaml',
        what: { en: 'See the plan, confirm it, watch it.', fr: 'Voir le plan, le confirmer, le suivre.' },
      },
      {
        line: 'dhis2-hosting apply --host app-1 --plan app-1.plan.json --yes dhis2-hosting.yaml',
        what: { en: 'In a pipeline: what was reviewed, or nothing.', fr: 'Dans une chaîne : ce qui a été relu, ou rien.' },
      },
    ],
  },
  {
    name: 'runs',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Lists the runs that a host keeps, newest first.',
      fr: "Énumère les exécutions que garde un hôte, la plus récente d'abord.",
    },
    details: manifests,
    options: [host, format, sshLog],
    exitCodes: [{ code: 0, meaning: { en: 'The runs were listed.', fr: 'Les exécutions ont été énumérées.' } }, cannotRun],
    json: {
      en: 'One array. An element has `id`, `head` (`owner`, `reason`, `recipe`, `made` and more; null when another version wrote it) and `state`: `running`, `not-understood`, or an object with `outcome`, `why` and `steps`.',
      fr: 'Un seul tableau. Un élément porte `id`, `head` (`owner`, `reason`, `recipe`, `made` et plus ; null si une autre version l’a écrit) et `state` : `running`, `not-understood`, ou un objet avec `outcome`, `why` et `steps`.',
    },
    examples: [{ line: 'dhis2-hosting runs --host app-1', what: { en: 'Who did what there.', fr: 'Qui y a fait quoi.' } }],
  },
  {
    name: 'attach',
    operands: '[MANIFEST...]',
    summary: {
      en: 'Follows a run on a host, whoever started it: all of its lines, once each.',
      fr: "Suit une exécution sur un hôte, peu importe qui l'a lancée : toutes ses lignes, une fois chacune.",
    },
    details: manifests,
    options: [
      host,
      {
        name: 'run',
        value: 'ID',
        description: {
          en: 'Which run. Without it, the one that is under way, else the last one.',
          fr: 'Quelle exécution. À défaut, celle qui est en cours, sinon la dernière.',
        },
      },
      {
        name: 'cancel',
        description: {
          en: 'Asks it to stop between two steps. The one it is at is finished.',
          fr: "Lui demande de s'arrêter entre deux étapes. Celle en cours est terminée.",
        },
      },
      sshLog,
    ],
    exitCodes: runEnds,
    examples: [
      { line: 'dhis2-hosting attach --host app-1', what: { en: 'After the laptop was closed.', fr: "Après avoir fermé l'ordinateur." } },
    ],
  },
  ...accessRows,
  ...backupRows,
] as const satisfies readonly CommandRow[];

export type OperationName = (typeof operationRows)[number]['name'];
