/** dhis.conf: what the manifest decides, with secrets as variables; what people added stays. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { dhisConf as dhisConfFact, hiddenSecret } from '../facts/dhis-conf.ts';
import type { FileState } from '../facts/file.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance, pathsOf } from '../hosts/parts.ts';
import { publicUrl } from '../hosts/public-names.ts';
import { all, snippet } from '../script.ts';
import { editFile, restoreFile } from '../script-files.ts';
import { defineStep, type Problem, type Step, type Target } from '../step.ts';
import { type ConfEntry, mergedDhisConf, newDhisConf } from '../templates/dhis-conf.ts';
import { fileChange } from './parts/file-change.ts';

const texts = {
  ownKey: { en: '{file} holds an encryption.password of its own.', fr: '{file} contient son propre encryption.password.' },
  ownKeyTodo: {
    en: 'It must never change: write it as ENCRYPTION_PASSWORD into {secrets}/secrets.env, delete {secrets}/encryption.fingerprint, and take the line out of the file.',
    fr: 'Il ne doit jamais changer : inscrivez-le comme ENCRYPTION_PASSWORD dans {secrets}/secrets.env, supprimez {secrets}/encryption.fingerprint et retirez la ligne du fichier.',
  },
  other: { en: '{file} is there, but is no file ({type}).', fr: '{file} existe, mais n’est pas un fichier ({type}).' },
  otherTodo: { en: 'Move it away.', fr: 'Déplacez-le.' },
  untold: { en: 'The addresses of {host} are not known yet.', fr: 'Les adresses de {host} ne sont pas encore connues.' },
  untoldTodo: { en: 'Plan with {host} within reach.', fr: 'Planifiez avec {host} joignable.' },
  mode: { en: 'Give {file} to root and the group {user}, mode 0640.', fr: 'Donner {file} à root et au groupe {user}, mode 0640.' },
} as const satisfies Readonly<Record<string, Text>>;

export function dhisConf(instance: Instance, server: DatabaseServer): Step {
  const { conf, user, secrets } = pathsOf(instance);
  return defineStep({
    id: `dhis-conf:${instance.name}`,
    title: { en: 'dhis.conf of the instance', fr: 'dhis.conf de l’instance' },
    why: {
      en: 'It says where the database is and by which address people come. Without secrets in it, a copy of the file gives nothing away.',
      fr: 'Il dit où est la base et par quelle adresse on vient. Sans secret dedans, une copie du fichier ne livre rien.',
    },
    controls: ['OS-13', 'DB-04'],
    risk: 'safe',
    after: [`instance-account:${instance.name}`, `instance-secrets:${instance.name}`],
    needs: () => ({ now: dhisConfFact(conf) }),
    plan: ({ now }, target) => {
      const entries = entriesFor(instance, server, target);
      const problems = problemsOf(now, entries, { file: conf, secrets, host: server.host });
      if (problems.length > 0 || entries === undefined) return { state: 'blocked', problems };
      const content = now.kind === 'file' ? mergedDhisConf(now.content, entries) : newDhisConf(entries);
      const isOwned = now.kind === 'file' && now.mode === '640' && now.owner === 'root' && now.group === user;
      const isSame = now.kind === 'file' && now.content === content;
      if (isOwned && isSame) return { state: 'already-so' };
      const data = newDhisConf(entries);
      return {
        state: 'will-change',
        changes: isSame ? [{ kind: 'words', message: message(texts.mode, { file: conf, user }) }] : [fileChange(conf, now, content)],
        seconds: 1,
        change: editFile({ path: conf, owner: 'root', group: user, mode: '640', data }, mergeDhisConf),
        verify: snippet('verify', readable, conf, user, ...entries.map(({ key, value }) => `${key} = ${value}`)),
        undo: all(restoreFile(conf)),
      };
    },
  });
}

function problemsOf(
  now: FileState,
  entries: readonly ConfEntry[] | undefined,
  args: { readonly file: string; readonly secrets: string; readonly host: string },
): readonly Problem[] {
  if (now.kind === 'other') return [{ why: message(texts.other, { ...args, type: now.type }), todo: message(texts.otherTodo) }];
  const hasOwnKey =
    now.kind === 'file' && now.content.split('\n').some((line) => /^[ \t]*encryption\.password/.test(line) && line.endsWith(hiddenSecret));
  return [
    ...(hasOwnKey ? [{ why: message(texts.ownKey, args), todo: message(texts.ownKeyTodo, args) }] : []),
    ...(entries === undefined ? [{ why: message(texts.untold, args), todo: message(texts.untoldTodo, args) }] : []),
  ];
}

/** Where the server is as seen from here; undefined as long as it did not tell. */
export function addressOf(host: string, { host: here, told, manifest }: Target): string | undefined {
  if (host === here) return '127.0.0.1';
  const known = told?.[host]?.addresses ?? [];
  const written = manifest.hosts?.find(({ name }) => name === host)?.address;
  return known.find((address) => address === written) ?? known[0];
}

