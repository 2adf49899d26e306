/** Who may connect to PostgreSQL: each role to its own database, from the hosts of its instance, over TLS, with SCRAM. */
import { type HostingManifest, type Message, message, type Text } from '@dhis2-hosting/server/service';
import { osRelease } from '../facts/os-release.ts';
import { postgres } from '../facts/postgres.ts';
import { postgresFile } from '../facts/postgres-file.ts';
import { type KnownInPostgres, othersFunction, othersWords, postgresOthers } from '../facts/postgres-others.ts';
import { postgresSettings } from '../facts/postgres-settings.ts';
import { postgresTls, told } from '../facts/told.ts';
import { backupAccount } from '../hosts/backups.ts';
import { type DatabaseServer, databaseLogin, defaultDatabasePort, type Instance, instancesOfServer, pathsOf } from '../hosts/parts.ts';
import { doorDatabase, hasRoom, roomName } from '../hosts/restored.ts';
import { clusterName, configFile, reloadPostgres, versionFor } from '../postgres.ts';
import { all, type Script, snippet } from '../script.ts';
import { editFile, restoreFile, writeFile } from '../script-files.ts';
import { type Change, defineStep, type Problem, type Step, type Target } from '../step.ts';
import { type ConfRow, postgresConf } from '../templates/postgres-conf.ts';
import { fileChange, isFile } from './parts/file-change.ts';

export const accessFile = 'conf.d/61-dhis2-hosting-access.conf';
export const accessSettings = ['listen_addresses', 'ssl'] as const;

