/** What a person reads of the engine: what happened, why, what to do. A code without a text does not compile. */
import { type Locale, type Message, message, render, type Text } from '@dhis2-hosting/server/service';
import { isOperationError, type OperationErrorCode } from './errors.ts';

/** Every text may use `{host}`, the name in the manifest; the other arguments are those of the error. */
export const errorTexts: Readonly<Record<OperationErrorCode, Text>> = {
  cancelled: {
    en: '{host}: cancelled. Nothing was changed on the host.',
    fr: '{host} : annulé. Rien n’a été modifié sur l’hôte.',
  },
  'host-name-unusable': {
    en: '{host}: "{text}" cannot be used as a host, user or port. Only letters, digits, dots and hyphens are accepted, so that no name can be taken for an option or a command. Correct it in the manifest or in your SSH configuration.',
    fr: '{host} : « {text} » ne peut pas servir d’hôte, d’utilisateur ou de port. Seuls les lettres, chiffres, points et traits d’union sont admis, pour qu’aucun nom ne passe pour une option ou une commande. Corrigez-le dans le manifeste ou dans votre configuration SSH.',
  },
  'proxy-command-unsupported': {
    en: '{host}: your SSH configuration reaches {address} through a ProxyCommand. Such a command is never run from here. Use ProxyJump in the SSH configuration, or jumpHost in the manifest.',
    fr: '{host} : votre configuration SSH passe par une ProxyCommand pour atteindre {address}. Une telle commande n’est jamais exécutée ici. Utilisez ProxyJump dans la configuration SSH, ou jumpHost dans le manifeste.',
  },
  'host-not-found': {
    en: '{host}: the name {address} was not found. The name may be misspelt, or the DNS or the VPN is not reachable. Check the address in the manifest and your network.',
    fr: '{host} : le nom {address} est introuvable. Il est peut-être mal écrit, ou le DNS ou le VPN est injoignable. Vérifiez l’adresse dans le manifeste et votre réseau.',
  },
  'connection-refused': {
    en: '{host}: {address} refuses connections on port {port}. No SSH server listens there, or a firewall limits new connections. Check the port; if you connected many times, wait half a minute.',
    fr: '{host} : {address} refuse les connexions sur le port {port}. Aucun serveur SSH n’y écoute, ou un pare-feu limite les nouvelles connexions. Vérifiez le port ; si vous vous êtes connecté plusieurs fois, attendez une demi-minute.',
  },
  'connection-timed-out': {
    en: '{host}: {address} did not answer on port {port} ({detail}). The host may be off, or a firewall drops the packets. Check that you can reach it from this network (VPN, jump host).',
    fr: '{host} : {address} ne répond pas sur le port {port} ({detail}). L’hôte est peut-être arrêté, ou un pare-feu ignore les paquets. Vérifiez qu’il est joignable depuis ce réseau (VPN, hôte de rebond).',
  },
  'connection-lost': {
    en: '{host}: the connection to {address} was lost. The network was cut, or the server ended it. Connect again; the SSH log has the details.',
    fr: '{host} : la connexion à {address} a été perdue. Le réseau a été coupé, ou le serveur y a mis fin. Reconnectez-vous ; les détails sont dans le journal SSH.',
  },
  'host-key-changed': {
    en: '{host}: THE HOST KEY HAS CHANGED. {address} shows {fingerprint} ({keyType}); known is {known}, from {file} line {line}. Someone may be between you and the server, or the server was reinstalled. No password was sent. Ask the person who runs the server for its fingerprint by another way; only if it is the new one, remove that line and connect again.',
    fr: '{host} : LA CLÉ D’HÔTE A CHANGÉ. {address} présente {fingerprint} ({keyType}) ; la clé connue est {known}, dans {file}, ligne {line}. Quelqu’un s’est peut-être placé entre vous et le serveur, ou le serveur a été réinstallé. Aucun mot de passe n’a été envoyé. Demandez l’empreinte par un autre moyen à la personne qui gère le serveur ; si c’est bien la nouvelle, et seulement alors, supprimez cette ligne et reconnectez-vous.',
  },
  'host-key-revoked': {
    en: '{host}: the key that {address} shows, {fingerprint} ({keyType}), is marked as revoked in {file} line {line}. A revoked key may be in the hands of others. Do not connect; ask the person who runs the server.',
    fr: '{host} : la clé présentée par {address}, {fingerprint} ({keyType}), est marquée comme révoquée dans {file}, ligne {line}. Une clé révoquée peut être entre d’autres mains. Ne vous connectez pas ; adressez-vous à la personne qui gère le serveur.',
  },
  'host-key-not-trusted': {
    en: '{host}: the key {fingerprint} ({keyType}) of {address} was not accepted. Nothing was sent or stored. Compare it with what `ssh-keygen -lf` prints on the server, then connect again.',
    fr: '{host} : la clé {fingerprint} ({keyType}) de {address} n’a pas été acceptée. Rien n’a été envoyé ni enregistré. Comparez-la avec ce qu’affiche `ssh-keygen -lf` sur le serveur, puis reconnectez-vous.',
  },
  'host-key-pin-differs': {
    en: '{host}: {address} shows the key {fingerprint} ({keyType}), but the manifest promises {pin}. It may be another machine, or the key was renewed. Nothing was sent. Find out which is right, and correct hostKey in the manifest if it is out of date.',
    fr: '{host} : {address} présente la clé {fingerprint} ({keyType}), mais le manifeste annonce {pin}. C’est peut-être une autre machine, ou la clé a été renouvelée. Rien n’a été envoyé. Déterminez laquelle est la bonne, et corrigez hostKey dans le manifeste s’il est périmé.',
  },
  'host-key-pin-conflict': {
    en: '{host}: the manifest promises the key {pin}, which {address} shows, but {file} line {line} knows {known}. Two sources that you trust disagree. Nothing was sent. Find out which is right, then correct the manifest or remove that line.',
    fr: '{host} : le manifeste annonce la clé {pin}, que {address} présente, mais {file}, ligne {line}, connaît {known}. Deux sources auxquelles vous faites confiance se contredisent. Rien n’a été envoyé. Déterminez laquelle est la bonne, puis corrigez le manifeste ou supprimez cette ligne.',
  },
  'login-refused': {
    en: '{host}: the server refused to log in {user}. Keys offered: {keys}; it accepts: {methods}. Check the user name, and that your public key is in ~/.ssh/authorized_keys on the host.',
    fr: '{host} : le serveur a refusé la connexion de {user}. Clés proposées : {keys} ; il accepte : {methods}. Vérifiez le nom d’utilisateur, et que votre clé publique figure dans ~/.ssh/authorized_keys sur l’hôte.',
  },
  'too-many-login-attempts': {
    en: '{host}: the server closed the connection after too many login attempts by {user}. An agent with many keys is the usual reason. Name the right key with identityFile in the manifest, and set IdentitiesOnly yes for this host in your SSH configuration.',
    fr: '{host} : le serveur a fermé la connexion après trop de tentatives de {user}. La cause habituelle est un agent qui contient beaucoup de clés. Indiquez la bonne clé avec identityFile dans le manifeste, et mettez IdentitiesOnly yes pour cet hôte dans votre configuration SSH.',
  },
  'password-expired': {
    en: '{host}: the password of {user} has expired and the server asks for a new one. It cannot be changed from here. Log in once with `ssh` in a terminal and change it.',
    fr: '{host} : le mot de passe de {user} a expiré et le serveur en demande un nouveau. Il ne peut pas être changé ici. Connectez-vous une fois avec `ssh` dans un terminal et changez-le.',
  },
  'identity-file-unreadable': {
    en: '{host}: the key file {file} cannot be read. Your account may lack the right to read it. Check its owner and its permissions.',
    fr: '{host} : le fichier de clé {file} ne peut pas être lu. Votre compte n’en a peut-être pas le droit. Vérifiez son propriétaire et ses permissions.',
  },
  'identity-file-locked': {
    en: '{host}: the passphrase does not open the key file {file}, so the key was not used. Connect again and type it anew, or add the key to your SSH agent with `ssh-add`.',
    fr: '{host} : la phrase secrète n’ouvre pas le fichier de clé {file} ; la clé n’a donc pas été utilisée. Reconnectez-vous et saisissez-la de nouveau, ou ajoutez la clé à votre agent SSH avec `ssh-add`.',
  },
  'agent-unreachable': {
    en: '{host}: the SSH agent at {agent} does not answer, and there is no other key to try. Start the agent and add your key with `ssh-add`, or name a key file with identityFile in the manifest.',
    fr: '{host} : l’agent SSH {agent} ne répond pas, et il n’y a pas d’autre clé à essayer. Démarrez l’agent et ajoutez-y votre clé avec `ssh-add`, ou indiquez un fichier de clé avec identityFile dans le manifeste.',
  },
  'jump-host-failed': {
    en: '{host}: the jump host {jump} does not lead there ({detail}). It may not reach {host}, not allow forwarding, or the jumps go round in a circle. Check jumpHost in the manifest, ProxyJump in your SSH configuration, and AllowTcpForwarding on the jump host.',
    fr: '{host} : l’hôte de rebond {jump} n’y mène pas ({detail}). Il n’atteint peut-être pas {host}, interdit la redirection, ou les rebonds tournent en rond. Vérifiez jumpHost dans le manifeste, ProxyJump dans votre configuration SSH et AllowTcpForwarding sur l’hôte de rebond.',
  },
  'session-refused': {
    en: '{host}: the server refuses another session on this connection. MaxSessions of its sshd is probably reached. Close a log or wait, then try again.',
    fr: '{host} : le serveur refuse une session de plus sur cette connexion. La limite MaxSessions de son sshd est probablement atteinte. Fermez un journal ou attendez, puis réessayez.',
  },
  'ssh-config-unreadable': {
    en: '{host}: your SSH configuration {file} cannot be read ({detail}). Without it the way to the host is not known. Correct the file or its permissions.',
    fr: '{host} : votre configuration SSH {file} ne peut pas être lue ({detail}). Sans elle, le chemin vers l’hôte est inconnu. Corrigez le fichier ou ses permissions.',
  },
  'known-hosts-unreadable': {
    en: '{host}: {file} cannot be read ({detail}), so the host key cannot be checked. Nothing was sent. Correct the permissions of the file.',
    fr: '{host} : {file} ne peut pas être lu ({detail}) ; la clé d’hôte ne peut donc pas être vérifiée. Rien n’a été envoyé. Corrigez les permissions du fichier.',
  },
  'known-hosts-not-written': {
    en: '{host}: the accepted host key could not be stored in {file} ({detail}), so the connection was ended before anything was sent. Correct the permissions or the free space, or put the fingerprint into the manifest as hostKey.',
    fr: '{host} : la clé d’hôte acceptée n’a pas pu être enregistrée dans {file} ({detail}) ; la connexion a été fermée avant tout envoi. Corrigez les permissions ou l’espace libre, ou inscrivez l’empreinte dans le manifeste avec hostKey.',
  },
  'log-not-found': {
    en: '{host}: the log {log} does not exist. The instance may write elsewhere, or was never started. Correct `log` in the manifest.',
    fr: '{host} : le journal {log} n’existe pas. L’instance écrit peut-être ailleurs, ou n’a jamais démarré. Corrigez `log` dans le manifeste.',
  },
  'log-not-readable': {
    en: '{host}: your account may not read the log {log}, or it is not a plain file. Ask for the right on the host, for example through the group adm, tomcat or systemd-journal.',
    fr: '{host} : votre compte n’a pas le droit de lire le journal {log}, ou ce n’est pas un fichier ordinaire. Demandez ce droit sur l’hôte, par exemple par le groupe adm, tomcat ou systemd-journal.',
  },
  'log-tool-missing': {
    en: '{host}: {log} cannot be followed because {tool} is missing on the host or is another kind than on Debian and Ubuntu. Install coreutils and findutils (systemd for units).',
    fr: '{host} : {log} ne peut pas être suivi, car {tool} manque sur l’hôte ou diffère de celui de Debian et d’Ubuntu. Installez coreutils et findutils (systemd pour les unités).',
  },
  'unit-name-unusable': {
    en: '{host}: "{unit}" is not the name of a systemd unit. Correct log.unit in the manifest; an example is tomcat9.',
    fr: '{host} : « {unit} » n’est pas un nom d’unité systemd. Corrigez log.unit dans le manifeste ; par exemple tomcat9.',
  },
  'command-failed': {
    en: '{host}: a command on the host failed ({status}): {detail}. The login shell or the host’s tools may be unusual. The SSH log has the details.',
    fr: '{host} : une commande a échoué sur l’hôte ({status}) : {detail}. L’interpréteur de connexion ou les outils de l’hôte sont peut-être inhabituels. Les détails sont dans le journal SSH.',
  },
  'sudo-missing': {
    en: '{host}: sudo is not installed, and {user} is not root. Changes need the rights of root. Install sudo as root and give {user} the right to use it, or name the user root in the manifest.',
    fr: '{host} : sudo n’est pas installé, et {user} n’est pas root. Les modifications exigent les droits de root. Installez sudo en tant que root et donnez à {user} le droit de l’utiliser, ou indiquez l’utilisateur root dans le manifeste.',
  },
  'sudo-not-allowed': {
    en: '{host}: sudo does not let {user} run commands as root. Nothing was changed. Ask an administrator of the host to add {user} to the group sudo; the SSH log has the words of sudo.',
    fr: '{host} : sudo n’autorise pas {user} à exécuter des commandes en tant que root. Rien n’a été modifié. Demandez à un administrateur de l’hôte d’ajouter {user} au groupe sudo ; la réponse de sudo est dans le journal SSH.',
  },
  'sudo-wrong-password': {
    en: '{host}: sudo did not accept the password of {user}. Nothing was changed and the password was not kept. Try again with the password that {user} has on this host.',
    fr: '{host} : sudo n’a pas accepté le mot de passe de {user}. Rien n’a été modifié et le mot de passe n’a pas été conservé. Réessayez avec le mot de passe de {user} sur cet hôte.',
  },
  'sudo-needs-terminal': {
    en: '{host}: sudo works only from a terminal (requiretty in its configuration), and commands from here have none. Nothing was changed. Remove requiretty for {user} with `visudo`.',
    fr: '{host} : sudo ne fonctionne que depuis un terminal (requiretty dans sa configuration), et les commandes lancées d’ici n’en ont pas. Rien n’a été modifié. Retirez requiretty pour {user} avec `visudo`.',
  },
  'sudo-timed-out': {
    en: '{host}: sudo waited too long for the password of {user} and gave up. Nothing was changed. Start again.',
    fr: '{host} : sudo a attendu trop longtemps le mot de passe de {user} et a renoncé. Rien n’a été modifié. Recommencez.',
  },
  'probe-not-understood': {
    en: '{host}: the answer about the state of the host was cut or not understood, so nothing is concluded from it and nothing was changed. Try again; if it stays so, the host lacks base64, head or timeout (package coreutils).',
    fr: '{host} : la réponse sur l’état de l’hôte est incomplète ou incompréhensible ; rien n’en est déduit et rien n’a été modifié. Réessayez ; si cela persiste, il manque base64, head ou timeout sur l’hôte (paquet coreutils).',
  },
  'run-tool-missing': {
    en: '{host}: {tool} is missing there, and a run cannot do without it. Nothing was changed. A run needs systemd, bash, coreutils and util-linux, which every Debian and Ubuntu has; repair the installation of the host.',
    fr: '{host} : {tool} y manque, et une exécution ne peut s’en passer. Rien n’a été modifié. Il faut systemd, bash, coreutils et util-linux, présents sur tout système Debian ou Ubuntu ; réparez l’installation de l’hôte.',
  },
  'run-not-started': {
    en: '{host}: the run could not be started ({detail}). Nothing was changed. A full disk or a systemd that is busy or broken is the usual reason; look at `df` and `systemctl status` there, then start again.',
    fr: '{host} : l’exécution n’a pas pu démarrer ({detail}). Rien n’a été modifié. La cause habituelle est un disque plein, ou systemd occupé ou défaillant ; vérifiez-y `df` et `systemctl status`, puis recommencez.',
  },
  'run-not-found': {
    en: '{host}: there is no run {run}. It may have been of another host, or be older than those that are kept. List the runs of the host and choose one.',
    fr: '{host} : il n’y a pas d’exécution {run}. Elle concernait peut-être un autre hôte, ou elle est plus ancienne que celles qui sont conservées. Affichez la liste des exécutions de l’hôte et choisissez-en une.',
  },
  'run-not-understood': {
    en: '{host}: what run {run} says was not understood, so it counts as failed. Another version of this program may have started it, or its files were damaged. Look into /var/lib/dhis2-hosting/runs/{run} on the host, then make a new plan.',
    fr: '{host} : ce que dit l’exécution {run} n’a pas été compris ; elle compte donc comme échouée. Une autre version de ce programme l’a peut-être lancée, ou ses fichiers sont endommagés. Examinez /var/lib/dhis2-hosting/runs/{run} sur l’hôte, puis établissez un nouveau plan.',
  },
  'host-busy': {
    en: '{host}: {owner} is at work there: {work}, since {since} (run {run}). Two runs at a time would get in each other’s way, so nothing was started. Attach to that run to follow it, or wait for its end and plan again.',
    fr: '{host} : {owner} y travaille déjà : {work}, depuis {since} (exécution {run}). Deux exécutions à la fois se gêneraient ; rien n’a donc été lancé. Suivez cette exécution, ou attendez sa fin et planifiez de nouveau.',
  },
  'upload-not-written': {
    en: '{host}: the file could not be written to {folder}: {detail}. What arrived is kept. Make room there, or raise the quota, then send it again: it goes on where it ended.',
    fr: '{host} : le fichier n’a pas pu être écrit dans {folder} : {detail}. Ce qui est arrivé est conservé. Faites de la place, ou relevez le quota, puis renvoyez-le : l’envoi reprend là où il s’est arrêté.',
  },
  'upload-differs': {
    en: '{host}: {path} is not the file whose SHA-256 was given, or it changed while it was sent, so the host did not keep it. Compare it with the checksum that is published, fetch it again if they differ, then send it again.',
    fr: '{host} : {path} n’est pas le fichier dont la somme SHA-256 a été donnée, ou il a changé pendant l’envoi ; l’hôte ne l’a donc pas conservé. Comparez-le avec la somme publiée, téléchargez-le de nouveau si elles diffèrent, puis renvoyez-le.',
  },
  'protocol-error': {
    en: '{host}: the server’s answer was not understood. It may not be an SSH server, or be too old or too new to agree on a method. The SSH log has the details.',
    fr: '{host} : la réponse du serveur n’a pas été comprise. Ce n’est peut-être pas un serveur SSH, ou il est trop ancien ou trop récent pour convenir d’une méthode. Les détails sont dans le journal SSH.',
  },
};

