import { isEncrypted } from '../conf/database-encryption.ts';
import { isDecidedLater, knownValue, setEntry } from '../conf/effective.ts';
import { isPrivateHost } from '../conf/hosts.ts';
import { readPostgresUrl } from '../conf/jdbc-url.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { poolInForce } from '../conf/pools.ts';
import type { Fix, Span } from '../findings.ts';
import { message } from '../messages.ts';
import type { Placement } from '../project/placement.ts';
import { type Difference, databaseDifferences } from '../project/planned-database.ts';
import { placeInPlan } from '../project/related-place.ts';
import type { ConfContext, ConfEntry } from './context.ts';
import { defineConfRule, type Report, type Reporter, type RulePage } from './define-rule.ts';
import { requireTlsFix } from './require-tls-fix.ts';

type MessageId = 'local' | 'host' | 'address' | 'port' | 'portLeft' | 'name' | 'nameLeft' | 'user' | 'refused' | 'optional' | 'noTls';

export const rule = defineConfRule<MessageId>({
  id: 'database-not-as-planned',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Another database than the plan says', fr: 'Une autre base que celle du plan' },
  what: {
    en: 'A manifest names this file as `config` of an instance, and says another host, port, name, role or TLS for its database than `connection.url` and `connection.username` do.',
    fr: "Un manifeste désigne ce fichier comme `config` d'une instance, et indique pour sa base un autre hôte, port, nom, rôle ou TLS que `connection.url` et `connection.username`.",
  },
  source: 'schemas/hosting-manifest.schema.json, databases; pgjdbc documentation, Connecting to the Database, Using SSL',
  controls: ['DB-04', 'DB-08'],
  messages: {
    local: {
      en: 'This is the database of the host of the instance itself, and the plan has it on `{planned}` ({address}). Correct the address here or the plan.',
      fr: "C'est la base de l'hôte même de l'instance, et le plan la place sur `{planned}` ({address}). Corrigez l'adresse ici, ou le plan.",
    },
    host: {
      en: 'This is `{other}`, and the plan has the database of `{instance}` on `{planned}` ({address}). Correct the address here or the plan.',
      fr: "C'est `{other}`, et le plan place la base de `{instance}` sur `{planned}` ({address}). Corrigez l'adresse ici, ou le plan.",
    },
    address: {
      en: 'The plan has the database of `{instance}` on `{planned}`, which is {address}. Correct the address here or in the plan, unless the machine has both.',
      fr: "Le plan place la base de `{instance}` sur `{planned}`, qui est {address}. Corrigez l'adresse ici ou dans le plan, à moins que la machine n'ait les deux.",
    },
    portLeft: {
      en: 'Port {written} here, and without `port` in the plan PostgreSQL is on {planned}. Write `port: {written}` in the plan, or correct it here.',
      fr: 'Port {written} ici et, sans `port` dans le plan, PostgreSQL est sur {planned}. Écrivez `port: {written}` dans le plan, ou corrigez ici.',
    },
    nameLeft: {
      en: 'The database is `{written}` here, and without `databaseName` in the plan it is named `{planned}`, as the instance is: backups would look for that one. Write `databaseName: {written}` in the plan, or correct it here.',
      fr: "La base est `{written}` ici et, sans `databaseName` dans le plan, elle s'appelle `{planned}` comme l'instance : les sauvegardes chercheraient celle-là. Écrivez `databaseName: {written}` dans le plan, ou corrigez ici.",
    },
    port: {
      en: 'Port {written} here, {planned} in the plan: one of the two leads to another PostgreSQL, or to none. Correct it here or in the plan.',
      fr: "Port {written} ici, {planned} dans le plan : l'un des deux mène à un autre PostgreSQL, ou nulle part. Corrigez-le ici ou dans le plan.",
    },
    name: {
      en: 'The database is `{written}` here and `{planned}` in the plan: backups made after the plan would hold the wrong one. Correct it here or in the plan.',
      fr: "La base est `{written}` ici et `{planned}` dans le plan : les sauvegardes faites d'après le plan contiendraient la mauvaise. Corrigez-la ici ou dans le plan.",
    },
    user: {
      en: 'The role is `{written}` here and `{planned}` in the plan. Correct it here or in the plan, so that rights are given to the right one.',
      fr: 'Le rôle est `{written}` ici et `{planned}` dans le plan. Corrigez-le ici ou dans le plan, pour que les droits aillent au bon.',
    },
    refused: {
      en: 'With `sslmode=disable` the connection is refused: the plan lets `{database}` accept encrypted connections only. Write `sslmode=require`.',
      fr: "Avec `sslmode=disable`, la connexion est refusée : d'après le plan, `{database}` n'accepte que des connexions chiffrées. Écrivez `sslmode=require`.",
    },
    optional: {
      en: 'The plan asks for encrypted connections to `{database}`, and this address does not insist on them. Write `sslmode=require`.',
      fr: 'Le plan demande des connexions chiffrées vers `{database}`, et cette adresse ne les exige pas. Écrivez `sslmode=require`.',
    },
    noTls: {
      en: 'This address insists on TLS, and the plan has it off for `{database}`, so the connection would fail. Write `tls: required` in the plan, and switch it on in PostgreSQL.',
      fr: 'Cette adresse exige TLS, et le plan le désactive pour `{database}` : la connexion échouerait. Écrivez `tls: required` dans le plan, et activez-le dans PostgreSQL.',
    },
  },
  check(conf, report) {
    const entry = setEntry(conf, 'connection.url');
    const placement = entry === undefined ? undefined : conf.placement();
    if (entry === undefined || placement === undefined || entry.value.includes('{{')) return;
    // Behind another pooler nothing is certain of the server.
    if (poolInForce(conf) !== 'unpooled') {
      for (const difference of databaseDifferences(entry.value, placement)) report(told(conf, entry, placement, difference));
    }
    reportUser(conf, placement, report);
    reportTls(conf, entry, placement, report);
  },
});

