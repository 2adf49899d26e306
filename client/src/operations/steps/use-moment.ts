/** A moment that was brought back takes the place of the live database, which is kept under another name; back again when the gate is not passed. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { type DatabaseWords, databaseFunctions, databaseWordCount, databaseWords } from '../database-client.ts';
import type { Fact } from '../fact.ts';
import { databasesElsewhere } from '../facts/databases-elsewhere.ts';
import { link } from '../facts/link.ts';
import { postgresDatabases } from '../facts/postgres-databases.ts';
import { type Visitors, visitors } from '../facts/visitors.ts';
import { backupAccount } from '../hosts/backups.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance } from '../hosts/parts.ts';
import { broughtBack, doorDatabase, keptForMoment, momentName } from '../hosts/restored.ts';
import { sqlFunction } from '../postgres.ts';
import { snippet } from '../script.ts';
import { defineStep, type Problem, type Step, type Target } from '../step.ts';
import { addressOf } from './dhis-conf.ts';
import { placesOf } from './parts/running.ts';
import { swapPlan } from './parts/swap.ts';

const texts = {
  rename: {
    en: 'Rename the database {live} to {kept}, and {moment} to {live}.',
    fr: 'Renommer la base {live} en {kept}, et {moment} en {live}.',
  },
  lost: {
    en: 'What was entered since that moment is no longer there; it is in {kept}, which stays until somebody drops it.',
    fr: 'Ce qui a été saisi depuis cet instant n’y est plus ; c’est dans {kept}, qui reste jusqu’à ce que quelqu’un la supprime.',
  },
  files: {
    en: 'Uploaded files stay as they are: those that are newer than that moment are there, and the database no longer names them.',
    fr: 'Les fichiers déposés restent tels quels : ceux plus récents que cet instant sont là, et la base ne les nomme plus.',
  },
  none: {
    en: 'No such moment is brought back beside the database of {instance}.',
    fr: 'Cet instant n’est pas ramené à côté de la base de {instance}.',
  },
  noneTodo: { en: 'Bring it back first, and look at it.', fr: 'Ramenez-le d’abord, et regardez-le.' },
  before: {
    en: '{kept} is still there from an earlier time.',
    fr: '{kept} est encore là, d’une fois précédente.',
  },
  closed: {
    en: '{host} does not let this host exchange its databases.',
    fr: '{host} ne laisse pas cet hôte échanger ses bases.',
  },
  closedTodo: { en: 'Provision {host}.', fr: 'Mettez {host} en service.' },
  beforeTodo: { en: 'Drop or rename it when nobody needs it.', fr: 'Supprimez-la ou renommez-la quand personne n’en a plus besoin.' },
} as const satisfies Readonly<Record<string, Text>>;

type Needs = {
  readonly databases: Fact<readonly string[] | 'closed'>;
  readonly current: ReturnType<typeof link>;
  readonly people: Fact<Visitors>;
};

/** `wanted` in milliseconds since 1970; the newest that is there when it is not said. */
export function useMoment(instance: Instance, server: DatabaseServer, wanted: number | undefined): Step {
  const { port = defaultDatabasePort } = server;
  const { name: live, user } = databaseLogin(instance);
  const isHere = server.host === instance.host;
  const doorFor = (target: Target): DatabaseWords => {
    const [host, at, , ...login] = databaseWords(instance, server, addressOf(server.host, target));
    return [host, at, doorDatabase, ...login];
  };
  return defineStep({
    id: `use-moment:${instance.name}`,
    title: { en: 'Use the moment that was brought back', fr: 'Utiliser l’instant ramené' },
    why: {
      en: 'It was looked at beside the live database; renaming takes seconds and can be taken back, and what was live stays.',
      fr: 'Il a été regardé à côté de la base en service ; renommer prend quelques secondes et peut s’annuler, et ce qui était en service reste.',
    },
    controls: ['DB-02'],
    risk: 'restart',
    act: true,
    needs: (target): Needs => ({
      databases: isHere ? postgresDatabases(port) : databasesElsewhere(instance.name, doorFor(target)),
      current: link(placesOf(instance).context),
      people: visitors(instance.name),
    }),
    plan: ({ databases, current, people }, target) => {
      const problem = (why: Text, todo: Text, args: { readonly [name: string]: string }): Problem => ({
        why: message(why, args),
        todo: message(todo, args),
      });
      if (databases === 'closed') return { state: 'blocked', problems: [problem(texts.closed, texts.closedTodo, { host: server.host })] };
      const [moment] = broughtBack(live, databases).filter((name) => wanted === undefined || name === momentName(live, wanted));
      if (moment === undefined || current.target === undefined) {
        return { state: 'blocked', problems: [problem(texts.none, texts.noneTodo, { instance: instance.name })] };
      }
      const words = { live, moment, kept: keptForMoment(live, moment) };
      if (databases.includes(words.kept)) return { state: 'blocked', problems: [problem(texts.before, texts.beforeTodo, words)] };
      const rename = (isBack: boolean) =>
        isHere
          ? snippet('use-moment', swap, String(port), live, moment, words.kept, user, backupAccount, isBack ? 'back' : 'use')
          : snippet('use-moment', ask, ...doorFor(target), live, moment.slice(-'at_'.length - 14), isBack ? 'true' : 'false');
      return swapPlan(
        {
          ...{ instance, server, people, release: current.target },
          renamed: message(texts.rename, words),
          lost: [message(texts.lost, words), message(texts.files)],
          use: rename(false),
          back: rename(true),
        },
        target,
      );
    },
  });
}

/**
 * Both names at once or neither: a database that is not there, or of another owner, ends the transaction. Going back does
 * nothing when nothing was renamed.
 */
const swap = `
port=$1 live=$2 moment=$3 kept=$4 owner=$5 reader=$6 way=$7
${sqlFunction}
first=$kept second=$moment
if [ "$way" = back ]; then
  [ "$(echo "select count(*) from pg_database where datname = :'kept'" | sql "$port" postgres --set kept="$kept")" = 1 ] || exit 0
  first=$moment second=$kept
fi
cat << 'SQL' | sql "$port" postgres --set live="$live" --set first="$first" --set second="$second" --set owner="$owner" --set reader="$reader"
select 1 / count(*)::int from pg_database where datname = :'second' and pg_get_userbyid(datdba) = :'owner' \\g /dev/null
select pg_terminate_backend(pid) from pg_stat_activity where datname in (:'live', :'second') and pid <> pg_backend_pid() \\g /dev/null
begin;
alter database :"live" rename to :"first";
alter database :"second" rename to :"live";
commit;
select format('grant connect on database %I to %I', :'live', :'reader') where exists (select from pg_roles where rolname = :'reader') \\gexec
SQL
`;

/** Elsewhere: the function in the door does the same, with names that it knows. */
const ask = `
${databaseFunctions}
database "$@"
shift ${databaseWordCount}
echo "select public.:\\"swap\\"(:'stamp', :'back')" |
  db psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --set swap="swap_$1" --set stamp="$2" --set back="$3" > /dev/null
`;
