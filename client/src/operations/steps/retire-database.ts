/** The database of an instance that goes is renamed, not dropped, and nobody logs in to it any more. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance, instancesOfServer } from '../hosts/parts.ts';
import { removedFolder } from '../hosts/removed.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';
import { type Change, defineStep, type Problem, type Step, type Target } from '../step.ts';
import { databaseFact } from './database.ts';

const texts = {
  rename: {
    en: 'Rename the database {name} into {name}_removed_… with the time of that moment. It is dropped by another command only.',
    fr: 'Renommer la base {name} en {name}_removed_… suivi de l’heure. Seule une autre commande la supprime.',
  },
  login: { en: 'Let the role {user} log in no more.', fr: 'Ne plus laisser le rôle {user} se connecter.' },
  shared: {
    en: 'The role {user} belongs to {others} too and stays as it is.',
    fr: 'Le rôle {user} appartient aussi à {others} et reste inchangé.',
  },
  alive: {
    en: '{instance} is still on {host}, or {host} does not answer.',
    fr: '{instance} est encore sur {host}, ou {host} ne répond pas.',
  },
  aliveTodo: { en: 'Remove it on {host} first, then plan again.', fr: 'Retirez-la d’abord de {host}, puis planifiez de nouveau.' },
} as const satisfies Readonly<Record<string, Text>>;

export function retireDatabase(instance: Instance, server: DatabaseServer): Step {
  const { name, user } = databaseLogin(instance);
  const { port = defaultDatabasePort } = server;
  return defineStep({
    id: `retire-database:${instance.name}`,
    title: { en: 'Database that goes', fr: 'Base qui s’en va' },
    why: {
      en: 'A database that is renamed is back within a second; one that is dropped is gone.',
      fr: 'Une base renommée revient en une seconde ; une base supprimée est perdue.',
    },
    controls: ['DB-04'],
    risk: 'restart',
    after: [`last-backup:${instance.name}`, `stop-instance:${instance.name}`],
    needs: () => ({ now: databaseFact(instance, server) }),
    plan: ({ now }, target) => {
      if (now.database === undefined) return { state: 'already-so' };
      const problems = stillThere(instance, target);
      if (problems.length > 0) return { state: 'blocked', problems };
      const others = instancesOfServer(target.manifest, server)
        .filter((other) => other.name !== instance.name && databaseLogin(other).user === user)
        .map((other) => other.name);
      const isShared = others.length > 0;
      const login: Message = isShared ? message(texts.shared, { user, others: others.join(', ') }) : message(texts.login, { user });
      const role = isShared ? '' : user;
      return {
        state: 'will-change',
        changes: [message(texts.rename, { name }), login].map((each): Change => ({ kind: 'words', message: each })),
        seconds: 2,
        change: snippet('rename', rename, String(port), name, role, removedFolder(instance.name)),
        verify: snippet('verify', isRenamed, String(port), name, role),
        undo: snippet('undo', renameBack, String(port), name, role, removedFolder(instance.name)),
      };
    },
  });
}

/** A host that has removed the instance tells no verifier of it any more. */
function stillThere({ name, host }: Instance, target: Target): readonly Problem[] {
  if (host === target.host) return [];
  const told = target.told?.[host];
  if (told !== undefined && told.verifiers[name] === undefined) return [];
  return [{ why: message(texts.alive, { instance: name, host }), todo: message(texts.aliveTodo, { host }) }];
}

/** What is written down comes first, so that nothing is renamed that nobody finds again. PostgreSQL's names have 63 bytes. */
const rename = `
port=$1 name=$2 role=$3 folder=$4
${sqlFunction}
new=$(printf %s "$name" | cut -c 1-40)_removed_$(date -u +%Y%m%d%H%M%S)
umask 077
mkdir -p -- "$DHIS2_HOSTING_KEPT" "$folder"
printf '%s\\n' "$new" > "$DHIS2_HOSTING_KEPT/new"
printf '%s %s %s\\n' "$port" "$new" "\${role:--}" >> "$folder/databases"
echo 'alter database :"name" rename to :"new"' | sql "$port" postgres --set name="$name" --set new="$new"
[ -z "$role" ] || echo 'alter role :"role" nologin' | sql "$port" postgres --set role="$role"
echo "The database is $new now."
`;

const isRenamed = `
port=$1 name=$2 role=$3
${sqlFunction}
new=$(cat "$DHIS2_HOSTING_KEPT/new")
[ "$(echo "select count(*) filter (where datname = :'name') || ' ' || count(*) filter (where datname = :'new') from pg_database" |
  sql "$port" postgres --set name="$name" --set new="$new")" = '0 1' ]
[ -z "$role" ] || [ "$(echo "select rolcanlogin from pg_roles where rolname = :'role'" | sql "$port" postgres --set role="$role")" = f ]
`;

const renameBack = `
port=$1 name=$2 role=$3 folder=$4
${sqlFunction}
[ -e "$DHIS2_HOSTING_KEPT/new" ] || exit 0
new=$(cat "$DHIS2_HOSTING_KEPT/new")
if [ "$(echo "select count(*) from pg_database where datname = :'new'" | sql "$port" postgres --set new="$new")" = 1 ]; then
  echo 'alter database :"new" rename to :"name"' | sql "$port" postgres --set name="$name" --set new="$new"
fi
[ -z "$role" ] || echo 'alter role :"role" login' | sql "$port" postgres --set role="$role"
grep -vF -- " $new " "$folder/databases" > "$folder/databases.part" || :
mv -- "$folder/databases.part" "$folder/databases"
`;
