/** The program that makes backup sets, the account it runs as, and the tools it uses. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptGet } from '../apt.ts';
import { account } from '../facts/account.ts';
import { packages } from '../facts/packages.ts';
import { program } from '../facts/program.ts';
import { type BackupJob, backupAccount } from '../hosts/backups.ts';
import { all, any, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { type Change, defineStep, type Step } from '../step.ts';
import { backupModules, backupProgram } from '../templates/backup.ts';
import { createUser } from './instance-account.ts';
import { removeAccount } from './parts/remove-account.ts';

const texts = {
  install: { en: 'Install {list}.', fr: 'Installer {list}.' },
  user: { en: 'Create the system account {user}, without a login.', fr: 'Créer le compte système {user}, sans connexion possible.' },
  program: { en: 'Put the backup program into {path}: {list}.', fr: 'Placer le programme de sauvegarde dans {path} : {list}.' },
} as const satisfies Readonly<Record<string, Text>>;

/** What each tool comes with. */
const clients = 'postgresql-client';
const always = ['python3', 'postgresql-client-common'] as const;

export function backupProgramStep(jobs: readonly BackupJob[]): Step {
  const sealed = jobs.some(({ plan }) => plan.encryption?.recipient !== undefined) ? ['age'] : [];
  const sent = jobs.some(({ plan }) => (plan.targets ?? []).length > 0) ? ['restic', 'openssh-client'] : [];
  const tools = [...always, ...sealed, ...sent];
  return defineStep({
    id: 'backup-program',
    title: { en: 'Backup program', fr: 'Programme de sauvegarde' },
    why: {
      en: 'Backups are made on the host, whether or not anybody’s computer is on, by an account that can read what is backed up and change none of it.',
      fr: 'Les sauvegardes se font sur l’hôte, que l’ordinateur de quelqu’un soit allumé ou non, par un compte qui lit ce qui est sauvegardé et n’y change rien.',
    },
    controls: ['DB-01', 'OS-13'],
    risk: 'safe',
    after: ['package-health'],
    needs: () => ({
      who: account(backupAccount),
      // Earlier steps of the same run install some of them.
      has: { ...packages(...tools), drifts: true as const },
      files: program(backupProgram, backupModules),
    }),
    plan: ({ who, has, files }) => {
      const missing = tools.filter((tool) => !has.has(tool)).map((tool) => (tool === always[1] ? clients : tool));
      const parts: readonly (readonly [Message, Script])[] = [
        ...(missing.length === 0 ? [] : [[message(texts.install, { list: missing.join(', ') }), all(...missing.map(install))] as const]),
        ...(who.kind === 'there' ? [] : [[message(texts.user, { user: backupAccount }), createUser(backupAccount)] as const]),
        ...(files.length === 0
          ? []
          : [[message(texts.program, { path: backupProgram, list: files.join(', ') }), all(...files.map(putModule))] as const]),
      ];
      if (parts.length === 0) return { state: 'already-so' };
      return {
        state: 'will-change',
        changes: parts.map(([words]): Change => ({ kind: 'words', message: words })),
        seconds: 10,
        change: all(...parts.map(([, script]) => script)),
        verify: snippet('verify', works, backupAccount, backupProgram),
        undo: all(
          ...files.map((name) => restoreFile(`${backupProgram}/${name}`)),
          ...(who.kind === 'there' ? [] : [removeAccount(backupAccount)]),
        ),
      };
    },
  });
}

/** A server that an earlier step of the same run installed brings its clients along. */
function install(name: string): Script {
  const installed = aptGet('install', '--no-install-recommends', name);
  return name === clients ? any(snippet('there', 'command -v pg_dump > /dev/null', name), installed) : installed;
}

function putModule(name: string): Script {
  const [, content = ''] = backupModules.find(([known]) => known === name) ?? [];
  return writeFile({ path: `${backupProgram}/${name}`, content, mode: '644' });
}

/** As that account: it can be read as a program and says what it knows, and it is not that account's to change. */
const works = `
user=$1 program=$2
as() { runuser -u "$user" -- env -i PATH="$PATH" "$@"; }
as pg_dump --version
as pg_restore --version
said=$(as python3 -IB "$program" 2>&1) && exit 1
case $said in Commands:*make*) ;; *) echo "$said" >&2; exit 1 ;; esac
as test ! -w "$program/__main__.py"
`;
