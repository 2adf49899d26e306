/** Texts of the commands that reach hosts. */
import type { Text } from '@dhis2-hosting/server/service';

export const texts = {
  noManifest: {
    en: '{path}: cannot be read ({code}). Name the manifest, or go to its folder.',
    fr: '{path} : lecture impossible ({code}). Indiquez le manifeste, ou allez dans son dossier.',
  },
  brokenManifest: {
    en: 'The manifest has mistakes, so nothing is planned from it. `dhis2-hosting lint {path}` tells them.',
    fr: "Le manifeste contient des erreurs ; rien n'est donc planifié à partir de lui. `dhis2-hosting lint {path}` les énumère.",
  },
  whichHost: { en: 'Which host? Name it with --host: {hosts}.', fr: 'Quel hôte ? Indiquez-le avec --host : {hosts}.' },
  noHost: {
    en: 'The manifest has no host `{host}`. It has: {hosts}.',
    fr: "Le manifeste n'a pas d'hôte `{host}`. Il contient : {hosts}.",
  },
  whichInstance: {
    en: 'Which instance? Name it with --instance: {instances}.',
    fr: 'Quelle instance ? Indiquez-la avec --instance : {instances}.',
  },
  noInstance: {
    en: 'The manifest has no instance `{instance}`. It has: {instances}.',
    fr: "Le manifeste n'a pas d'instance `{instance}`. Il contient : {instances}.",
  },
  instanceOfHost: {
    en: '--instance goes only with a recipe of one instance, and {recipe} is of a host.',
    fr: "--instance ne va qu'avec une recette d'une instance, et {recipe} concerne un hôte.",
  },
  notTogether: { en: '{options} do not go together.', fr: '{options} ne vont pas ensemble.' },
  momentOfOther: {
    en: '--to goes only with --recipe bring-back and use-restored, not with {recipe}.',
    fr: '--to ne va qu’avec --recipe bring-back et use-restored, pas avec {recipe}.',
  },
  whichDump: {
    en: '--dump is the path of a dump on the host, and goes with --recipe restore-dump.',
    fr: '--dump est le chemin d’une sauvegarde sur l’hôte, et va avec --recipe restore-dump.',
  },
  noMoment: {
    en: '`{text}` is not a moment with its zone, such as 2026-11-29T14:30:00+02:00 or 2026-11-29T12:30:00Z.',
    fr: '`{text}` n’est pas un instant avec son fuseau, comme 2026-11-29T14:30:00+02:00 ou 2026-11-29T12:30:00Z.',
  },
  noFile: {
    en: '{file}: cannot be read ({code}). It is beside the manifest that the release is sent from; fetch it, then try again.',
    fr: "{file} : lecture impossible ({code}). C'est à côté du manifeste que se trouve la version à envoyer ; récupérez-la, puis réessayez.",
  },
  sending: { en: 'Sending {file} to {host}: {percent} %', fr: 'Envoi de {file} à {host} : {percent} %' },
  saved: { en: 'Plan saved in {path}.', fr: 'Plan enregistré dans {path}.' },
  draft: { en: 'Manifest of what was found', fr: 'Manifeste de ce qui a été trouvé' },
  draftSaved: { en: 'Manifest written to {path}. Complete it.', fr: 'Manifeste écrit dans {path}. Complétez-le.' },
  notSaved: { en: '{path}: cannot be written ({code}).', fr: '{path} : écriture impossible ({code}).' },
  noPlan: {
    en: '{path}: cannot be read ({code}), or is no plan of this version. Make it again with `dhis2-hosting plan --save`.',
    fr: "{path} : lecture impossible ({code}), ou ce n'est pas un plan de cette version. Refaites-le avec `dhis2-hosting plan --save`.",
  },
  differs: {
    en: 'The host or the manifest is no longer as the saved plan says, so nothing was done:',
    fr: "L'hôte ou le manifeste n'est plus comme le dit le plan enregistré ; rien n'a donc été fait :",
  },
  difference: { en: '- {step}: {what}', fr: '- {step} : {what}' },
  lookAgain: { en: 'Look at the new plan above, and save it again.', fr: 'Voyez le nouveau plan ci-dessus, et enregistrez-le de nouveau.' },
  yesWithoutPlan: {
    en: '--yes goes only with --plan, so that nothing is done that nobody has seen. Save a plan first: dhis2-hosting plan --save FILE',
    fr: "--yes ne va qu'avec --plan, pour que rien ne soit fait sans avoir été vu. Enregistrez d'abord un plan : dhis2-hosting plan --save FICHIER",
  },
  whichPlaybook: {
    en: 'Name the playbook with --folder (an absolute path on the control host) and --playbook (a file below it); --inventory is below it too.',
    fr: 'Indiquez le playbook avec --folder (un chemin absolu sur l’hôte de contrôle) et --playbook (un fichier de ce dossier) ; --inventory est aussi dans ce dossier.',
  },
  tryFailed: {
    en: 'The try did not succeed, so nothing was run.',
    fr: 'L’essai n’a pas abouti ; rien n’a donc été exécuté.',
  },
  noTerminal: {
    en: 'There is nobody to ask: this is no terminal. Save a plan, look at it, and apply it with --plan FILE --yes.',
    fr: "Personne à qui demander : ce n'est pas un terminal. Enregistrez un plan, relisez-le, et appliquez-le avec --plan FICHIER --yes.",
  },
  question: { en: 'Apply this plan to {host}? [y/N] ', fr: 'Appliquer ce plan à {host} ? [o/N] ' },
  noVariable: {
    en: '{what}: the variable {name} of the environment is not set.',
    fr: "{what} : la variable d'environnement {name} n'est pas définie.",
  },
  typeSecret: { en: '{what} ({name}): ', fr: '{what} ({name}) : ' },
  noSecret: {
    en: '{what}: the secret {name} was not given. Without a terminal, write it as `env` into the manifest.',
    fr: "{what} : le secret {name} n'a pas été donné. Sans terminal, indiquez-le par `env` dans le manifeste.",
  },
  typeName: {
    en: 'This is taken away from {host}. Type {name} to confirm: ',
    fr: 'Ceci est retiré de {host}. Saisissez {name} pour confirmer : ',
  },
  noName: {
    en: 'There is nobody to ask: this is no terminal. Confirm with --confirm {name}, beside --plan FILE --yes.',
    fr: "Personne à qui demander : ce n'est pas un terminal. Confirmez avec --confirm {name}, en plus de --plan FICHIER --yes.",
  },
  otherName: { en: 'That is not {name}; nothing was changed.', fr: "Ce n'est pas {name} ; rien n'a été modifié." },
  notConfirmed: { en: 'Not confirmed; nothing was changed.', fr: "Pas de confirmation ; rien n'a été modifié." },
  reading: { en: 'Reading {path}', fr: 'Lecture de {path}' },
  nothingToUndo: { en: '{host}: there is no run to take back.', fr: "{host} : il n'y a aucune exécution à annuler." },
  run: { en: 'Run {run} on {host}.', fr: 'Exécution {run} sur {host}.' },
  left: {
    en: 'The watching has ended; the run goes on. Attach again with: dhis2-hosting attach --host {host} --run {run}',
    fr: "Le suivi a pris fin ; l'exécution continue. Pour la suivre de nouveau : dhis2-hosting attach --host {host} --run {run}",
  },
  perhaps: {
    en: 'Stopped before the start was confirmed; the run may have begun. Look with: dhis2-hosting runs --host {host}',
    fr: "Arrêté avant la confirmation du démarrage ; l'exécution a peut-être commencé. Vérifiez avec : dhis2-hosting runs --host {host}",
  },
  noBackupOf: {
    en: 'No backup of the manifest that makes dumps covers {instance}.',
    fr: 'Aucune sauvegarde complète du manifeste ne couvre {instance}.',
  },
  noRuns: { en: '{host}: no runs yet.', fr: "{host} : aucune exécution pour l'instant." },
  asked: {
    en: 'Asked to stop: the step it is at is finished, the next one is not begun.',
    fr: "Arrêt demandé : l'étape en cours est terminée, la suivante n'est pas commencée.",
  },
  runLine: { en: '{id}  {state}  {title}, by {owner}', fr: '{id}  {state}  {title}, par {owner}' },
  runReason: { en: '    {reason}', fr: '    {reason}' },
  otherVersion: { en: 'written by another version', fr: 'écrit par une autre version' },
} as const satisfies Readonly<Record<string, Text>>;

