/** Each administrator of the plan with an account, keys and the right to become root; whoever left it, without. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { type Account, accounts } from '../facts/accounts.ts';
import { file } from '../facts/file.ts';
import { packages } from '../facts/packages.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { selfSsh } from '../self-ssh.ts';
import { type Change, defineStep, type Problem } from '../step.ts';
import { sudoersFile, usersOf } from '../templates/sudoers.ts';
import { fileChange } from './parts/file-change.ts';
import { type AccountPart, joins, leaves } from './parts/people.ts';
import { type Administrator, administratorsOf } from './parts/team.ts';

/** sudo reads no file with a dot in its name. */
const path = '/etc/sudoers.d/60-dhis2-hosting';
/** Their members become root without much ado. */
const powerful = ['sudo', 'admin', 'wheel', 'lxd', 'docker'];

const texts = {
  none: {
    en: 'The plan names no administrators (`account` and `sshKeys` under `team`), so accounts stay as they are.',
    fr: 'Le plan ne nomme aucun administrateur (`account` et `sshKeys` sous `team`) ; les comptes restent donc tels quels.',
  },
  sudo: { en: 'Install sudo.', fr: 'Installer sudo.' },
  noPassword: {
    en: '{list}: no password on this host, so sudo asks for none. After `sudo passwd ACCOUNT`, plan again: sudo asks for it from then on.',
    fr: '{list} : pas de mot de passe sur cet hôte, sudo n’en demande donc pas. Après `sudo passwd COMPTE`, planifiez de nouveau : sudo le demandera désormais.',
  },
  noKey: {
    en: '{list}: no public key, neither in the plan nor on the host, so no way to log in.',
    fr: '{list} : aucune clé publique, ni dans le plan ni sur l’hôte, donc aucune connexion possible.',
  },
  others: {
    en: 'Others who can become root: {list}. The plan does not name them; they stay as they are.',
    fr: 'Autres comptes pouvant devenir root : {list}. Le plan ne les nomme pas ; ils restent tels quels.',
  },
  ofSystem: { en: '{name} is an account of the system, not of a person.', fr: '{name} est un compte du système, pas d’une personne.' },
  ofSystemTodo: { en: 'Give the person another account in the plan.', fr: 'Donnez un autre compte à cette personne dans le plan.' },
} as const satisfies Readonly<Record<string, Text>>;

export const administrators = defineStep({
  id: 'administrators',
  title: { en: 'Named administrators', fr: 'Administrateurs nommés' },
  why: {
    en: 'With an account that several people share, nobody knows who did what, and who leaves keeps the key.',
    fr: 'Avec un compte partagé, personne ne sait qui a fait quoi, et qui s’en va garde la clé.',
  },
  controls: ['OS-02', 'OS-05', 'OS-06', 'OS-08', 'OS-13'],
  risk: 'lock-out',
  after: ['package-health'],
  needs: ({ manifest }) => ({
    here: accounts(...administratorsOf(manifest).map(({ account }) => account)),
    sudoers: file(path),
    installed: packages('sudo'),
  }),
  plan: ({ here, sudoers, installed }, { manifest }) => {
    const team = administratorsOf(manifest);
    const known = new Map(here.map((account) => [account.name, account]));
    const formerly = sudoers.kind === 'file' ? usersOf(sudoers.content) : [];
    const left = formerly.filter((name) => !team.some(({ account }) => account === name));
    const notes = notesOn(team, left, here);
    // A plan without a team shuts nobody out: it would be everybody.
    if (team.length === 0) return { state: 'already-so', notes };
    const problems = team.flatMap(({ account }) => problemOf(account, known.get(account)));
    if (problems.length > 0) return { state: 'blocked', problems };
    const parts: readonly AccountPart[] = [
      ...team.flatMap((person) => joins(person, known.get(person.account))),
      ...left.flatMap((name) => leaves(known.get(name))),
    ];
    const users = team.map(({ account }) => ({ name: account, password: known.get(account)?.password === true }));
    const content = sudoersFile(users);
    const isWritten = sudoers.kind === 'file' && sudoers.content === content && sudoers.mode === '440' && sudoers.owner === 'root';
    const noSudo = !installed.has('sudo');
    if (parts.length === 0 && isWritten && !noSudo) return { state: 'already-so', notes };
    const changes: readonly Change[] = [
      ...(noSudo ? [{ kind: 'words', message: message(texts.sudo) } as const] : []),
      ...parts.map(({ words }): Change => ({ kind: 'words', message: words })),
      ...(isWritten ? [] : [fileChange(path, sudoers, content)]),
    ];
    return {
      state: 'will-change',
      notes,
      changes,
      seconds: 2 + parts.length + (noSudo ? 10 : 0),
      change: all(
        ...(noSudo ? [aptGet('install', '--no-install-recommends', 'sudo')] : []),
        ...parts.map(({ change }) => change),
        // Before it is renamed, the file is checked; after it, all of them together.
        writeFile({ path, content, mode: '440', check: ['visudo', '--check', '--file', '{}'] }),
        run('visudo', '--check'),
      ),
      verify: all(...users.filter(({ name }) => hasKey(name, team, known)).map(verifyUser), ...left.map(verifyLeft), run('true')),
      undo: all(restoreFile(path), ...[...parts].reverse().map(({ undo }) => undo)),
    };
  },
});

