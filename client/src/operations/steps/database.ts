/** The database of an instance and the role that owns it, which can do nothing else. */
import { type Message, message, releaseNeeds, type Text } from '@dhis2-hosting/server/service';
import type { Fact } from '../fact.ts';
import { instanceSecrets } from '../facts/instance-secrets.ts';
import { type PostgresDatabase, postgresDatabase } from '../facts/postgres-database.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance, pathsOf } from '../hosts/parts.ts';
import { doorDatabase } from '../hosts/restored.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet, withInput } from '../script.ts';
import { type Change, defineStep, type Problem, type Step, type Target } from '../step.ts';

const texts = {
  role: { en: 'Create the role {user}, which may only log in.', fr: 'Créer le rôle {user}, qui peut seulement se connecter.' },
  rights: { en: 'Take all rights from the role {user} but the login.', fr: 'Retirer au rôle {user} tous les droits sauf la connexion.' },
  password: {
    en: 'Give the role {user} the password that {host} made, as a SCRAM verifier.',
    fr: 'Donner au rôle {user} le mot de passe créé par {host}, sous forme de vérificateur SCRAM.',
  },
  database: { en: 'Create the database {name}, of {user}.', fr: 'Créer la base {name}, à {user}.' },
  extension: { en: 'Create the extensions {list} in {name}.', fr: 'Créer les extensions {list} dans {name}.' },
  public: { en: 'Let nobody but {user} connect to {name}.', fr: 'Ne laisser personne d’autre que {user} se connecter à {name}.' },
  owner: { en: 'The database {name} belongs to {owner}.', fr: 'La base {name} appartient à {owner}.' },
  ownerTodo: {
    en: 'Write `databaseUser: {owner}` if the instance shall use it, or another `databaseName`.',
    fr: 'Écrivez `databaseUser: {owner}` si l’instance doit l’utiliser, ou un autre `databaseName`.',
  },
  reserved: { en: '{user} is the name of PostgreSQL’s own superuser.', fr: '{user} est le nom du superutilisateur de PostgreSQL.' },
  reservedTodo: { en: 'Write another `databaseUser`.', fr: 'Écrivez un autre `databaseUser`.' },
  encoding: { en: 'The database {name} has the encoding {encoding}.', fr: 'La base {name} a l’encodage {encoding}.' },
  encodingTodo: { en: 'Dump it and restore it into one with UTF8.', fr: 'Sauvegardez-la et restaurez-la dans une base en UTF8.' },
  untold: { en: '{host} has not made the password of {instance} yet.', fr: '{host} n’a pas encore créé le mot de passe de {instance}.' },
  untoldTodo: {
    en: 'Provision {host} first; its instance starts in a second round.',
    fr: 'Mettez d’abord {host} en service ; son instance démarre au second tour.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function databaseFact(instance: Instance, { port = defaultDatabasePort }: DatabaseServer): Fact<PostgresDatabase> {
  const { name, user } = databaseLogin(instance);
  return postgresDatabase(port, name, user);
}

export function database(instance: Instance, server: DatabaseServer): Step {
  const { port = defaultDatabasePort } = server;
  const { name, user } = databaseLogin(instance);
  return defineStep({
    id: `database:${instance.name}`,
    title: { en: 'Database and role of the instance', fr: 'Base et rôle de l’instance' },
    why: {
      en: 'Each instance has a database of its own with an owner that reaches no other; extensions are made here, because only a superuser may.',
      fr: 'Chaque instance a sa propre base, dont le propriétaire n’en atteint aucune autre ; les extensions sont créées ici, car seul un superutilisateur le peut.',
    },
    controls: ['DB-04'],
    risk: 'data',
    after: [`postgres:${server.name}`, `instance-secrets:${instance.name}`],
    needs: () => ({
      now: databaseFact(instance, server),
      secrets: instanceSecrets(pathsOf(instance).secrets),
    }),
    plan: ({ now, secrets }, target) => {
      const verifier = verifierOf(instance, target, secrets.kind === 'there' ? secrets.verifier : '');
      const extensions = releaseNeeds(instance.dhis2Version)?.extensions ?? ['postgis', 'pg_trgm', 'btree_gin'];
      const problems = problemsOf(name, user, now, verifier, instance);
      if (problems.length > 0 || verifier === undefined) return { state: 'blocked', problems };
      const words = changesOf(now, { name, user, host: instance.host }, verifier.digest, extensions);
      if (words.length === 0) return { state: 'already-so' };
      const args = [String(port), name, user, extensions.join(' ')] as const;
      return {
        state: 'will-change',
        changes: words.map((each): Change => ({ kind: 'words', message: each })),
        seconds: 5,
        change:
          'file' in verifier
            ? snippet('database', change, ...args, verifier.file)
            : withInput(verifier.text, snippet('database', change, ...args, '/dev/stdin')),
        verify: snippet('verify', alone, ...args),
        ...(now.database === undefined ? { undo: snippet('undo', dropEmpty, String(port), name, now.role === undefined ? user : '') } : {}),
      };
    },
  });
}

type Verifier = { readonly digest: string } & ({ readonly file: string } | { readonly text: string });

/** Of this host it is read when the change is made: an earlier step may make it. Undefined when it is not known. */
function verifierOf(instance: Instance, { host, told }: Target, digest: string): Verifier | undefined {
  if (instance.host === host) return { digest, file: `${pathsOf(instance).secrets}/database.verifier` };
  return told?.[instance.host]?.verifiers[instance.name];
}

function problemsOf(
  name: string,
  user: string,
  { database: of }: PostgresDatabase,
  verifier: Verifier | undefined,
  instance: Instance,
): readonly Problem[] {
  const problem = (why: Text, todo: Text, args: Message['args']): Problem => ({ why: message(why, args), todo: message(todo, args) });
  return [
    ...(user === 'postgres' ? [problem(texts.reserved, texts.reservedTodo, { user })] : []),
    ...(verifier === undefined ? [problem(texts.untold, texts.untoldTodo, { host: instance.host, instance: instance.name })] : []),
    ...(of !== undefined && of.owner !== user ? [problem(texts.owner, texts.ownerTodo, { name, owner: of.owner })] : []),
    ...(of !== undefined && of.encoding !== 'UTF8' ? [problem(texts.encoding, texts.encodingTodo, { name, encoding: of.encoding })] : []),
  ];
}

function changesOf(
  { role, database: of }: PostgresDatabase,
  args: { readonly name: string; readonly user: string; readonly host: string },
  digest: string,
  extensions: readonly string[],
): readonly Message[] {
  const missing = extensions.filter((extension) => of?.extensions.has(extension) !== true);
  return [
    ...(role === undefined ? [message(texts.role, args)] : []),
    ...(role !== undefined && (role.powerful || !role.canLogIn) ? [message(texts.rights, args)] : []),
    ...(role === undefined || role.verifier !== digest ? [message(texts.password, args)] : []),
    ...(of === undefined ? [message(texts.database, args)] : []),
    ...(missing.length > 0 ? [message(texts.extension, { ...args, list: missing.join(', ') })] : []),
    ...(of?.publicMayConnect !== false ? [message(texts.public, args)] : []),
  ];
}

/**
 * The verifier goes in on standard input, and statements that hold it are not logged. The locale sorts the same after
 * each upgrade of the system.
 */
const change = `
port=$1 name=$2 user=$3 extensions=$4
${sqlFunction}
verifier=$(cat -- "$5")
{
  echo "set log_statement = 'none'; set log_min_duration_statement = -1; set log_min_error_statement = 'panic';"
  printf "\\\\\\\\set verifier '%s'\\n" "$verifier"
  cat << 'SQL'
select format('create role %I', :'user') where not exists (select from pg_roles where rolname = :'user') \\gexec
select format('alter role %I login nosuperuser nocreaterole nocreatedb noreplication nobypassrls password %L', :'user', :'verifier') \\gexec
select format('create database %I owner %I template template0 encoding ''UTF8'' lc_collate ''C.UTF-8'' lc_ctype ''C.UTF-8''', :'name', :'user')
  where not exists (select from pg_database where datname = :'name') \\gexec
select format('revoke all on database %I from public', :'name') \\gexec
SQL
} | sql "$port" postgres --set name="$name" --set user="$user"
for extension in $extensions; do
  echo "create extension if not exists :\\"extension\\"" | sql "$port" "$name" --set extension="$extension"
done
echo "revoke create on schema public from public; select format('grant create on schema public to %I', :'user') \\gexec" |
  sql "$port" "$name" --set user="$user"
`;

/** It owns its database, and may connect to no other than what was restored beside it and the way there. */
const alone = `
port=$1 name=$2 user=$3 extensions=$4
${sqlFunction}
[ "$(cat << 'SQL' | sql "$port" postgres --set name="$name" --set user="$user"
select rolcanlogin and not (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls) and rolpassword like 'SCRAM-SHA-256$%'
  from pg_authid where rolname = :'user';
select has_database_privilege(:'user', :'name', 'connect, create') and not has_database_privilege('public', :'name', 'connect');
select not exists (select from pg_database d where d.datname not in (:'name', 'postgres') and d.datname not like 'template%'
  and pg_get_userbyid(d.datdba) <> :'user' and d.datname <> '${doorDatabase}'
  and has_database_privilege(:'user', d.oid, 'connect') and not has_database_privilege('public', d.oid, 'connect'));
SQL
)" = 't
t
t' ]
for extension in $extensions; do
  [ "$(echo "select count(*) from pg_extension where extname = :'name'" | sql "$port" "$name" --set name="$extension")" = 1 ]
done
[ "$(cat << 'SQL' | sql "$port" "$name" --set user="$user"
select format('set role %I', :'user') \\gexec
create table dhis2_hosting_test (id int, place geometry(Point, 4326));
insert into dhis2_hosting_test values (1, st_setsrid(st_makepoint(1, 2), 4326));
select count(*) from dhis2_hosting_test;
drop table dhis2_hosting_test;
SQL
)" = 1 ]
`;

/** Only a database of this run, and only as long as nothing is in it. */
const dropEmpty = `
port=$1 name=$2 user=$3
${sqlFunction}
there=$(echo "select count(*) from pg_database where datname = :'name'" | sql "$port" postgres --set name="$name")
if [ "$there" = 1 ]; then
  tables=$(echo "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm', 'S') and n.nspname !~ '^(pg_|information_schema)' and c.relname <> 'spatial_ref_sys'" | sql "$port" "$name")
  [ "$tables" = 0 ] || exit 0
  echo 'drop database :"name"' | sql "$port" postgres --set name="$name"
fi
[ -z "$user" ] || echo 'drop role if exists :"user"' | sql "$port" postgres --set user="$user"
`;
