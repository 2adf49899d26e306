/** sshd lets in named people with keys: no passwords, no root. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { type Account, accounts } from '../facts/accounts.ts';
import { file } from '../facts/file.ts';
import { login as loginFact } from '../facts/login.ts';
import { type SshdSettings, sshdDropIn, sshdSettings } from '../facts/sshd-settings.ts';
import { all, run, type Script, snippet } from '../script.ts';
import { restoreFile, writeFile } from '../script-files.ts';
import { selfSsh } from '../self-ssh.ts';
import { type Change, defineStep, type Problem } from '../step.ts';
import { type SshdRule, sshdConf, sshdRules } from '../templates/sshd.ts';
import { fileChange } from './parts/file-change.ts';
import { administratorsOf } from './parts/team.ts';

const texts = {
  mode: { en: 'Close {path} to others (it has mode {mode}).', fr: 'Fermer {path} aux autres (mode actuel : {mode}).' },
  passwords: {
    en: 'Whoever logs in with a password today cannot any more.',
    fr: 'Quiconque se connecte aujourd’hui avec un mot de passe ne le pourra plus.',
  },
  root: {
    en: 'root cannot log in any more; administrators use sudo.',
    fr: 'root ne peut plus se connecter ; les administrateurs utilisent sudo.',
  },
  asRoot: {
    en: 'You are logged in as root, so root keeps its login with a key. Put an administrator of the plan into `user` of this host and plan again: root is then shut out.',
    fr: 'Vous êtes connecté en tant que root, qui garde donc sa connexion par clé. Indiquez un administrateur du plan dans `user` de cet hôte et planifiez de nouveau : root sera alors exclu.',
  },
  nobody: {
    en: 'The plan names no administrator with a key (`team`), so root keeps its login with a key.',
    fr: 'Le plan ne nomme aucun administrateur muni d’une clé (`team`) ; root garde donc sa connexion par clé.',
  },
  questions: {
    en: 'Keyboard-interactive questions stay, because a second factor is asked for that way.',
    fr: 'Les questions interactives restent, car un second facteur est demandé ainsi.',
  },
  matching: {
    en: 'Settings for particular users (`Match`) are in {list}; this step does not judge them.',
    fr: 'Des réglages pour certains utilisateurs (`Match`) se trouvent dans {list} ; cette étape ne les juge pas.',
  },
  include: {
    en: '/etc/ssh/sshd_config does not begin with its folder of drop-ins, so what it says itself would win.',
    fr: '/etc/ssh/sshd_config ne commence pas par son dossier de compléments ; ce qu’il dit lui-même l’emporterait donc.',
  },
  includeTodo: {
    en: 'Make `Include /etc/ssh/sshd_config.d/*.conf` its first line.',
    fr: 'Faites de `Include /etc/ssh/sshd_config.d/*.conf` sa première ligne.',
  },
  earlier: {
    en: '{list} is read before our file and says otherwise on {keys}.',
    fr: '{list} est lu avant notre fichier et dit autre chose sur {keys}.',
  },
  earlierTodo: {
    en: 'Take these settings out of it, or rename it to sort later.',
    fr: 'Retirez-en ces réglages, ou renommez-le pour qu’il soit lu après.',
  },
  keyless: {
    en: 'You log in as {login}, and no public key of this account is on the host. Without passwords you would be shut out.',
    fr: 'Vous vous connectez en tant que {login}, et l’hôte n’a aucune clé publique de ce compte. Sans mots de passe, vous seriez exclu.',
  },
  keylessTodo: {
    en: 'Put your public key there (`ssh-copy-id`), or connect as an administrator of the plan.',
    fr: 'Déposez-y votre clé publique (`ssh-copy-id`), ou connectez-vous comme administrateur du plan.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export const sshServer = defineStep({
  id: 'ssh-server',
  title: { en: 'SSH server', fr: 'Serveur SSH' },
  why: {
    en: 'Passwords of servers are guessed day and night, and a login of root tells nobody who it was.',
    fr: 'Les mots de passe des serveurs sont essayés jour et nuit, et une connexion de root ne dit à personne de qui il s’agissait.',
  },
  controls: ['OS-01', 'OS-02', 'OS-03', 'OS-04'],
  risk: 'lock-out',
  after: ['administrators'],
  needs: ({ manifest }) => ({
    sshd: sshdSettings,
    here: accounts(...administratorsOf(manifest).map(({ account }) => account)),
    login: loginFact,
    now: file(sshdDropIn),
  }),
  plan: ({ sshd, here, login, now }, { manifest }) => {
    const able = [
      ...administratorsOf(manifest)
        .filter(({ keys }) => keys.length > 0)
        .map(({ account }) => account),
      ...here.filter(logsInWithKey).map(({ name }) => name),
    ];
    const named = administratorsOf(manifest).filter(({ account }) => able.includes(account));
    const keepsQuestions = /keyboard-interactive/.test(sshd.values.get('authenticationmethods') ?? '');
    const rules = sshdRules({ root: login === 'root' || named.length === 0 ? 'keys' : 'no', keepsQuestions });
    const wrong = rules.filter((rule) => !isInForce(rule, sshd));
    const open = sshd.files.filter(isOpen);
    const notes = [
      ...(named.length === 0 ? [message(texts.nobody)] : []),
      ...(login === 'root' && named.length > 0 && sshd.values.get('permitrootlogin') !== 'no' ? [message(texts.asRoot)] : []),
      ...(keepsQuestions ? [message(texts.questions)] : []),
      ...(sshd.matching.length > 0 ? [message(texts.matching, { list: sshd.matching.join(', ') })] : []),
    ];
    if (wrong.length === 0 && open.length === 0) return { state: 'already-so', notes };
    const content = sshdConf(rules);
    const isWritten = now.kind === 'file' && now.content === content;
    const problems = wrong.length === 0 ? [] : [...problemsOfFiles(sshd, wrong, isWritten), ...problemsOfLogin(login, able, sshd)];
    if (problems.length > 0) return { state: 'blocked', problems, notes };
    return {
      state: 'will-change',
      notes,
      changes: [
        ...(wrong.length > 0 && !isWritten ? [fileChange(sshdDropIn, now, content)] : []),
        ...open.map(({ path, mode }): Change => ({ kind: 'words', message: message(texts.mode, { path, mode }) })),
      ],
      affects: affected(wrong),
      seconds: 5,
      change: all(
        ...open.map(({ path }) => run('chmod', '600', '--', path)),
        ...(wrong.length > 0 ? [writeFile({ path: sshdDropIn, content, mode: '600', check: ['sshd', '-t', '-f', '{}'] })] : []),
        reload,
      ),
      verify: verify(wrong, keepsQuestions),
      undo: all(restoreFile(sshdDropIn), ...open.map(({ path, mode }) => run('chmod', mode, '--', path)), reload),
    };
  },
});

function logsInWithKey({ expired, keys }: Account): boolean {
  return !expired && keys.some(({ free }) => free);
}

function isInForce({ key, isSo }: SshdRule, { values }: SshdSettings): boolean {
  const value = values.get(key.toLowerCase());
  return value !== undefined && isSo(value);
}

/** Private keys belong to root alone or to the group of the system's own helper; settings are nobody else's business. */
function isOpen({ path, mode }: SshdSettings['files'][number]): boolean {
  return path.endsWith('_key') ? !/^[46]00$|^640$/.test(mode) : !/^[46][046]0$/.test(mode);
}

