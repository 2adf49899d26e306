/** The account an instance runs as, which nobody can log in with, and its folders. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import type { Fact } from '../fact.ts';
import { account } from '../facts/account.ts';
import { folders } from '../facts/folders.ts';
import { type Instance, instancesOn, pathsOf, releasesFolder } from '../hosts/parts.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { type Change, defineStep, type Problem, type Step } from '../step.ts';
import { removeAccount } from './parts/remove-account.ts';

/** useradd(8): no longer names. */
const longestUser = 32;

const texts = {
  user: { en: 'Create the system account {user}, without a login.', fr: 'Créer le compte système {user}, sans connexion possible.' },
  folder: { en: 'Make {path}, of {owner}, mode {mode}.', fr: 'Créer {path}, à {owner}, mode {mode}.' },
  tooLong: {
    en: 'The account {user} would have a name of more than 32 characters.',
    fr: 'Le compte {user} aurait un nom de plus de 32 caractères.',
  },
  tooLongTodo: { en: 'Give the instance a shorter name.', fr: 'Donnez un nom plus court à l’instance.' },
  login: {
    en: 'Somebody can log in as {user}: its shell is {shell}.',
    fr: 'On peut se connecter comme {user} : son interpréteur est {shell}.',
  },
  loginTodo: {
    en: 'If it is no person’s account, set its shell to /usr/sbin/nologin; otherwise rename the instance.',
    fr: 'Si ce n’est le compte de personne, donnez-lui /usr/sbin/nologin ; sinon renommez l’instance.',
  },
  taken: { en: '{path} belongs to {owner}.', fr: '{path} appartient à {owner}.' },
  takenTodo: {
    en: 'It may be the home of a DHIS2 that was set up by hand. Move that one away first, or provision another host.',
    fr: 'C’est peut-être le répertoire d’un DHIS2 installé à la main. Déplacez-le d’abord, ou choisissez un autre hôte.',
  },
  noFolder: { en: '{path} is there, but is no folder.', fr: '{path} existe, mais n’est pas un dossier.' },
  noFolderTodo: { en: 'Move it away.', fr: 'Déplacez-le.' },
} as const satisfies Readonly<Record<string, Text>>;

type Folder = { readonly path: string; readonly owner: string; readonly mode: string };

/** A sticky home: the instance writes into it, and cannot replace dhis.conf, which is of root. */
function foldersOf(instance: Instance): readonly Folder[] {
  const { user, home, secrets, base } = pathsOf(instance);
  const ofRoot = ['/opt/dhis2', releasesFolder, '/opt/dhis2/instances', base, `${base}/conf`, `${base}/webapps`];
  return [
    ...ofRoot.map((path) => ({ path, owner: 'root:root', mode: '755' })),
    { path: home, owner: `root:${user}`, mode: '1770' },
    { path: secrets, owner: 'root:root', mode: '700' },
  ];
}

function foldersFact(instance: Instance): Fact<ReadonlyMap<string, string>> {
  return folders(...foldersOf(instance).map(({ path }) => path));
}

export function instanceAccount(instance: Instance): Step {
  const { user } = pathsOf(instance);
  const wanted = foldersOf(instance);
  return defineStep({
    id: `instance-account:${instance.name}`,
    title: { en: 'Account and folders of the instance', fr: 'Compte et dossiers de l’instance' },
    why: {
      en: 'Whoever takes over an instance gets only what its account may do: not root’s files, not the programs it runs, not the other instances.',
      fr: 'Qui prend la main sur une instance n’obtient que les droits de son compte : ni les fichiers de root, ni les programmes exécutés, ni les autres instances.',
    },
    controls: ['TC-01', 'TC-04', 'OS-13'],
    risk: 'safe',
    after: ['preflight'],
    needs: () => ({ who: account(user), now: foldersFact(instance) }),
    // Instances share the folders above theirs.
    touches: (target) => instancesOn(target).map(foldersFact),
    plan: ({ who, now }) => {
      const problems = problemsOf(user, who.kind === 'there' ? who.shell : undefined, wanted, now);
      if (problems.length > 0) return { state: 'blocked', problems };
      const missing = wanted.filter(({ path, owner, mode }) => now.get(path) !== `${mode} ${owner}`);
      if (who.kind === 'there' && missing.length === 0) return { state: 'already-so' };
      const parts: readonly (readonly [Message, Script])[] = [
        ...(who.kind === 'there' ? [] : [[message(texts.user, { user }), createUser(user)] as const]),
        ...missing.map((folder) => [message(texts.folder, { ...folder }), makeFolder(folder)] as const),
      ];
      return {
        state: 'will-change',
        changes: parts.map(([words]): Change => ({ kind: 'words', message: words })),
        seconds: 1,
        change: all(...parts.map(([, script]) => script)),
        verify: snippet('verify', rights, user, pathsOf(instance).home, releasesFolder, pathsOf(instance).secrets),
        undo: all(
          snippet('undo', tidyUp, ...missing.map(({ path }) => path).reverse()),
          ...(who.kind === 'there' ? [] : [removeAccount(user)]),
        ),
      };
    },
  });
}

function problemsOf(
  user: string,
  shell: string | undefined,
  wanted: readonly Folder[],
  now: ReadonlyMap<string, string>,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (user.length > longestUser) problems.push({ why: message(texts.tooLong, { user }), todo: message(texts.tooLongTodo) });
  if (shell !== undefined && !/\/(?:nologin|false)$/.test(shell)) {
    problems.push({ why: message(texts.login, { user, shell }), todo: message(texts.loginTodo) });
  }
  for (const { path, owner } of wanted) {
    const [, of = owner] = now.get(path)?.split(' ') ?? [];
    if (path.startsWith('/opt/') && !of.startsWith('root:') && now.get(path) !== 'other') {
      problems.push({ why: message(texts.taken, { path, owner: of }), todo: message(texts.takenTodo) });
    }
    if (now.get(path) === 'other') problems.push({ why: message(texts.noFolder, { path }), todo: message(texts.noFolderTodo) });
  }
  return problems;
}

export function createUser(user: string): Script {
  return run('useradd', '--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', user);
}

function makeFolder({ path, owner, mode }: Folder): Script {
  return snippet('make-folder', make, path, owner.replace(/:.*$/, ''), owner.replace(/^.*:/, ''), mode);
}

/** Those above it can be walked through by all. */
const make = `
umask 022
mkdir --parents -- "\${1%/*}"
install --directory --owner="$2" --group="$3" --mode="$4" -- "$1"
`;

/** As that account: writes into its home, and neither into a release nor next to the secrets. */
const rights = `
user=$1 home=$2 releases=$3 secrets=$4
as() { runuser -u "$user" -- env -i PATH="$PATH" sh -euc "$@"; }
as 'file=$(mktemp -- "$1/.dhis2-hosting.XXXXXXXX"); rm -- "$file"' sh "$home"
as '[ ! -w "$1" ]; [ ! -r "$2" ]' sh "$releases" "$secrets"
case $(getent passwd "$user") in *:/usr/sbin/nologin) ;; *) exit 1 ;; esac
`;

/** What is not empty stays. */
const tidyUp = `
for path; do rmdir -- "$path" 2> /dev/null || :; done
`;
