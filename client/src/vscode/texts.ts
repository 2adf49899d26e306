/** Every text of the editor's part, by id. Rendered by `sayIn`, which the composition root binds to the editor's language. */
import { type Locale, message, render, type Text } from '@dhis2-hosting/server/service';

export const texts = {
  // The tree of hosts
  hostOffline: { en: 'not connected', fr: 'non connecté' },
  hostConnecting: { en: 'connecting', fr: 'connexion en cours' },
  hostConnected: { en: 'connected', fr: 'connecté' },
  logIdle: { en: 'not followed', fr: 'non suivi' },
  logLive: { en: 'live', fr: 'en direct' },
  logReconnecting: { en: 'reconnecting', fr: 'reconnexion en cours' },
  failedShort: { en: 'failed', fr: 'échec' },
  failed: { en: 'failed: {reason}', fr: 'échec : {reason}' },
  tomcatLog: { en: 'Tomcat log', fr: 'Journal de Tomcat' },
  tipAddress: { en: 'Address', fr: 'Adresse' },
  tipPort: { en: 'port {port}', fr: 'port {port}' },
  tipManifest: { en: 'Manifest', fr: 'Manifeste' },
  tipNote: { en: 'Note', fr: 'Remarque' },
  tipUser: { en: 'User', fr: 'Utilisateur' },
  tipJump: { en: 'Through', fr: 'Via' },
  tipHostKey: { en: 'Pinned host key', fr: 'Clé du serveur épinglée' },
  tipVersion: { en: 'DHIS2 version', fr: 'Version de DHIS2' },
  tipConf: { en: 'dhis.conf', fr: 'dhis.conf' },
  tipLog: { en: 'Tomcat log', fr: 'Journal de Tomcat' },
  tipUnit: { en: 'systemd unit {unit}', fr: 'unité systemd {unit}' },
  tipHost: { en: 'Host', fr: 'Hôte' },
  tipState: { en: 'State', fr: 'État' },
  runsNode: { en: 'Runs', fr: 'Exécutions' },
  runRunning: { en: 'under way', fr: 'en cours' },
  runDone: { en: 'done', fr: 'terminé' },
  runNothing: { en: 'nothing to do', fr: 'rien à faire' },
  runUndone: { en: 'undone', fr: 'annulé' },
  runInterrupted: { en: 'interrupted', fr: 'interrompu' },
  runStuck: { en: 'stuck', fr: 'bloqué' },
  runNotUnderstood: { en: 'not understood, counts as failed', fr: 'incompris, compte comme échec' },
  runOfOtherVersion: { en: 'Written by another version', fr: 'Écrit par une autre version' },
  tipRun: { en: 'Run', fr: 'Exécution' },
  tipOwner: { en: 'By', fr: 'Par' },
  tipReason: { en: 'Reason', fr: 'Motif' },
  tipSince: { en: 'Begun', fr: 'Début' },
  // Plans and runs
  planTitle: { en: 'Plan of {host}', fr: 'Plan de {host}' },
  progressPlan: { en: 'Asking {host} how it is', fr: 'Interrogation de {host}' },
  progressRuns: { en: 'Asking {host} for its runs', fr: 'Liste des exécutions de {host}' },
  progressRun: { en: '{title}: {host}', fr: '{title} : {host}' },
  planOfBroken: {
    en: 'The manifest has mistakes, so nothing is planned from it: what is missing would look as if it was not wanted. Correct them, then plan again.',
    fr: 'Le manifeste contient des erreurs ; rien n’est donc planifié à partir de lui : ce qui manque passerait pour non voulu. Corrigez-les, puis planifiez de nouveau.',
  },
  planNothing: {
    en: '{host} is as the manifest wants it. There is nothing to do.',
    fr: '{host} est tel que le manifeste le veut. Il n’y a rien à faire.',
  },
  planBlocked: {
    en: 'Nothing can be done on {host} as it is. The plan says what is in the way.',
    fr: 'Rien ne peut être fait sur {host} en l’état. Le plan dit ce qui l’empêche.',
  },
  confirmPlan: {
    en: '{title}: {count} steps will change {host}. Read the plan; the run lives on the host and goes on when this window closes.',
    fr: '{title} : {count} étapes modifieront {host}. Lisez le plan ; l’exécution vit sur l’hôte et continue si cette fenêtre est fermée.',
  },
  typeName: {
    en: 'Type {name} to confirm',
    fr: 'Saisissez {name} pour confirmer',
  },
  typeNameDiffers: { en: 'Not yet {name}', fr: 'Ce n’est pas encore {name}' },
  ageHours: { en: '{count} h', fr: '{count} h' },
  ageDays: { en: '{count} d', fr: '{count} j' },
  backupsNode: { en: 'Backups ({plan})', fr: 'Sauvegardes ({plan})' },
  backupsFine: { en: 'verified {age} ago, restored {restored} ago', fr: 'vérifiée il y a {age}, restaurée il y a {restored}' },
  backupsNotRestored: { en: 'verified {age} ago, never restored', fr: 'vérifiée il y a {age}, jamais restaurée' },
  backupsLate: { en: 'late: the newest is {age} old', fr: 'en retard : la plus récente a {age}' },
  backupsSlow: {
    en: 'verified {age} ago; a restore takes longer than the plan allows',
    fr: 'vérifiée il y a {age} ; restaurer dure plus que ne le permet le plan',
  },
  seconds: { en: '{count} s', fr: '{count} s' },
  tipRestore: { en: 'Restore took', fr: 'Durée de restauration' },
  backupsFailed: { en: 'failed; the newest is {age} old', fr: 'échec ; la plus récente a {age}' },
  backupsNone: { en: 'no verified set', fr: 'aucun jeu vérifié' },
  backupsUnknown: { en: 'not understood', fr: 'incompris' },
  pickSet: { en: 'Which set?', fr: 'Quel jeu ?' },
  setVerified: { en: 'verified', fr: 'vérifié' },
  setOffSite: { en: 'off site', fr: 'hors site' },
  setRestored: { en: 'restored on {day}', fr: 'restauré le {day}' },
  tipSets: { en: 'Sets', fr: 'Jeux' },
  tipSize: { en: 'Size', fr: 'Taille' },
  tipFailed: { en: 'Failed', fr: 'Échec' },
  tipFolder: { en: 'Folder', fr: 'Dossier' },
  tipMigration: { en: 'Last migration', fr: 'Dernière migration' },
  statusBackupName: { en: 'DHIS2 backups', fr: 'Sauvegardes DHIS2' },
  statusBackupFine: { en: 'Backups: {age}', fr: 'Sauvegardes : {age}' },
  statusBackupBad: { en: '{instance}: {state}', fr: '{instance} : {state}' },
  progressBackups: { en: 'Asking {host} for its backups', fr: 'Interrogation de {host} sur ses sauvegardes' },
  noBackupPlanned: {
    en: 'The manifest has no backup of an instance on {host}. Add `backups` to it.',
    fr: 'Le manifeste n’a pas de sauvegarde d’une instance de {host}. Ajoutez-y `backups`.',
  },
  nameRemoved: { en: 'Name of the instance that was removed from {host}', fr: 'Nom de l’instance qui a été retirée de {host}' },
  noInstanceName: { en: 'Small letters, digits and hyphens', fr: 'Minuscules, chiffres et traits d’union' },
  pickHostOfInstance: { en: 'On which of its hosts? Begin with the first', fr: 'Sur lequel de ses hôtes ? Commencez par le premier' },
  noVariable: {
    en: '{what}: the variable {name} is not set in the environment in which the editor was started.',
    fr: '{what} : la variable {name} n’est pas définie dans l’environnement où l’éditeur a été lancé.',
  },
  typeSecret: { en: 'The editor keeps it as {name}', fr: 'L’éditeur le garde sous {name}' },
  secretNotKept: {
    en: 'The editor could not keep the secret; it is used now and asked for again the next time.',
    fr: 'L’éditeur n’a pas pu garder le secret ; il sert maintenant et sera redemandé la prochaine fois.',
  },
  progressSend: { en: 'Sending {file} to {host}', fr: 'Envoi de {file} à {host}' },
  noFileToSend: {
    en: '{file} is not beside the manifest. Fetch the release and put it there, then try again.',
    fr: '{file} n’est pas à côté du manifeste. Récupérez la version, placez-la là, puis réessayez.',
  },
  actionApplyPlan: { en: 'Apply the Plan', fr: 'Appliquer le plan' },
  actionStopAfterStep: { en: 'Stop After This Step', fr: 'Arrêter après cette étape' },
  actionStopWatching: { en: 'Stop Watching', fr: 'Ne plus suivre' },
  actionShowOutput: { en: 'Show Output', fr: 'Afficher la sortie' },
  runGoesOn: {
    en: 'The run on {host} goes on: it lives there. It can be stopped between two steps, never in the middle of one.',
    fr: 'L’exécution sur {host} continue : elle vit là-bas. Elle peut être arrêtée entre deux étapes, jamais au milieu de l’une d’elles.',
  },
  runAskedToStop: {
    en: 'Asked to stop: the step it is at is finished, the next one is not begun.',
    fr: 'Arrêt demandé : l’étape en cours est terminée, la suivante n’est pas commencée.',
  },
  runLeft: { en: 'No longer watched; the run goes on.', fr: 'Suivi arrêté ; l’exécution continue.' },
  runOn: { en: 'Run {run} on {host}', fr: 'Exécution {run} sur {host}' },
  runChannel: { en: 'DHIS2 Hosting: runs on {host}', fr: 'DHIS2 Hosting : exécutions sur {host}' },
  noRuns: { en: '{host}: no runs yet.', fr: '{host} : aucune exécution pour l’instant.' },
  nothingToUndo: { en: '{host}: there is no run to take back.', fr: '{host} : il n’y a aucune exécution à annuler.' },
  pickRun: { en: 'Which run?', fr: 'Quelle exécution ?' },
  manifestEmpty: { en: 'names no host yet', fr: 'ne nomme encore aucun hôte' },
  manifestMore: { en: 'Further problems', fr: 'Autres problèmes' },
  manifestTooLarge: {
    en: 'The file is larger than {most} KiB and is not read. A manifest names hosts and instances only: move the rest elsewhere',
    fr: "Le fichier dépasse {most} Kio et n'est pas lu. Un manifeste ne nomme que des hôtes et des instances : déplacez le reste",
  },
  manifestNotAllowed: {
    en: 'You may not read the file. Check its owner and its permissions',
    fr: "Vous n'avez pas le droit de lire le fichier. Vérifiez son propriétaire et ses permissions",
  },
  manifestUnavailable: {
    en: 'The file could not be opened. Check that it is still there and that its folder can be reached, then refresh the hosts',
    fr: "Le fichier n'a pas pu être ouvert. Vérifiez qu'il existe encore et que son dossier est accessible, puis actualisez les hôtes",
  },
  manifestPlace: { en: 'line {line}: {problem}', fr: 'ligne {line} : {problem}' },

  // The log of an instance; state lines stand between the lines of the server
  logChannel: { en: 'Tomcat log: {instance}', fr: 'Journal Tomcat : {instance}' },
  lineConnecting: { en: 'connecting', fr: 'connexion en cours' },
  lineLive: { en: 'live', fr: 'en direct' },
  lineReconnecting: { en: 'reconnecting in {seconds} s: {reason}', fr: 'reconnexion dans {seconds} s : {reason}' },
  lineReconnectingNow: { en: 'reconnecting: {reason}', fr: 'reconnexion : {reason}' },
  whyNotFound: { en: 'the name of the host is not found', fr: "le nom de l'hôte est introuvable" },
  whyRefused: { en: 'the host refuses connections', fr: "l'hôte refuse les connexions" },
  whyTimedOut: { en: 'the host does not answer', fr: "l'hôte ne répond pas" },
  whyLost: { en: 'the connection was lost', fr: 'la connexion a été perdue' },
  whySession: { en: 'the host refuses another session', fr: "l'hôte refuse une session de plus" },
  whyJump: { en: 'the jump host does not lead there', fr: "l'hôte de rebond n'y mène pas" },
  lineEnded: { en: 'ended', fr: 'terminé' },
  lineStopped: { en: 'stopped', fr: 'arrêté' },
  lineRotated: { en: 'the log was rotated', fr: 'le journal a été renouvelé (rotation)' },
  lineDropped: {
    en: '{count} lines dropped: they came faster than they can be shown',
    fr: '{count} lignes omises : elles arrivent plus vite que leur affichage',
  },
  lineGap: {
    en: 'lines may be missing here: the log was truncated',
    fr: 'des lignes peuvent manquer ici : le journal a été tronqué',
  },
  lineTrimmed: { en: 'older lines were removed from this view', fr: 'les lignes plus anciennes ont été retirées de cette vue' },
  lineCut: { en: '… {count} characters cut', fr: '… {count} caractères coupés' },
  statusOne: { en: '{instance}: {state}', fr: '{instance} : {state}' },
  statusMany: { en: '{count} logs', fr: '{count} journaux' },
  statusName: { en: 'DHIS2 logs', fr: 'Journaux DHIS2' },
  statusShow: { en: 'Show', fr: 'Afficher' },
  statusStop: { en: 'Stop', fr: 'Arrêter' },

  // Progress, picking, next steps
  progressConnect: { en: 'Connecting to {host}…', fr: 'Connexion à {host}…' },
  progressTail: { en: 'Opening the Tomcat log of {instance}…', fr: 'Ouverture du journal Tomcat de {instance}…' },
  pickHost: { en: 'Which host?', fr: 'Quel hôte ?' },
  pickInstance: { en: 'Which instance?', fr: 'Quelle instance ?' },
  noHosts: {
    en: 'No host is known here. Hosts and their instances are named in a dhis2-hosting.yaml of the workspace.',
    fr: "Aucun hôte n'est connu ici. Les hôtes et leurs instances sont nommés dans un fichier dhis2-hosting.yaml de l'espace de travail.",
  },
  manifestUnusable: {
    en: 'No host is known here, because the manifest {file} cannot be used ({problem}). Correct it first.',
    fr: "Aucun hôte n'est connu ici, car le manifeste {file} est inutilisable ({problem}). Corrigez-le d'abord.",
  },
  noInstanceInState: {
    en: 'No instance to choose: the manifest names none.',
    fr: "Aucune instance à choisir : le manifeste n'en nomme aucune.",
  },
  noHostInState: { en: 'No host to choose: none is in that state.', fr: "Aucun hôte à choisir : aucun n'est dans cet état." },
  noLogInState: { en: 'No log to choose: none is in that state.', fr: "Aucun journal à choisir : aucun n'est dans cet état." },
  noLogNamed: {
    en: 'No instance of the manifests says where its Tomcat logs. Add `log` to the instance in dhis2-hosting.yaml.',
    fr: "Aucune instance des manifestes ne dit où son Tomcat écrit son journal. Ajoutez `log` à l'instance dans dhis2-hosting.yaml.",
  },
  actionRetry: { en: 'Retry', fr: 'Réessayer' },
  actionShowSshLog: { en: 'Show SSH Log', fr: 'Afficher le journal SSH' },
  actionOpenManifest: { en: 'Open the Manifest', fr: 'Ouvrir le manifeste' },
  actionTrustWorkspace: { en: 'Manage Workspace Trust', fr: "Gérer l'approbation de l'espace de travail" },
  workspaceNotTrusted: {
    en: 'No host is reached from a workspace that is not trusted, because its manifest decides where you log in. Trust the workspace first.',
    fr: "Aucun serveur n'est contacté depuis un espace de travail non approuvé, car son manifeste décide où vous vous connectez. Approuvez d'abord l'espace de travail.",
  },
  notInBrowser: {
    en: 'SSH is not possible in VS Code for the web. Open this folder in VS Code on a desktop or through a server.',
    fr: "SSH n'est pas possible dans VS Code pour le web. Ouvrez ce dossier dans VS Code sur un poste de travail ou par un serveur.",
  },
  unexpected: {
    en: 'Something in the extension itself failed: {reason}. The SSH log may tell more.',
    fr: "Quelque chose a échoué dans l'extension elle-même : {reason}. Le journal SSH en dit peut-être plus.",
  },

  // Logging in
  askPassword: { en: 'Password of {user} on {host}', fr: 'Mot de passe de {user} sur {host}' },
  askPasswordAgain: {
    en: 'The server refused that password of {user} on {host}. Try again',
    fr: 'Le serveur a refusé ce mot de passe de {user} sur {host}. Réessayez',
  },
  askPasswordHint: {
    en: 'Used for this connection only; it is not stored.',
    fr: "Utilisé pour cette connexion seulement ; il n'est pas conservé.",
  },
  askSudo: {
    en: 'sudo on {host} asks for the password of {user}',
    fr: 'sudo sur {host} demande le mot de passe de {user}',
  },
  askSudoAgain: {
    en: 'sudo on {host} refused that password of {user}. Try again',
    fr: 'sudo sur {host} a refusé ce mot de passe de {user}. Réessayez',
  },
  askPassphrase: { en: 'Passphrase of the key {file} ({host})', fr: 'Phrase secrète de la clé {file} ({host})' },
  askPassphraseAgain: {
    en: 'That passphrase does not open the key {file} ({host}). Try again',
    fr: "Cette phrase secrète n'ouvre pas la clé {file} ({host}). Réessayez",
  },
  askAnswer: { en: '{host} asks ({place} of {count})', fr: '{host} demande ({place} sur {count})' },
  askAnswerEmpty: { en: 'The server asks for an answer without saying which.', fr: 'Le serveur demande une réponse sans dire laquelle.' },
  trustTitle: {
    en: 'First connection to {host} ({address}). Is this really your server?',
    fr: 'Première connexion à {host} ({address}). Est-ce bien votre serveur ?',
  },
  trustDetail: {
    en: 'It showed this {type} key:\n\n{fingerprint}\n\nCompare it with the true one. On the server itself (its console, not this connection), run:\n\nssh-keygen -lf {keyFile}\n\nIf they differ, someone may be answering in its place: cancel. Nothing was sent yet.',
    fr: "Il a montré cette clé {type} :\n\n{fingerprint}\n\nComparez-la avec la vraie. Sur le serveur lui-même (sa console, pas cette connexion), lancez :\n\nssh-keygen -lf {keyFile}\n\nSi elles diffèrent, quelqu'un répond peut-être à sa place : annulez. Rien n'a encore été envoyé.",
  },
  playbookFolder: { en: 'Folder of the playbooks on the control host', fr: 'Dossier des playbooks sur l’hôte de contrôle' },
  playbookFile: { en: 'Playbook, below that folder', fr: 'Playbook, dans ce dossier' },
  playbookInventory: { en: 'Inventory, below that folder', fr: 'Inventaire, dans ce dossier' },
  playbookUser: { en: 'Account of the control host that runs it', fr: 'Compte de l’hôte de contrôle qui l’exécute' },
  playbookWrong: {
    en: 'The folder must be an absolute path, and playbook and inventory files below it.',
    fr: 'Le dossier doit être un chemin absolu, et le playbook et l’inventaire des fichiers de ce dossier.',
  },
  playbookWhat: {
    en: 'Read the plan. {host} can first try the playbook without a change; what cannot be tried is told as not known.',
    fr: 'Lisez le plan. {host} peut d’abord essayer le playbook sans rien modifier ; ce qui ne peut pas être essayé est indiqué comme inconnu.',
  },
  actionTryPlaybook: { en: 'Try Without a Change', fr: 'Essayer sans rien modifier' },
  actionRunPlaybook: { en: 'Run…', fr: 'Exécuter…' },
  foundNode: { en: 'As found', fr: 'État constaté' },
  foundAsWanted: { en: 'as the manifest says', fr: 'conforme au manifeste' },
  foundOneDrift: { en: '1 difference', fr: '1 écart' },
  foundDrift: { en: '{count} differences', fr: '{count} écarts' },
  foundOneUnknown: { en: '1 not known', fr: '1 inconnu' },
  foundUnknown: { en: '{count} not known', fr: '{count} inconnus' },
  foundNoVersion: { en: 'version not known', fr: 'version inconnue' },
  foundRuns: { en: 'runs', fr: 'en marche' },
  foundOff: { en: 'does not run', fr: 'à l’arrêt' },
  foundTitle: { en: '{host} as it is found', fr: '{host} tel qu’il est' },
  foundTold: {
    en: '{host} was only looked at. A manifest of what was found can be made, for you to complete.',
    fr: '{host} a seulement été observé. Un manifeste de ce qui a été trouvé peut être créé, à compléter par vos soins.',
  },
  progressFind: { en: 'Looking at {host}', fr: 'Examen de {host}' },
  actionDraft: { en: 'Make a Manifest of It', fr: 'En faire un manifeste' },
  progressTrust: { en: 'Asking {host} for its key', fr: 'Demande de sa clé à {host}' },
  trustPinned: {
    en: '{host} shows the key that the manifest promises: {type} {fingerprint}.',
    fr: '{host} montre la clé qu’annonce le manifeste : {type} {fingerprint}.',
  },
  trustQuestion: { en: 'Is this really {host} ({address})?', fr: 'Est-ce bien {host} ({address}) ?' },
  trustCompareDetail: {
    en: 'It shows this {type} key:\n\n{fingerprint}\n\nGet the true one another way. On the server itself (its console, not this connection), run:\n\nssh-keygen -lf {keyFile}\n\nor ask who runs it. Nothing was sent to it, and nothing is trusted until both were compared.',
    fr: 'Il montre cette clé {type} :\n\n{fingerprint}\n\nObtenez la vraie par un autre moyen. Sur le serveur lui-même (sa console, pas cette connexion), lancez :\n\nssh-keygen -lf {keyFile}\n\nou demandez-la à qui le gère. Rien ne lui a été envoyé, et rien n’est approuvé avant la comparaison.',
  },
  trustCompare: { en: 'Compare…', fr: 'Comparer…' },
  trustPaste: { en: 'What does ssh-keygen print on {host} itself?', fr: 'Qu’affiche ssh-keygen sur {host} lui-même ?' },
  trustPasteHint: {
    en: 'Paste the line, or only SHA256:… It is compared with what the host shows.',
    fr: 'Collez la ligne, ou seulement SHA256:… Elle est comparée à ce que montre l’hôte.',
  },
  trustNothing: {
    en: 'There is no SHA-256 fingerprint in it (SHA256: and 43 characters). MD5 fingerprints can be forged and do not count.',
    fr: 'Aucune empreinte SHA-256 (SHA256: suivi de 43 caractères). Les empreintes MD5 peuvent être falsifiées et ne comptent pas.',
  },
  trustDiffers: { en: '{host}: this is not the same key.', fr: '{host} : ce n’est pas la même clé.' },
  trustDiffersDetail: {
    en: 'It shows:\n\n{shown}\n\nSomeone may be answering in its place, or the fingerprint is of another machine. Nothing was sent or stored. Find out which before you connect.',
    fr: 'Il montre :\n\n{shown}\n\nQuelqu’un répond peut-être à sa place, ou l’empreinte est celle d’une autre machine. Rien n’a été envoyé ni enregistré. Tirez-le au clair avant de vous connecter.',
  },
  trustNoPlace: {
    en: 'The key is the same, but the manifest has no place to write it. Add to {host} by hand: `hostKey: {fingerprint}`',
    fr: 'C’est la même clé, mais le manifeste n’a pas d’endroit où l’écrire. Ajoutez à {host} à la main : `hostKey: {fingerprint}`',
  },
  trustDone: {
    en: '{host}: the same key. It stands in the manifest and in known_hosts; a host that shows another one is refused from now on.',
    fr: '{host} : c’est la même clé. Elle figure dans le manifeste et dans known_hosts ; un hôte qui en montre une autre est désormais refusé.',
  },
  trustYes: { en: 'Trust and Remember', fr: 'Faire confiance et retenir' },

  // DHIS2 version of a dhis.conf
  versionStatus: { en: 'DHIS2 {version}', fr: 'DHIS2 {version}' },
  versionName: { en: 'DHIS2 version', fr: 'Version de DHIS2' },
  versionFromLine: { en: 'named in this file', fr: 'nommée dans ce fichier' },
  versionFromManifest: { en: 'runs in {instance}, says {file}', fr: 'celle de {instance}, selon {file}' },
  versionFromRepository: {
    en: 'from .dhis2-lint.yaml, which wins over the settings',
    fr: "selon .dhis2-lint.yaml, qui l'emporte sur les réglages",
  },
  versionFromSetting: { en: 'from the settings', fr: 'selon les réglages' },
  versionFromNewest: {
    en: 'newest known release; nothing names another',
    fr: "version la plus récente connue ; rien n'en nomme une autre",
  },
  versionChange: { en: 'Change', fr: 'Changer' },
  versionPick: { en: 'Which DHIS2 version is this file for?', fr: 'Pour quelle version de DHIS2 est ce fichier ?' },
  versionOther: { en: 'Another version…', fr: 'Une autre version…' },
  versionType: { en: 'DHIS2 version, such as 2.41 or 2.41.3', fr: 'Version de DHIS2, par exemple 2.41 ou 2.41.3' },
  versionInvalid: {
    en: 'Not a DHIS2 version. Write it as 2.41 or 2.41.3.',
    fr: "Ce n'est pas une version de DHIS2. Écrivez 2.41 ou 2.41.3.",
  },
  versionWhere: { en: 'Where should version {version} be written?', fr: 'Où écrire la version {version} ?' },
  versionInFile: { en: 'In this file', fr: 'Dans ce fichier' },
  versionInFileDetail: {
    en: 'As the comment line "# dhis2-version: {version}", which everyone who opens the file gets',
    fr: 'En ligne de commentaire « # dhis2-version: {version} », que reçoit quiconque ouvre le fichier',
  },
  versionInManifest: { en: 'In the manifest', fr: 'Dans le manifeste' },
  versionInManifestDetail: {
    en: 'For the instance {instance} in {file}; only when it really runs this version',
    fr: "Pour l'instance {instance} dans {file} ; seulement si elle tourne vraiment dans cette version",
  },
  versionInSettings: { en: 'In the settings', fr: 'Dans les réglages' },
  versionInSettingsDetail: {
    en: 'For every dhis.conf that does not name a version itself',
    fr: 'Pour chaque dhis.conf qui ne nomme pas lui-même de version',
  },

  // Reports on a dhis.conf
  openConfFirst: { en: 'Open a dhis.conf first.', fr: "Ouvrez d'abord un dhis.conf." },
  serverSilent: {
    en: 'The DHIS2 language server does not answer about this file. Restart it with "Restart the Language Server".',
    fr: 'Le serveur de langage DHIS2 ne répond pas pour ce fichier. Relancez-le par « Redémarrer le serveur de langage ».',
  },
  reportUnavailable: {
    en: 'This page could not be made: its dhis.conf is gone, or the DHIS2 language server does not run.',
    fr: "Cette page n'a pas pu être produite : son dhis.conf a disparu, ou le serveur de langage DHIS2 ne tourne pas.",
  },
  effectiveTitle: { en: '{file} in effect', fr: '{file} en vigueur' },
  upgradeTitle: { en: '{file} under DHIS2 {version}', fr: '{file} sous DHIS2 {version}' },
  upgradePick: { en: 'Upgrade from {version} to which release?', fr: 'Passer de {version} à quelle version ?' },
  upgradeNewest: {
    en: 'This file is checked for {version} already, the newest release known here.',
    fr: 'Ce fichier est déjà vérifié pour {version}, la version la plus récente connue ici.',
  },
  upgradeOffer: {
    en: 'Fixes of {file} for DHIS2 {version} that are certain: {count}. Nothing is changed before you have seen them.',
    fr: "Corrections certaines de {file} pour DHIS2 {version} : {count}. Rien n'est modifié avant que vous ne les ayez vues.",
  },
  upgradeCompare: { en: 'Show the Changes', fr: 'Montrer les modifications' },
  upgradeCompareTitle: { en: '{file}: now and for DHIS2 {version}', fr: '{file} : actuel et pour DHIS2 {version}' },
  upgradeApply: { en: 'Apply All Certain Fixes', fr: 'Appliquer toutes les corrections certaines' },
  upgradeApplyQuestion: {
    en: 'Apply to {file} all that the comparison shows for DHIS2 {version}? The file is not saved, and the step can be undone.',
    fr: "Appliquer à {file} tout ce que montre la comparaison pour DHIS2 {version} ? Le fichier n'est pas enregistré, et l'étape peut être annulée.",
  },
  upgradeApplied: { en: 'Fixes for DHIS2 {version} applied: {count}', fr: 'Corrections pour DHIS2 {version} appliquées : {count}' },
  upgradeMovedOn: {
    en: '{file} changed meanwhile and was left as it is. Look at the comparison again, then apply.',
    fr: "{file} a changé entre-temps et n'a pas été touché. Regardez de nouveau la comparaison, puis appliquez.",
  },

  // To and from other tools
  importTitle: { en: 'Import of {file}', fr: 'Import de {file}' },
  exportTitle: { en: 'Export of {file}', fr: 'Export de {file}' },
  importWhich: { en: 'inventory/hosts or containers.json to import', fr: 'inventory/hosts ou containers.json à importer' },
  importButton: { en: 'Import', fr: 'Importer' },
  notImportable: {
    en: '{file} is neither inventory/hosts of dhis2-server-tools nor containers.json of dhis2-tools-ng, judged by its name and text.',
    fr: "{file} n'est ni inventory/hosts de dhis2-server-tools, ni containers.json de dhis2-tools-ng, d'après son nom et son texte.",
  },
  exchangeBroken: {
    en: '{file} has mistakes, and what they concern would be missing from the result. Correct them first.',
    fr: "{file} contient des erreurs, et ce qu'elles concernent manquerait au résultat. Corrigez-les d'abord.",
  },
  exchangeNotShown: {
    en: 'The text that was made could not be shown. Try again.',
    fr: "Le texte obtenu n'a pas pu être affiché. Réessayez.",
  },

  // The map of an installation
  openManifestFirst: {
    en: 'There is no hosting manifest in this workspace yet. "Create a Manifest" makes one.',
    fr: "Il n'y a pas encore de manifeste d'hébergement dans cet espace de travail. « Créer un manifeste » en fait un.",
  },
  pickManifest: { en: 'Which manifest?', fr: 'Quel manifeste ?' },
  mapTitle: { en: 'Map of {file}', fr: 'Plan de {file}' },
  mapTools: { en: 'View of the map', fr: 'Vue du plan' },
  mapZoomIn: { en: 'Larger', fr: 'Agrandir' },
  mapZoomOut: { en: 'Smaller', fr: 'Réduire' },
  mapFit: { en: 'Show the whole map', fr: 'Montrer tout le plan' },
  mapFitShort: { en: 'Fit', fr: 'Ajuster' },
  mapExport: { en: 'Export the map as SVG', fr: 'Exporter le plan en SVG' },
  mapExportShort: { en: 'Export', fr: 'Exporter' },
  mapKeys: {
    en: 'Tab, then arrow keys: from box to box. Enter: show it in the manifest.',
    fr: "Tab, puis les flèches : d'une case à l'autre. Entrée : la montrer dans le manifeste.",
  },
  mapExported: { en: 'The map was written to {file}.', fr: 'Le plan a été écrit dans {file}.' },

  // The planning sheet
  sheetTitle: { en: 'Planning sheet of {file}', fr: 'Fiche de planification de {file}' },
  sheetExport: { en: 'Export the planning sheet as Markdown', fr: 'Exporter la fiche de planification en Markdown' },
  sheetExported: { en: 'The planning sheet was written to {file}.', fr: 'La fiche de planification a été écrite dans {file}.' },

  // Files
  openWritten: { en: 'Open', fr: 'Ouvrir' },
  manifestWhere: { en: 'Where should the manifest be?', fr: 'Où placer le manifeste ?' },
  manifestExists: {
    en: '{file} exists already and was not changed. It is open now.',
    fr: "{file} existe déjà et n'a pas été modifié. Il est maintenant ouvert.",
  },
  manifestNotWritten: {
    en: '{file} could not be written. Check that its folder exists and that you may write there.',
    fr: "{file} n'a pas pu être écrit. Vérifiez que son dossier existe et que vous pouvez y écrire.",
  },
  noFolder: {
    en: 'Open a folder first: a manifest belongs to the folder of its servers.',
    fr: "Ouvrez d'abord un dossier : un manifeste appartient au dossier de ses serveurs.",
  },
  noConfNamed: {
    en: 'The manifest names no dhis.conf of {instance} in this workspace.',
    fr: 'Le manifeste ne nomme aucun dhis.conf de {instance} dans cet espace de travail.',
  },
  noConfNamedAtAll: {
    en: 'No instance of the manifests names a dhis.conf kept in this workspace. Add `config` to the instance in dhis2-hosting.yaml.',
    fr: "Aucune instance des manifestes ne nomme un dhis.conf gardé dans cet espace de travail. Ajoutez `config` à l'instance dans dhis2-hosting.yaml.",
  },
  confNotFound: {
    en: '{file} is named in the manifest for {instance}, but it is not in this workspace.',
    fr: "{file} est nommé dans le manifeste pour {instance}, mais n'est pas dans cet espace de travail.",
  },
  serverRestarted: { en: 'The DHIS2 language server was restarted.', fr: 'Le serveur de langage DHIS2 a été redémarré.' },
  serverFailed: {
    en: 'The DHIS2 language server could not be started: {reason}. Files are not checked until it runs.',
    fr: "Le serveur de langage DHIS2 n'a pas pu démarrer : {reason}. Les fichiers ne sont pas vérifiés tant qu'il ne tourne pas.",
  },
} as const satisfies Record<string, Text>;

export type TextId = keyof typeof texts;

type ArgumentName<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | ArgumentName<Rest> : never;
export type TextArgs<Id extends TextId> = { readonly [Name in ArgumentName<(typeof texts)[Id]['en']>]: string | number };

/** The text in the editor's language. Missing or misspelt arguments do not compile. */
export type Say = <Id extends TextId>(id: Id, ...args: keyof TextArgs<Id> extends never ? [] : [TextArgs<Id>]) => string;

export function sayIn(locale: Locale): Say {
  return (id, ...args) => render(message(texts[id], args[0] ?? {}), locale);
}