export const backupTexts = {
  noBackup: {
    en: 'The manifest has no backup of an instance on {host}.',
    fr: "Le manifeste n'a pas de sauvegarde d'une instance de {host}.",
  },
  head: { en: '{instance}, {plan}', fr: '{instance}, {plan}' },
  unknown: { en: '  The host did not answer in a way that is understood.', fr: "  L'hôte n'a pas répondu de façon compréhensible." },
  noSet: { en: '  No set yet.', fr: '  Pas encore de jeu.' },
  set: { en: '  {id}  {size}  {states}', fr: '  {id}  {size}  {states}' },
  verified: { en: 'verified', fr: 'vérifié' },
  offSite: { en: 'off site', fr: 'hors site' },
  away: { en: '  {id}  no longer on the host, at {targets}', fr: "  {id}  plus sur l'hôte, à {targets}" },
  restored: { en: 'restored in {seconds} s', fr: 'restauré en {seconds} s' },
  next: { en: '  Next run: {moment} UTC', fr: '  Prochaine exécution : {moment} UTC' },
  provedOn: { en: '  Last restore that was tested: {moment} UTC', fr: '  Dernière restauration essayée : {moment} UTC' },
  proved: {
    en: '  Last restore that was tested: {moment} UTC, in {seconds} s; false sets it refused: {refused}',
    fr: '  Dernière restauration essayée : {moment} UTC, en {seconds} s ; jeux faux refusés : {refused}',
  },
  started: {
    en: '  DHIS2 {version} was started on it and answered after {seconds} s',
    fr: '  DHIS2 {version} y a été démarré et a répondu après {seconds} s',
  },
  trouble: { en: '  {code}: {told}', fr: '  {code} : {told}' },
  underWay: { en: '  Begun {began} and not ended: {kind}', fr: '  Commencé {began} et pas terminé : {kind}' },
  failed: { en: '  Failed {began}: {kind} ({code}) {detail}', fr: '  Échec {began} : {kind} ({code}) {detail}' },
} as const satisfies Readonly<Record<string, Text>>;