function problemOf(account: string, known: Account | undefined): readonly Problem[] {
  const isPerson = account !== 'root' && (known === undefined || known.uid >= 1000);
  return isPerson ? [] : [{ why: message(texts.ofSystem, { name: account }), todo: message(texts.ofSystemTodo) }];
}

function notesOn(team: readonly Administrator[], left: readonly string[], here: readonly Account[]): readonly Message[] {
  const known = new Map(here.map((account) => [account.name, account]));
  const names = team.map(({ account }) => account);
  const others = here.filter(({ name, groups }) => name !== 'root' && ![...names, ...left].includes(name) && groups.some(isPowerful));
  const list = (text: Text, found: readonly string[]) => (found.length > 0 ? [message(text, { list: found.join(', ') })] : []);
  return [
    ...(team.length === 0 ? [message(texts.none)] : []),
    ...list(
      texts.noKey,
      names.filter((name) => !hasKey(name, team, known)),
    ),
    ...list(
      texts.noPassword,
      names.filter((name) => known.get(name)?.password !== true),
    ),
    ...list(
      texts.others,
      others.map(({ name, groups }) => `${name} (${groups.filter(isPowerful).join(', ')})`),
    ),
  ];
}

function isPowerful(group: string): boolean {
  return powerful.includes(group);
}

function hasKey(name: string, team: readonly Administrator[], known: ReadonlyMap<string, Account>): boolean {
  return (team.find(({ account }) => account === name)?.keys.length ?? 0) + (known.get(name)?.keys.length ?? 0) > 0;
}

function verifyUser({ name, password }: { readonly name: string; readonly password: boolean }): Script {
  return snippet('verify', logsIn, name, password ? 'password' : 'none');
}

function verifyLeft(name: string): Script {
  return snippet('verify', isOut, name);
}

/** Neither by a rule nor by a group, and its end is in the past. */
const isOut = `
if sudo -n -l -U "$1" | grep -F '(ALL : ALL)'; then exit 1; fi
if getent group sudo adm | grep -w -- "$1"; then exit 1; fi
[ "$(getent shadow "$1" | cut -d : -f 8)" = 1 ]
`;

/**
 * A login as this account, through sshd, and sudo in it. The key for it is made for this one moment, works from the
 * host itself only, and opens nothing but this command.
 */
const logsIn = `${selfSsh}
ssh-keygen -q -t ed25519 -N '' -C dhis2-hosting-verify -f "$self/key"
home=$(getent passwd "$1" | cut -d : -f 6)
keys=$home/.ssh/authorized_keys
learn='[ -z "$(tail -c 1 "$1")" ] || echo >> "$1"; printf "%s\\n" "$2" >> "$1"'
forget='umask 077; grep -v " dhis2-hosting-verify$" "$1" > "$1.new"; mv -f "$1.new" "$1"'
trap 'runuser --user "$1" -- sh -c "$forget" sh "$keys"; rm -rf -- "$self"' EXIT
runuser --user "$1" -- sh -euc "$learn" sh "$keys" "restrict,from=\\"$self_address\\" $(cat "$self/key.pub")"
if [ "$2" = none ]; then
  [ "$(self_ssh "$1" -i "$self/key" sudo -n id -un)" = root ]
else
  [ "$(self_ssh "$1" -i "$self/key" id -un)" = "$1" ]
fi
sudo -n -l -U "$1" | grep -qF '(ALL : ALL)'
`;