const texts = {
  rules: {
    en: 'Put these rules in front of all others in {file}: {rules}',
    fr: 'Placer ces règles avant toutes les autres dans {file} : {rules}',
  },
  stock: {
    en: 'Take out the rules of the package that let every role into every database from this host, unless other roles or databases are there.',
    fr: 'Retirer les règles du paquet qui laissent entrer chaque rôle dans chaque base depuis cet hôte, sauf si d’autres rôles ou bases s’y trouvent.',
  },
  kept: {
    en: 'The rules of the package that let every role into every database from this host stay in {file}, behind ours, because roles or databases that the manifest does not name may need them: {names}. Give each a rule of its own, then delete those of the package.',
    fr: 'Les règles du paquet qui laissent entrer chaque rôle dans chaque base depuis cet hôte restent dans {file}, après les nôtres, car des rôles ou des bases que le manifeste ne nomme pas peuvent en avoir besoin : {names}. Donnez à chacun sa propre règle, puis supprimez celles du paquet.',
  },
  certificate: {
    en: 'Make a certificate for PostgreSQL, which instances on other hosts are told.',
    fr: 'Créer un certificat pour PostgreSQL, communiqué aux instances des autres hôtes.',
  },
  loose: {
    en: 'A rule of another hand lets more in than it should: `{rule}`.',
    fr: 'Une règle d’une autre main laisse entrer plus que nécessaire : `{rule}`.',
  },
  untold: { en: 'The addresses of {host} are not known yet.', fr: 'Les adresses de {host} ne sont pas encore connues.' },
  untoldTodo: { en: 'Plan with {host} within reach.', fr: 'Planifiez avec {host} joignable.' },
  down: {
    en: 'Connections of all instances to this server end once; DHIS2 opens new ones by itself.',
    fr: 'Les connexions de toutes les instances à ce serveur se ferment une fois ; DHIS2 en ouvre de nouvelles de lui-même.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function postgresAccess(server: DatabaseServer): Step {
  const { port = defaultDatabasePort } = server;
  return defineStep({
    id: `postgres-access:${server.name}`,
    title: { en: 'Who may connect to PostgreSQL', fr: 'Qui peut se connecter à PostgreSQL' },
    why: {
      en: 'Whoever gets a password of one instance must not reach the data of another, nor read it on the way.',
      fr: 'Qui obtient le mot de passe d’une instance ne doit ni atteindre les données d’une autre, ni les lire en chemin.',
    },
    controls: ['DB-08', 'DB-04'],
    risk: 'restart',
    after: [`postgres:${server.name}`],
    needs: ({ manifest }) => ({
      os: osRelease,
      known: postgres,
      beside: postgresOthers(port, namesOf(server, manifest)),
      rules: postgresFile(port, 'pg_hba.conf'),
      now: postgresFile(port, accessFile),
      inForce: postgresSettings(port, ...accessSettings),
    }),
    touches: ({ manifest, host }) => [told(manifest, host)],
    plan: ({ os, known, beside: { others }, rules, now, inForce }, target) => {
      const found = versionFor(server, os, known);
      if (found.problem !== undefined) return { state: 'blocked', problems: [found.problem] };
      const { version } = found;
      const clients = clientsOf(server, target);
      const problems = clients.flatMap(({ host, addresses }): readonly Problem[] =>
        addresses.length > 0 ? [] : [{ why: message(texts.untold, { host }), todo: message(texts.untoldTodo, { host }) }],
      );
      if (problems.length > 0) return { state: 'blocked', problems };
      const isRemote = clients.some(({ host }) => host !== target.host);
      const [block, content] = [blockOf(server, clients, target), contentOf(isRemote)];
      const text = rules.kind === 'file' ? rules.content : '';
      const [hba, conf] = [configFile(version, 'pg_hba.conf'), configFile(version, accessFile)];
      const names = [...new Set([...(others?.roles ?? []), ...(others?.databases ?? [])])];
      const keepsStock = names.length > 0;
      const hasRules = `\n${text}`.includes(`\n${block}`) && (keepsStock || !stockRule.test(text));
      const hasFile = isFile(now, { content, mode: '644' });
      const notes = [
        ...(keepsStock && stockRule.test(text) ? [message(texts.kept, { file: hba, names: names.join(', ') })] : []),
        ...looseRules(text).map((rule) => message(texts.loose, { rule })),
      ];
      if (hasRules && hasFile) return { state: 'already-so', notes };
      const waits = inForce.settings?.get('listen_addresses')?.value !== (isRemote ? '*' : 'localhost');
      return {
        state: 'will-change',
        notes,
        changes: [
          ...(isRemote && !hasFile ? [{ kind: 'words', message: message(texts.certificate) } as const] : []),
          ...(hasFile ? [] : [fileChange(conf, now, content)]),
          ...(hasRules
            ? []
            : rules.kind === 'file' && others !== undefined
              ? [fileChange(hba, rules, withRules(text, block, keepsStock))]
              : shownRules(hba, block)),
        ],
        ...(inForce.settings !== undefined && waits
          ? { restarts: [`postgresql@${version}-${clusterName}.service`], affects: [message(texts.down)] as readonly Message[] }
          : {}),
        seconds: 10,
        change: all(
          ...(isRemote ? [makeCertificate(target)] : []),
          writeFile({ path: conf, content, mode: '644' }),
          // Asked again on the host, because the server may not have run when the plan was made.
          snippet('others', tellOthers, ...othersWords(port, namesOf(server, target.manifest))),
          editFile({ path: hba, owner: 'postgres', group: 'postgres', mode: '640', data: block }, insertRules),
          reloadPostgres(port, version),
        ),
        verify: all(...clients.map((client) => proofOf(client, port, server, target))),
        undo: all(restoreFile(hba), restoreFile(conf), reloadPostgres(port, version)),
      };
    },
  });
}

type Client = { readonly instance: Instance; readonly host: string; readonly addresses: readonly string[] };

/** Of each instance its own host, and those that the manifest allows besides. */
function clientsOf(server: DatabaseServer, { manifest, host: here, told: known }: Target): readonly Client[] {
  return instancesOfServer(manifest, server).flatMap((instance) =>
    [...new Set([instance.host, ...(server.allowedFrom ?? [])])].map((host) => ({
      instance,
      host,
      addresses: host === here ? ['127.0.0.1', '::1'] : (known?.[host]?.addresses ?? []),
    })),
  );
}

function blockOf(server: DatabaseServer, clients: readonly Client[], { manifest }: Target): string {
  const type = server.tls === 'off' ? 'host' : 'hostssl';
  const lines = clients.flatMap(({ instance, host, addresses }) => {
    const { name, user } = databaseLogin(instance);
    const more = host === instance.host && hasRoom(manifest, instance, server) ? [roomName(name), doorDatabase] : [];
    return [name, ...more].flatMap((database) =>
      addresses.map((address) => `${type} "${database}" "${user}" ${address}/${address.includes(':') ? 128 : 32} scram-sha-256`),
    );
  });
  const refused = [...new Set(clients.map(({ instance }) => databaseLogin(instance).user))].map((user) => `host all "${user}" all reject`);
  return ['# BEGIN DHIS2 Hosting', ...lines, ...refused, '# END DHIS2 Hosting', ''].join('\n');
}

/** What uses the server by the manifest, and what we make beside it. */
export function namesOf(server: DatabaseServer, manifest: HostingManifest): KnownInPostgres {
  const logins = instancesOfServer(manifest, server).map(databaseLogin);
  return {
    roles: [backupAccount, ...new Set(logins.map(({ user }) => user))],
    databases: [doorDatabase, ...logins.map(({ name }) => name)],
  };
}

/** As long as there is no file to compare with. */
function shownRules(file: string, block: string): readonly Change[] {
  const rules = block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return [message(texts.rules, { file, rules: rules.join('; ') }), message(texts.stock)].map((each) => ({ kind: 'words', message: each }));
}

function contentOf(isRemote: boolean): string {
  const rows: readonly ConfRow[] = [
    {
      name: 'listen_addresses',
      value: isRemote ? '*' : 'localhost',
      reason: isRemote ? 'Instances on other hosts connect; pg_hba.conf and the firewall say which.' : 'All instances are on this host.',
    },
    { name: 'ssl', value: 'on', reason: 'Passwords and data are not read on the way.' },
    ...(isRemote
      ? [
          { name: 'ssl_cert_file', value: `${postgresTls}/server.crt`, reason: 'What clients on other hosts know this server by.' },
          { name: 'ssl_key_file', value: `${postgresTls}/server.key`, reason: 'Its key, which stays here.' },
        ]
      : []),
    { name: 'ssl_min_protocol_version', value: 'TLSv1.2', reason: 'Older ones are broken.' },
    { name: 'password_encryption', value: 'scram-sha-256', reason: 'A verifier that is stolen is no password.' },
  ];
  return postgresConf(['Who may connect to PostgreSQL, with pg_hba.conf.'], rows);
}

/** Kept once it is there: clients know it. */
function makeCertificate({ manifest, host }: Target): Script {
  const address = manifest.hosts?.find(({ name }) => name === host)?.address ?? host;
  return snippet('make-certificate', certificate, postgresTls, host, /^[0-9.]+$|:/.test(address) ? `IP:${address}` : `DNS:${address}`);
}

const certificate = `
folder=$1 name=$2 other=$3
[ -d "$folder" ] || install --directory --owner=root --group=postgres --mode=750 -- "$folder"
[ -e "$folder/server.crt" ] && exit 0
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=$name" -addext "subjectAltName=DNS:$name,$other" \\
  -keyout "$folder/server.key" -out "$folder/server.crt.part" 2> /dev/null
chown root:postgres "$folder/server.key"
chmod 640 "$folder/server.key"
chmod 644 "$folder/server.crt.part"
mv -- "$folder/server.crt.part" "$folder/server.crt"
`;

/** What Debian's packages write: every role into every database from this host. */
const stockRule = /^host[ \t]+(?:all|replication)[ \t]+all[ \t]+(?:127\.0\.0\.1\/32|::1\/128)[ \t]+(?:scram-sha-256|md5)[ \t]*$/m;

const tellOthers = `
${othersFunction}
mkdir -p -- "$DHIS2_HOSTING_KEPT"
others "$@" > "$DHIS2_HOSTING_KEPT/others"
`;

const insertRules = `
put() {
  BLOCK=$1 KEEPS=$(cat -- "$DHIS2_HOSTING_KEPT/others") awk '
    /^# BEGIN DHIS2 Hosting/ { ours = 1 }
    ours { if (/^# END DHIS2 Hosting/) ours = 0; next }
    ENVIRON["KEEPS"] == "" && /^host[ \\t]+(all|replication)[ \\t]+all[ \\t]+(127\\.0\\.0\\.1\\/32|::1\\/128)[ \\t]+(scram-sha-256|md5)[ \\t]*$/ { next }
    !done && !/^[ \\t]*(#|$)/ && !/^local[ \\t]+all[ \\t]+postgres[ \\t]/ { printf "%s", ENVIRON["BLOCK"]; done = 1 }
    { print }
    END { if (!done) printf "%s", ENVIRON["BLOCK"] }
  ' "$file"
}
`;

/** What `insertRules` makes of the file. */
function withRules(text: string, block: string, keepsStock: boolean): string {
  const rest = text.replace(/^# BEGIN DHIS2 Hosting[\s\S]*?(?:^# END DHIS2 Hosting.*\n|(?![\s\S]))/gm, '');
  const lines = rest
    .replace(/\n$/, '')
    .split('\n')
    .filter((line) => keepsStock || !stockRule.test(line));
  const first = lines.findIndex((line) => !/^[ \t]*(?:#|$)/.test(line) && !/^local[ \t]+all[ \t]+postgres[ \t]/.test(line));
  const place = first === -1 ? lines.length : first;
  return [...lines.slice(0, place), block.replace(/\n$/, ''), ...lines.slice(place), ''].join('\n');
}

/** Rules of others that let somebody in without a good password, or everybody everywhere. */
function looseRules(text: string): readonly string[] {
  const rules = text.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
  const isLoose = (rule: string): boolean =>
    /^(?:local|host\w*) .* (?:trust|password|md5)$/.test(rule) || /^host\w* all all .*(?<!reject)$/.test(rule);
  return rules.filter((rule) => isLoose(rule) && !stockRule.test(rule));
}

function proofOf({ instance, host }: Client, port: number, { tls }: DatabaseServer, target: Target): Script {
  const { name, user } = databaseLogin(instance);
  const isHere = host === target.host && instance.host === host;
  return snippet('verify', isHere ? loginTest : refusalTest, String(port), name, user, pathsOf(instance).secrets, tls ?? 'required');
}

/** The way the instance logs in: right over TLS, refused without it, with another password, and at other databases. */
const loginTest = `
port=$1 name=$2 user=$3 secrets=$4 tls=$5
PGPASSWORD=$(sed -n 's/^DATABASE_PASSWORD=//p' "$secrets/secrets.env")
PGCONNECT_TIMEOUT=10
export PGPASSWORD PGCONNECT_TIMEOUT
enter() { psql --no-psqlrc --no-password --quiet --tuples-only --no-align --command 'select 1' "host=127.0.0.1 port=$port user=$user $1" 2> /dev/null; }
[ "$(enter "dbname=$name sslmode=require")" = 1 ]
[ -z "$(enter 'dbname=postgres sslmode=require')" ]
[ "$tls" = off ] || [ -z "$(enter "dbname=$name sslmode=disable")" ]
PGPASSWORD=wrong
[ -z "$(enter "dbname=$name sslmode=require")" ]
`;

/** From here it is refused before it is asked for a password, because its instance is elsewhere. */
const refusalTest = `
port=$1 user=$3
said=$(PGPASSWORD=wrong psql --no-psqlrc --no-password --command 'select 1' "host=127.0.0.1 port=$port user=$user dbname=$2 sslmode=require" 2>&1) && exit 1
case $said in *pg_hba.conf*) ;; *) echo "$said" >&2; exit 1 ;; esac
`;