/** Undefined while the host of the database has not told its address. */
function entriesFor(instance: Instance, server: DatabaseServer, target: Target): readonly ConfEntry[] | undefined {
  const address = addressOf(server.host, target);
  if (address === undefined) return undefined;
  const { port = defaultDatabasePort, tls } = server;
  const { name, user } = databaseLogin(instance);
  const certificate = server.host === target.host ? undefined : `${pathsOf(instance).base}/conf/database.pem`;
  const secured = certificate === undefined ? 'sslmode=require' : `sslmode=verify-ca&sslrootcert=${certificate}`;
  const at = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  const base = publicUrl(instance, target.manifest);
  return [
    { key: 'connection.url', value: `jdbc:postgresql://${at}/${name}${tls === 'off' ? '' : `?${secured}`}`, comment: 'The database.' },
    { key: 'connection.username', value: user, comment: 'Owns this database and reaches no other.' },
    { key: 'connection.password', value: '${DATABASE_PASSWORD}', comment: 'Was made on this host.' },
    {
      key: 'encryption.password',
      value: '${ENCRYPTION_PASSWORD}',
      comment: 'Never change it: what was encrypted with it is lost without it.',
    },
    ...(base === undefined ? [] : [{ key: 'server.base.url', value: base, comment: 'The address that people type.' }]),
    ...(base?.startsWith('https:') ? [{ key: 'server.https', value: 'on', comment: 'Cookies are sent over HTTPS only.' }] : []),
  ];
}

/** Puts the keys of the new file into the old one: the first line of a key is replaced, later ones go, missing ones are added. */
export const mergeDhisConf = `
put() {
  if [ ! -e "$file" ]; then printf %s "$1"; return; fi
  WANTED=$1 awk '
    BEGIN {
      lines = split(ENVIRON["WANTED"], line, "\\n")
      for (at = 1; at <= lines; at++) {
        equals = index(line[at], " = ")
        if (line[at] ~ /^#/ || !equals) continue
        order[++count] = substr(line[at], 1, equals - 1)
        wanted[order[count]] = substr(line[at], equals + 3)
      }
    }
    skipping { if ($0 !~ /\\\\$/) skipping = 0; next }
    {
      key = $0
      sub(/^[ \\t]+/, "", key)
      sub(/[ \\t=:].*$/, "", key)
      if (!(key in wanted)) { print; next }
      if (!(key in done)) print key " = " wanted[key]
      done[key] = 1
      if ($0 ~ /\\\\$/) skipping = 1
    }
    END { for (at = 1; at <= count; at++) if (!(order[at] in done)) print order[at] " = " wanted[order[at]] }
  ' "$file"
}
`;

/** The instance reads it and cannot replace it. */
const readable = `
file=$1 user=$2; shift 2
[ "$(stat -c '%a %U:%G' -- "$file")" = "640 root:$user" ]
as() { runuser -u "$user" -- env -i PATH="$PATH" sh -euc "$@"; }
as '[ -r "$1" ]; [ ! -w "$1" ]; if mv -- "$1" "$1.moved" 2> /dev/null; then exit 1; fi' sh "$file"
for line; do grep -qxF -- "$line" "$file"; done
`;
