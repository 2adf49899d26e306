/** What a host needs to send copies to a place: a password for its repository, the keys of the storage, or an SSH key of its own. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { type OfferedKey, type OffSiteAccess, offSiteAccess } from '../facts/off-site-access.ts';
import { type BackupTarget, secretsOf, sshPlace, type TargetSecret, targetFolder } from '../hosts/off-site.ts';
import { all, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile, writeSecretFile } from '../script-files.ts';
import { type Change, defineStep, type Problem, type SecretToGive, type Step, type Target } from '../step.ts';

const texts = {
  made: {
    en: 'Make the password of the repository in {file}, for root only.',
    fr: 'Créer le mot de passe du dépôt dans {file}, pour root seulement.',
  },
  given: {
    en: 'Keep {what} in {file}, for root only. It is in no list of processes.',
    fr: 'Garder {what} dans {file}, pour root seulement. Il n’apparaît dans aucune liste de processus.',
  },
  key: { en: 'Make an SSH key of this host for {target}.', fr: 'Créer une clé SSH de cet hôte pour {target}.' },
  pin: { en: 'Take {fingerprint} alone for the key of {address}.', fr: 'N’accepter que {fingerprint} comme clé de {address}.' },
  password: { en: 'the password of the repository at {target}', fr: 'le mot de passe du dépôt de {target}' },
  accessKey: { en: 'the access key of {target}', fr: 'la clé d’accès de {target}' },
  secretKey: { en: 'the secret key of {target}', fr: 'la clé secrète de {target}' },
  escrow: {
    en: 'Keep a copy of {file} outside of this host: when the host is lost, nobody opens the copies at {target} without it.',
    fr: 'Gardez hors de cet hôte une copie de {file} : si l’hôte est perdu, personne n’ouvre sans elle les copies de {target}.',
  },
  missing: { en: '{file} is not on the host, and holds {what}.', fr: '{file} n’est pas sur l’hôte, et contient {what}.' },
  missingTodo: {
    en: 'Put it there, for root only: `sudo install -D -m 600 /dev/stdin {file}`.',
    fr: 'Écrivez-l’y, pour root seulement : `sudo install -D -m 600 /dev/stdin {file}`.',
  },
  open: { en: 'Others on the host can read {file} (mode {mode}).', fr: 'D’autres sur l’hôte peuvent lire {file} (mode {mode}).' },
  openTodo: { en: '`sudo chmod 600 {file}`.', fr: '`sudo chmod 600 {file}`.' },
  unpinned: {
    en: 'Which key {address} has is not in the manifest. It shows {shown}.',
    fr: 'La clé de {address} n’est pas dans le manifeste. Il présente {shown}.',
  },
  unpinnedTodo: {
    en: 'Compare with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on that server, and write it as `hostKey` of {target}.',
    fr: 'Comparez avec `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` sur ce serveur, et écrivez-la comme `hostKey` de {target}.',
  },
  another: {
    en: '{address} shows another key than {fingerprint}: {shown}. Nothing was sent to it.',
    fr: '{address} présente une autre clé que {fingerprint} : {shown}. Rien ne lui a été envoyé.',
  },
  anotherTodo: {
    en: 'Ask whoever keeps that server. Change `hostKey` of {target} only when they say why it is another one.',
    fr: 'Demandez à qui tient ce serveur. Ne changez `hostKey` de {target} que si l’on vous dit pourquoi elle a changé.',
  },
  silent: { en: 'No SSH server answers at {address}, port {port}.', fr: 'Aucun serveur SSH ne répond à {address}, port {port}.' },
  silentTodo: {
    en: 'See whether the address is right and a firewall lets this host through.',
    fr: 'Voyez si l’adresse est juste et si un pare-feu laisse passer cet hôte.',
  },
} as const satisfies Readonly<Record<string, Text>>;

const whatIs = { password: texts.password, 'access-key': texts.accessKey, 'secret-key': texts.secretKey } as const;

export function offSiteAccessStep(target: BackupTarget): Step {
  const folder = targetFolder(target);
  return defineStep({
    id: `off-site-access:${target.name}`,
    title: { en: 'Access to the place for copies', fr: 'Accès au lieu des copies' },
    why: {
      en: 'Copies leave the host encrypted, for a server that is known by its key, and with secrets that stand in no file that others read.',
      fr: 'Les copies quittent l’hôte chiffrées, vers un serveur reconnu à sa clé, et avec des secrets qui ne sont dans aucun fichier lisible par d’autres.',
    },
    controls: ['DB-03', 'DB-07'],
    risk: 'safe',
    after: ['backup-program'],
    needs: ({ manifest }) => ({ access: offSiteAccess(target, manifest) }),
    plan: ({ access }, wanted) => {
      const { manifest } = wanted;
      const secrets = secretsOf(target, manifest);
      const notes = escrowOf(target, secrets);
      const problems = [...secretProblems(target, secrets, access), ...pinProblems(target, access, wanted)];
      if (problems.length > 0) return { state: 'blocked', notes, problems };
      const place = sshPlace(target, manifest);
      const lacking = secrets.filter(({ file }) => !access.files.has(file));
      const pin = access.pinned === place?.hostKey ? undefined : access.offered.find(({ fingerprint }) => fingerprint === place?.hostKey);
      const lacksKey = place !== undefined && access.key === undefined;
      const parts: readonly (readonly [Message, Script])[] = [
        ...lacking.map((each) => [wordsFor(target, each), putSecret(target, each)] as const),
        ...(lacksKey ? [[message(texts.key, { target: target.name }), snippet('key', makeKey, folder, wanted.host)] as const] : []),
        ...(pin === undefined || place === undefined
          ? []
          : [[message(texts.pin, { fingerprint: pin.fingerprint, address: place.address }), putPin(target, pin)] as const]),
      ];
      if (parts.length === 0) return { state: 'already-so', notes };
      const given = lacking.flatMap((each) => secretToGive(target, each));
      return {
        state: 'will-change',
        notes,
        ...(given.length === 0 ? {} : { secrets: given }),
        changes: parts.map(([words]): Change => ({ kind: 'words', message: words })),
        seconds: 2,
        change: all(snippet('folder', 'install --directory --mode=700 -- "$1"', folder), ...parts.map(([, script]) => script)),
        verify: snippet('verify', closed, ...secrets.map(({ file }) => file), ...(place === undefined ? [] : [`${folder}/id_ed25519`])),
        // A key or a password that was made stays: copies may be made with it by now.
        undo: all(...(pin === undefined ? [] : [restoreFile(`${folder}/known_hosts`)]), snippet('nothing', ':')),
      };
    },
  });
}

function escrowOf({ name }: BackupTarget, secrets: readonly TargetSecret[]): readonly Message[] {
  return secrets.flatMap(({ made, file }) => (made ? [message(texts.escrow, { file, target: name })] : []));
}

function wordsFor(target: BackupTarget, { what, file, made }: TargetSecret): Message {
  return made ? message(texts.made, { file }) : message(texts.given, { what: message(whatIs[what], { target: target.name }), file });
}

function credentialOf({ name }: BackupTarget, { what }: TargetSecret): string {
  return `off-site-${name}-${what}`;
}

function secretToGive(target: BackupTarget, secret: TargetSecret): readonly SecretToGive[] {
  if (secret.from === undefined) return [];
  return [{ credential: credentialOf(target, secret), what: message(whatIs[secret.what], { target: target.name }), from: secret.from }];
}

function putSecret(target: BackupTarget, secret: TargetSecret): Script {
  const { file, made } = secret;
  return made
    ? snippet('password', makePassword, file)
    : writeSecretFile({ path: file, credential: credentialOf(target, secret), mode: '600' });
}

function putPin(target: BackupTarget, { type, base64 }: OfferedKey): Script {
  return writeFile({ path: `${targetFolder(target)}/known_hosts`, content: `${target.name} ${type} ${base64}\n`, mode: '644' });
}

function secretProblems(target: BackupTarget, secrets: readonly TargetSecret[], { files }: OffSiteAccess): readonly Problem[] {
  return secrets.flatMap(({ what, file, from, made }): readonly Problem[] => {
    const mode = files.get(file)?.split(':')[0];
    if (mode === undefined) {
      const args = { file, what: message(whatIs[what], { target: target.name }) };
      return made || from !== undefined ? [] : [{ why: message(texts.missing, args), todo: message(texts.missingTodo, { file }) }];
    }
    return mode.endsWith('00') ? [] : [{ why: message(texts.open, { file, mode }), todo: message(texts.openTodo, { file }) }];
  });
}

function pinProblems(target: BackupTarget, { pinned, offered }: OffSiteAccess, { manifest }: Target): readonly Problem[] {
  const place = sshPlace(target, manifest);
  if (place === undefined || (pinned !== undefined && pinned === place.hostKey)) return [];
  const { address, port, hostKey: fingerprint } = place;
  const shown = offered.map((each) => `${each.fingerprint} (${each.type})`).join(', ');
  const args = { target: target.name, address, port, shown };
  if (offered.length === 0) return [{ why: message(texts.silent, args), todo: message(texts.silentTodo) }];
  if (fingerprint === undefined) return [{ why: message(texts.unpinned, args), todo: message(texts.unpinnedTodo, args) }];
  if (offered.some((each) => each.fingerprint === fingerprint)) return [];
  return [{ why: message(texts.another, { ...args, fingerprint }), todo: message(texts.anotherTodo, args) }];
}

/** The name of the host is for whoever lists the keys at the other end. */
const makeKey = `
folder=$1
umask 077
rm -rf -- "$folder/.key"
mkdir -- "$folder/.key"
ssh-keygen -q -t ed25519 -N '' -C "dhis2-hosting $2" -f "$folder/.key/id_ed25519"
mv -- "$folder/.key/id_ed25519.pub" "$folder/id_ed25519.pub"
mv -- "$folder/.key/id_ed25519" "$folder/id_ed25519"
rmdir -- "$folder/.key"
sync -- "$folder"
cat -- "$folder/id_ed25519.pub"
`;

const makePassword = `
umask 077
head -c 96 /dev/urandom | base64 -w 0 | tr -d '+/=' | cut -c 1-44 > "$1.part"
sync -- "$1.part"
mv -- "$1.part" "$1"
`;

/** Each holds something, and nobody but root reads it. */
const closed = `
for file; do
  [ -s "$file" ]
  case $(stat -L -c %a -- "$file") in *00) ;; *) exit 1 ;; esac
done
`;