function told(conf: ConfContext, entry: ConfEntry, placement: Placement, difference: Difference): Report<MessageId> {
  const { part, kind } = difference;
  const span = placeInValue(conf.text, entry, part.start, part.end);
  const { databaseHost, database, instance } = placement;
  if (kind === 'name') {
    const args = { written: difference.written, planned: difference.planned };
    return difference.isLeft
      ? { message: 'nameLeft', args, span, severity: 'info', related: [placeInPlan(instance, 'name')] }
      : { message: 'name', args, span, related: [placeInPlan(instance, 'databaseName')], fixes: [change(span, difference.planned)] };
  }
  if (kind === 'port') {
    const args = { written: difference.written, planned: difference.planned };
    const [field, kindOfFinding] = difference.isLeft
      ? (['name', { message: 'portLeft', severity: 'info' }] as const)
      : (['port', { message: 'port' }] as const);
    return { ...kindOfFinding, args, span, related: database === undefined ? [] : [placeInPlan(database, field)] };
  }
  const { address } = difference.planned.fields;
  const args = { planned: difference.planned.name, address, instance: instance.name };
  const related = databaseHost === undefined ? [] : [placeInPlan(databaseHost, 'address')];
  const fixes = [change(span, address.includes(':') ? `[${address}]` : address)];
  if (kind === 'address') return { message: 'address', args, span, related, fixes, severity: 'info' };
  return kind === 'local'
    ? { message: 'local', args, span, related, fixes }
    : { message: 'host', args: { ...args, other: difference.other.name }, span, related, fixes };
}

function reportUser(conf: ConfContext, { instance }: Placement, report: Reporter<MessageId>): void {
  const entry = setEntry(conf, 'connection.username');
  const written = knownValue(conf, 'connection.username');
  const planned = instance.fields.databaseUser;
  if (entry === undefined || written === undefined || planned === undefined || written === planned) return;
  const span = placeInValue(conf.text, entry);
  const related = [placeInPlan(instance, 'databaseUser')];
  report({ message: 'user', args: { written, planned }, span, related, fixes: [change(span, planned)] });
}

function reportTls(conf: ConfContext, entry: ConfEntry, { host, database, databaseHost }: Placement, report: Reporter<MessageId>): void {
  const address = isDecidedLater(entry.value) ? undefined : readPostgresUrl(entry.value);
  if (address === undefined || database?.fields.tls === undefined || host === undefined || host === databaseHost) return;
  if (databaseHost === undefined) return;
  const mode = address.parameters.get('sslmode');
  const place = { args: { database: database.name }, span: placeInValue(conf.text, entry), related: [placeInPlan(database, 'tls')] };
  if (database.fields.tls === 'off') {
    if (mode === 'require' || mode === 'verify-ca' || mode === 'verify-full') report({ message: 'noTls', ...place });
    return;
  }
  const fixes = [requireTlsFix(conf.text, entry, mode)];
  if (mode === 'disable') report({ message: 'refused', ...place, fixes });
  // Of hosts on other networks `database-without-tls` speaks.
  else if (!isEncrypted(address) && address.hosts.every(isPrivateHost)) report({ message: 'optional', ...place, fixes, severity: 'info' });
}

/** The plan may be what is wrong, so it is never certain. */
function change(span: Span, planned: string): Fix {
  const title = message({ en: 'Change to `{value}`', fr: 'Remplacer par `{value}`' }, { value: planned });
  return { title, edits: [{ span, newText: planned }], preferred: false };
}

