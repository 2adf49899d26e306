/** What it takes for a person to come and to go. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import type { Account } from '../../facts/accounts.ts';
import { asUser, run, type Script, snippet } from '../../script.ts';
import type { Administrator } from './team.ts';

export type AccountPart = { readonly words: Message; readonly change: Script; readonly undo: Script };

/** `sudo` as every check of administrators looks for it, `adm` to read logs and the journal. */
const groups = ['sudo', 'adm'];

const texts = {
  create: { en: 'Create the account {account} of {person}.', fr: 'Créer le compte {account} de {person}.' },
  reopen: { en: 'Open the account {account} again.', fr: 'Rouvrir le compte {account}.' },
  join: { en: 'Put {account} into the groups {list}.', fr: 'Ajouter {account} aux groupes {list}.' },
  close: { en: 'Close the home of {account} to others.', fr: 'Fermer le dossier personnel de {account} aux autres.' },
  key: { en: 'Let {account} log in with the key {key}.', fr: 'Autoriser {account} à se connecter avec la clé {key}.' },
  leave: {
    en: 'Shut out {account}, who is no longer in the plan: no login, no sudo. The files stay.',
    fr: 'Exclure {account}, qui n’est plus dans le plan : plus de connexion ni de sudo. Les fichiers restent.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function joins({ person, account, keys }: Administrator, known: Account | undefined): readonly AccountPart[] {
  const missing = groups.filter((group) => known?.groups.includes(group) !== true);
  const present = new Set(known?.keys.map(({ key }) => key));
  const home = known?.home ?? `/home/${account}`;
  const isOpen = known !== undefined && /[1-7]$/.test(known.homeMode);
  return [
    ...(known === undefined ? [create(account, person)] : []),
    ...(known?.expired === true ? [reopen(account)] : []),
    ...(missing.length > 0 && known !== undefined ? [join(account, missing)] : []),
    ...(isOpen ? [closeHome(account, home, known.homeMode)] : []),
    ...keys.filter((line) => !present.has(wordsOf(line))).map((line) => addKey(account, home, line)),
  ];
}

/** The account stays, for the files it owns. */
export function leaves(known: Account | undefined): readonly AccountPart[] {
  if (known === undefined) return [];
  const { name, expired } = known;
  const member = groups.filter((group) => known.groups.includes(group));
  if (expired && member.length === 0) return [];
  return [
    {
      words: message(texts.leave, { account: name }),
      change: snippet(
        'shut-out',
        'usermod --expiredate 1 "$1"\nwho=$1; shift\nfor group; do gpasswd --delete "$who" "$group"; done',
        name,
        ...member,
      ),
      undo: snippet(
        'let-in',
        'usermod --expiredate "$2" "$1"\nwho=$1; shift 2\nfor group; do gpasswd --add "$who" "$group"; done',
        name,
        expired ? '1' : '',
        ...member,
      ),
    },
  ];
}

function create(account: string, person: string): AccountPart {
  return {
    words: message(texts.create, { account, person }),
    change: snippet('create', createAccount, account, person.replace(/[:,=\x00-\x1f\x7f]+/g, ' '), groups.join(',')),
    undo: snippet('remove', removeAccount, account),
  };
}

const createAccount = `
mkdir -p -- "$DHIS2_HOSTING_KEPT"
: > "$DHIS2_HOSTING_KEPT/made-account-$1"
useradd --create-home --home-dir "/home/$1" --shell /bin/bash --user-group --groups "$3" --comment "$2" "$1"
chmod 750 "/home/$1"
`;

/** Whoever has put files there keeps them: then the account is only shut. */
const removeAccount = `
[ -e "$DHIS2_HOSTING_KEPT/made-account-$1" ] || exit 0
getent passwd "$1" > /dev/null || exit 0
loginctl terminate-user "$1" 2> /dev/null || :
for second in 1 2 3 4 5 6 7 8 9 10; do
  pgrep --uid "$1" > /dev/null || break
  sleep 1
done
if diff --recursive --brief --exclude=.ssh --exclude=.cache --exclude=.bash_history --exclude=.sudo_as_admin_successful /etc/skel "/home/$1" > /dev/null && userdel "$1"; then
  rm -rf -- "/home/$1"
else
  usermod --lock --expiredate 1 "$1"
fi
`;

function reopen(account: string): AccountPart {
  return {
    words: message(texts.reopen, { account }),
    change: run('usermod', '--expiredate', '', account),
    undo: run('usermod', '--expiredate', '1', account),
  };
}

function join(account: string, missing: readonly string[]): AccountPart {
  return {
    words: message(texts.join, { account, list: missing.join(', ') }),
    change: run('usermod', '--append', '--groups', missing.join(','), account),
    undo: snippet('leave', 'who=$1; shift\nfor group; do gpasswd --delete "$who" "$group" || :; done', account, ...missing),
  };
}

function closeHome(account: string, home: string, mode: string): AccountPart {
  return {
    words: message(texts.close, { account }),
    change: run('chmod', 'o=', '--', home),
    undo: run('chmod', mode, '--', home),
  };
}

/** As the user, who owns the folder and could have made it a link to anywhere. */
function addKey(account: string, home: string, line: string): AccountPart {
  const key = wordsOf(line);
  return {
    words: message(texts.key, { account, key: shortened(line) }),
    change: asUser(account, snippet('add-key', appendKey, `${home}/.ssh`, line.trim())),
    undo: snippet(
      'remove-key',
      `getent passwd "$1" > /dev/null || exit 0\nrunuser --user "$1" -- sh -euc "$2" sh "$3" "$4"`,
      account,
      dropKey,
      `${home}/.ssh`,
      key,
    ),
  };
}

const appendKey = `
umask 077
mkdir -p -- "$1"
chmod 700 -- "$1"
file=$1/authorized_keys
new=$(mktemp -- "$file.XXXXXXXX")
[ ! -e "$file" ] || cat -- "$file" > "$new"
[ -z "$(tail -c 1 -- "$new")" ] || echo >> "$new"
printf '%s\\n' "$2" >> "$new"
sync -- "$new"
mv -f -- "$new" "$file"
`;

const dropKey = `
umask 077
file=$1/authorized_keys
[ -e "$file" ] || exit 0
new=$(mktemp -- "$file.XXXXXXXX")
grep -vF -- "$2" "$file" > "$new" || :
mv -f -- "$new" "$file"
`;

/** Type and base64, without the comment. */
function wordsOf(line: string): string {
  return line.trim().split(/\s+/).slice(0, 2).join(' ');
}

/** Enough to tell one key from another. */
function shortened(line: string): string {
  const [type = '', base64 = '', ...comment] = line.trim().split(/\s+/);
  return [type, `…${base64.slice(-12)}`, ...comment].join(' ');
}