export const stateTexts = {
  running: { en: 'under way', fr: 'en cours' },
  'not-understood': { en: 'not understood, counts as failed', fr: 'incompris, compte comme échec' },
  done: { en: 'done', fr: 'terminé' },
  'nothing-to-do': { en: 'nothing to do', fr: 'rien à faire' },
  undone: { en: 'undone', fr: 'annulé' },
  interrupted: { en: 'interrupted', fr: 'interrompu' },
  stuck: { en: 'stuck', fr: 'bloqué' },
} as const satisfies Readonly<Record<string, Text>>;

export const differenceTexts = {
  new: { en: 'was not in it', fr: "n'y figurait pas" },
  gone: { en: 'is no longer asked for', fr: "n'est plus demandé" },
  state: { en: 'another state', fr: 'un autre état' },
  facts: { en: 'the host answers otherwise ({facts})', fr: "l'hôte répond autre chose ({facts})" },
  scripts: { en: 'it would be done otherwise', fr: 'serait fait autrement' },
} as const satisfies Readonly<Record<string, Text>>;

export const prompts = {
  password: { en: 'Password of {user} on {host}: ', fr: 'Mot de passe de {user} sur {host} : ' },
  passphrase: { en: 'Passphrase of {file}: ', fr: 'Phrase secrète de {file} : ' },
  sudo: { en: '[sudo] password of {user} on {host}: ', fr: '[sudo] mot de passe de {user} sur {host} : ' },
  again: { en: 'It was refused.', fr: 'Il a été refusé.' },
  newKey: {
    en: '{host}: the key of {address} is not known yet.\n  {keyType} {fingerprint}\nCompare it with what `ssh-keygen -lf` prints on the server. Trust it? [y/N] ',
    fr: "{host} : la clé de {address} n'est pas encore connue.\n  {keyType} {fingerprint}\nComparez-la avec ce qu'affiche `ssh-keygen -lf` sur le serveur. Lui faire confiance ? [o/N] ",
  },
} as const satisfies Readonly<Record<string, Text>>;