/** Why, where one code has several causes; stands in brackets in the text. */
const reasons = {
  noTcpAnswer: { en: 'no sign of life', fr: 'aucun signe de vie' },
  noSshAnswer: {
    en: 'the port is open, but no SSH server speaks there',
    fr: 'le port est ouvert, mais aucun serveur SSH ne s’y manifeste',
  },
  loginStalled: { en: 'the login came to a halt', fr: 'l’ouverture de session s’est figée' },
  notInManifest: { en: 'not in the manifest', fr: 'absent du manifeste' },
  jumpLost: { en: 'its own connection was lost', fr: 'sa propre connexion a été perdue' },
  jumpRefused: { en: 'it refuses to pass the connection on', fr: 'il refuse de relayer la connexion' },
  forwardingProhibited: { en: 'it does not allow forwarding', fr: 'il n’autorise pas la redirection' },
  jumpCannotConnect: { en: 'it cannot connect to that address', fr: 'il ne peut pas joindre cette adresse' },
  jumpIsFull: { en: 'it has too many connections open', fr: 'il a trop de connexions ouvertes' },
  badSyntax: { en: 'its syntax is not valid', fr: 'sa syntaxe n’est pas valide' },
} as const satisfies Readonly<Record<string, Text>>;

export type ReasonId = keyof typeof reasons;

export function reason(id: ReasonId): Message {
  return message(reasons[id]);
}

/** The text of a failure. An error that is not ours is a fault of the program and keeps its own words. */
export function describeError(error: unknown, locale: Locale): string {
  if (!isOperationError(error)) return error instanceof Error ? error.message : String(error);
  return render(message(errorTexts[error.code], { ...error.args, host: error.host }), locale);
}