function problemsOfFiles({ dropInsFirst, earlier }: SshdSettings, wrong: readonly SshdRule[], isWritten: boolean): readonly Problem[] {
  if (!dropInsFirst) return [{ why: message(texts.include), todo: message(texts.includeTodo) }];
  // Our file says it and yet it is not so.
  if (!isWritten || earlier.length === 0) return [];
  const args = { list: earlier.join(', '), keys: wrong.map(({ key }) => key).join(', ') };
  return [{ why: message(texts.earlier, args), todo: message(texts.earlierTodo) }];
}

/** Where keys are found otherwise than in homes, the guard has to do. */
function problemsOfLogin(login: string, able: readonly string[], { values }: SshdSettings): readonly Problem[] {
  const elsewhere = ['authorizedkeyscommand', 'trustedusercakeys'].some((key) => (values.get(key) ?? 'none') !== 'none');
  const inHomes = (values.get('authorizedkeysfile') ?? '').split(' ').includes('.ssh/authorized_keys');
  if (able.includes(login) || elsewhere || !inHomes) return [];
  return [{ why: message(texts.keyless, { login }), todo: message(texts.keylessTodo) }];
}

function affected(wrong: readonly SshdRule[]): readonly Message[] {
  const becomes = (key: string, value: string): boolean => wrong.some((rule) => rule.key === key && rule.value === value);
  return [
    ...(becomes('PasswordAuthentication', 'no') ? [message(texts.passwords)] : []),
    ...(becomes('PermitRootLogin', 'no') ? [message(texts.root)] : []),
  ];
}

/**
 * Where systemd holds the socket, as on Ubuntu 24.04, sshd cannot take it anew at a signal and dies (measured on Debian 13);
 * a restart keeps sessions, because only its main process is ended. The sixth within ten seconds would be refused, and sshd be
 * away, so their count begins anew. Otherwise it is away for a moment, which is waited for.
 */
const reload = snippet(
  'reload',
  `
[ -d /run/sshd ] || mkdir -m 755 /run/sshd
sshd -t
if systemctl --quiet is-active ssh.service; then
  if systemctl --quiet is-active ssh.socket; then
    systemctl reset-failed ssh.service
    systemctl restart ssh.service
  else
    systemctl reload ssh.service
  fi
fi
port=$(sshd -T | sed -n 's/^port //p' | head -n 1)
for try in 1 2 3 4 5 6 7 8 9 10; do
  sleep 1
  if ss --no-header --listening --numeric --tcp "sport = :$port" | grep -q .; then exit 0; fi
done
echo "nothing listens on port $port" >&2
exit 1
`,
);

/** What was not so has the value of our file now, because it is read first. */
function verify(rules: readonly SshdRule[], keepsQuestions: boolean): Script {
  const inForce = rules
    .filter(({ key }) => key !== 'MACs')
    .map(({ key, value }) => `${key.toLowerCase()} ${value.replace('prohibit-password', 'without-password')}`);
  return snippet('verify', offersKeysOnly, keepsQuestions ? 'keyboard-interactive' : 'none', ...inForce);
}

/** What the running sshd offers to somebody it does not know; it may take a moment to read its settings again. */
const offersKeysOnly = `${selfSsh}
questions=$1; shift
if grep -E '^macs .*(sha1|md5)' "$self/settings"; then exit 1; fi
for try in 1 2 3 4 5 6 7 8 9 10; do
  said=$(self_ssh nobody-of-this-host -o PreferredAuthentications=none true 2>&1) && exit 1
  said=$(echo "$said" | sed "s/,$questions//")
  case $said in
    *'(publickey'*password* | *'(publickey'*keyboard-interactive*) ;;
    *'(publickey'*) break ;;
  esac
  sleep 1
  [ "$try" -lt 10 ] || { echo "$said"; exit 1; }
done
for line; do
  grep -qxF -- "$line" "$self/settings" || { echo "not so: $line"; exit 1; }
done
`;
