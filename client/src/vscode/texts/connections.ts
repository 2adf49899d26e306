/** Logs, progress, and logging in to hosts. */
import type { Text } from '@dhis2-hosting/server/service';

export const connectionTexts = {
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
  progressJudge: { en: 'Reading the dumps on {host}', fr: 'Lecture des sauvegardes de {host}' },
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
} as const satisfies Record<string, Text>;