const plan = (instance: string, database = 'host: db-1'): { readonly 'dhis2-hosting.yaml': string } => ({
  'dhis2-hosting.yaml': [
    'version: 1',
    'hosts:',
    '  - { name: web-1, address: 192.0.2.1 }',
    '  - { name: db-1, address: 192.0.2.2 }',
    '  - { name: db-2, address: 192.0.2.3 }',
    '  - { name: box, address: 10.0.3.2, guestOf: db-1, guestKind: lxd }',
    'databases:',
    `  - { name: main, ${database} }`,
    'instances:',
    `  - { name: hmis, host: web-1, config: dhis.conf, database: main${instance} }`,
    '',
  ].join('\n'),
});

export const page = {
  why: {
    en: 'Backups, restores and rights follow the plan. If DHIS2 writes elsewhere, the wrong database is saved, or one that another instance writes to is overwritten.',
    fr: "Sauvegardes, restaurations et droits suivent le plan. Si DHIS2 écrit ailleurs, c'est la mauvaise base qui est sauvegardée, ou celle d'une autre instance qui est écrasée.",
  },
  todo: {
    en: 'Find out which of the two is true (`SELECT inet_server_addr(), current_database()` from the instance), and correct the other.',
    fr: "Voyez lequel des deux dit vrai (`SELECT inet_server_addr(), current_database()` depuis l'instance), et corrigez l'autre.",
  },
  good: [
    { text: 'connection.url = jdbc:postgresql://192.0.2.2/hmis\n', beside: plan('') },
    { text: 'connection.url = jdbc:postgresql://192.0.2.2/dhis2\n', beside: plan(', databaseName: dhis2') },
    { text: 'connection.url = jdbc:postgresql://10.0.3.7:5433/hmis\n', beside: plan('') },
    { text: 'connection.url = jdbc:postgresql://192.0.2.9:6432/hmis\n', beside: plan('') },
    { text: 'connection.url = jdbc:postgresql://db-1:5432/hmis\nconnection.username = hmis\n', beside: plan(', databaseName: hmis') },
    { text: 'connection.url = jdbc:postgresql://192.0.2.2/hmis\n', beside: plan('', 'host: box') },
    { text: 'connection.url = jdbc:postgresql://localhost:6432/hmis\n', beside: plan('', 'host: db-1, port: 5432') },
    { text: 'connection.url = jdbc:postgresql://db.internal/hmis\n', beside: plan('') },
    { text: 'connection.url = ${URL}\n', beside: plan(', databaseName: hmis', 'host: db-1, tls: required') },
    { text: 'connection.url = jdbc:postgresql://db-1/hmis?sslmode=require\n', beside: plan('', 'host: db-1, tls: required') },
    { text: 'connection.url = jdbc:postgresql:hmis\n', beside: plan('', 'host: web-1, tls: required') },
    { text: 'connection.url = jdbc:postgresql://192.0.2.3/dhis2\n' },
    { text: 'db.pool.type = unpooled\nconnection.url = jdbc:postgresql://192.0.2.3/dhis2\n', beside: plan('') },
  ],
  bad: [
    {
      text: 'connection.url = jdbc:postgresql://192.0.2.22:5433/hmis2\n#                                  ^^^^^^^^^^ address\n#                                                  ^^^^^ nameLeft\n',
      beside: plan(''),
    },
    {
      text: 'connection.url = jdbc:postgresql://db-1:5433/hmis\n#                                  ^^^^^^^^^ portLeft\n',
      beside: plan(''),
    },
    {
      text: 'connection.url = jdbc:postgresql://localhost/hmis\n#                                  ^^^^^^^^^ local\n',
      beside: plan(''),
    },
    {
      text: 'connection.url = jdbc:postgresql://192.0.2.3:5432/hmis\n#                                  ^^^^^^^^^ host\n',
      beside: plan(''),
    },
    {
      text: 'connection.url = jdbc:postgresql://192.0.2.2:5433/training\n#                                  ^^^^^^^^^^^^^^ port\n#                                                 ^^^^^^^^ name\nconnection.username = root_dhis\n#                     ^^^^^^^^^ user\n',
      beside: plan(', databaseName: hmis, databaseUser: hmis', 'host: db-1, port: 5432'),
    },
    {
      text: 'connection.url = jdbc:postgresql://db-1/hmis?sslmode=disable\n#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ refused\n',
      beside: plan('', 'host: db-1, tls: required'),
    },
    {
      text: 'connection.url = jdbc:postgresql://db-1/hmis\n#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ optional\n',
      beside: plan('', 'host: db-1, tls: required'),
    },
    {
      text: 'connection.url = jdbc:postgresql://db-1/hmis?sslmode=require\n#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ noTls\n',
      beside: plan('', 'host: db-1, tls: off'),
    },
  ],
} satisfies RulePage;
