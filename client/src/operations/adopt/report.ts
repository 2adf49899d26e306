/** What was found on a host, as a page. */
import {
  code,
  codeInTable,
  diskInWords,
  type HostingManifest,
  type Locale,
  type Message,
  message,
  prose,
  render,
  type Text,
  table,
} from '@dhis2-hosting/server/service';
import type { Answer } from '../fact.ts';
import { printable } from '../logs/printable.ts';
import { unknownReasons } from '../unknown-reasons.ts';
import { ageInWords, type Drift, type DriftKind, driftOf, newestOf } from './drift.ts';
import type { Found, FoundMachine } from './found.ts';
import { type FoundInstance, type Place, placesOf } from './instances.ts';
import type { JudgedDump } from './judge.ts';
import { judgedParts } from './judged-report.ts';

const texts = {
  title: { en: '{host} as it is found', fr: '{host} tel qu’il est' },
  lead: { en: 'Only looked at; nothing was changed.', fr: 'Seulement observé ; rien n’a été modifié.' },
  container: { en: 'Container {name}', fr: 'Conteneur {name}' },
  stopped: { en: 'Not running, so what is in it is not known.', fr: 'À l’arrêt ; son contenu est inconnu.' },
  failed: { en: 'It could not be asked.', fr: 'Il n’a pas pu être interrogé.' },
  system: { en: 'System: {name}.', fr: 'Système : {name}.' },
  tools: { en: 'Traces of: {tools}.', fr: 'Traces de : {tools}.' },
  docker: {
    en: 'There are Docker containers with DHIS2, which are not looked into.',
    fr: 'Des conteneurs Docker avec DHIS2 sont présents ; ils ne sont pas examinés.',
  },
  drift: { en: 'Differences from the manifest', fr: 'Écarts avec le manifeste' },
  noDrift: { en: 'None.', fr: 'Aucun.' },
  instances: { en: 'DHIS2 instances', fr: 'Instances DHIS2' },
  databases: { en: 'Databases', fr: 'Bases de données' },
  proxies: { en: 'Web servers', fr: 'Serveurs web' },
  backups: { en: 'Dumps of databases', fr: 'Sauvegardes de bases' },
  lookedIn: { en: 'Looked in: {folders}.', fr: 'Dossiers examinés : {folders}.' },
  jobs: { en: 'Made by: {jobs}.', fr: 'Produites par : {jobs}.' },
  noProof: {
    en: 'That a file is there is no proof that it can be restored.',
    fr: 'Qu’un fichier soit là ne prouve pas qu’il puisse être restauré.',
  },
  none: { en: 'None.', fr: 'Aucun élément.' },
  unknown: { en: 'Not known: {reason}.', fr: 'Inconnu : {reason}.' },
  name: { en: 'Name', fr: 'Nom' },
  value: { en: 'Value', fr: 'Valeur' },
  version: { en: 'DHIS2 version', fr: 'Version de DHIS2' },
  state: { en: 'State', fr: 'État' },
  runs: { en: 'runs', fr: 'en marche' },
  off: { en: 'does not run', fr: 'à l’arrêt' },
  address: { en: 'Path and ports', fr: 'Chemin et ports' },
  unit: { en: 'Unit', fr: 'Unité' },
  user: { en: 'User', fr: 'Utilisateur' },
  heap: { en: 'Heap', fr: 'Mémoire de Java' },
  software: { en: 'Java and Tomcat', fr: 'Java et Tomcat' },
  base: { en: 'Tomcat’s folder', fr: 'Dossier de Tomcat' },
  conf: { en: 'dhis.conf', fr: 'dhis.conf' },
  database: { en: 'Database', fr: 'Base de données' },
  files: { en: 'Uploads', fr: 'Fichiers déposés' },
  encrypted: { en: 'Encryption key', fr: 'Clé de chiffrement' },
  isSet: { en: 'set', fr: 'définie' },
  isNotSet: { en: 'not set', fr: 'non définie' },
  logs: { en: 'Logs', fr: 'Journaux' },
  newest: { en: 'Newest dump here', fr: 'Dernière sauvegarde ici' },
  question: { en: 'not known', fr: 'inconnu' },
  owner: { en: 'Owner', fr: 'Propriétaire' },
  size: { en: 'Size', fr: 'Taille' },
  server: { en: 'Server', fr: 'Serveur' },
  migration: { en: 'Last migration', fr: 'Dernière migration' },
  notDhis2: { en: 'not of DHIS2', fr: 'pas de DHIS2' },
  leadsTo: { en: 'Leads to', fr: 'Mène à' },
  folder: { en: 'Folder', fr: 'Dossier' },
  count: { en: 'Files', fr: 'Fichiers' },
  age: { en: 'Newest', fr: 'Dernier' },
  ago: { en: '{age} ago', fr: 'il y a {age}' },
  kind: { en: '{about}: {what}', fr: '{about} : {what}' },
} as const satisfies Readonly<Record<string, Text>>;

const kinds: Readonly<Record<DriftKind, Text>> = {
  differs: { en: 'differs', fr: 'diffère' },
  missing: { en: 'missing', fr: 'manque' },
  extra: { en: 'not in the manifest', fr: 'hors du manifeste' },
  unknown: { en: 'unknown', fr: 'inconnu' },
};

type Say = (text: Text, args?: Message['args']) => string;

/** `judged`: dumps that were read, where that was asked for. */
export function foundMarkdown(found: Found, manifest: HostingManifest, locale: Locale, judged?: readonly JudgedDump[]): string {
  const say: Say = (text, args = {}) => render(message(text, args), locale);
  const drift = driftOf(found, manifest);
  const places = placesOf(found, manifest);
  return `${[
    `# ${prose(say(texts.title, { host: found.host }))}`,
    say(texts.lead),
    `## ${say(texts.drift)}`,
    drift.length === 0 ? say(texts.noDrift) : drift.map((one) => driftLine(one, locale, say)).join('\n'),
    ...(judged === undefined ? [] : judgedParts(judged, locale)),
    ...places.flatMap((place) => placeSections(place, places.length > 1, say, locale)),
  ].join('\n\n')}\n`;
}

function driftLine({ kind, about, message: told }: Drift, locale: Locale, say: Say): string {
  return `- ${prose(say(texts.kind, { about, what: message(kinds[kind]) }))}. ${prose(printable(render(told, locale)))}`;
}

function placeSections({ name, guest, machine, instances }: Place, isOneOfSeveral: boolean, say: Say, locale: Locale): readonly string[] {
  const heading = guest === undefined ? name : say(texts.container, { name: guest.name });
  const head = isOneOfSeveral ? [`## ${prose(heading)}`] : [];
  if (machine === undefined) return [...head, say(guest?.running === true ? texts.failed : texts.stopped)];
  return [
    ...head,
    systemLines(machine, say),
    ...section(texts.instances, machine.tomcats, () => instances.map((one) => instanceTable(one, machine, say, locale)), say),
    ...section(texts.databases, machine.databases, (list) => (list.length === 0 ? [] : [databaseTable(list, say, locale)]), say),
    ...section(texts.proxies, machine.proxies, (list) => (list.length === 0 ? [] : [proxyTable(list, say)]), say),
    ...section(texts.backups, machine.backups, (value) => backupParts(value, say, locale), say),
  ];
}

function systemLines({ os, tools }: FoundMachine, say: Say): string {
  const reason = (answer: Answer<unknown>): Message | string => (answer.known ? '' : message(unknownReasons[answer.reason]));
  const system = os.known ? prose(say(texts.system, { name: printable(os.value.name) })) : say(texts.unknown, { reason: reason(os) });
  const traces = tools.known ? tools.value : [];
  return [
    system,
    ...(tools.known ? [] : [say(texts.unknown, { reason: reason(tools) })]),
    ...(traces.length === 0 ? [] : [prose(say(texts.tools, { tools: traces.join(', ') }))]),
    ...(traces.includes('docker') ? [say(texts.docker)] : []),
  ].join('  \n');
}

function section<T>(title: Text, answer: Answer<T>, parts: (value: T) => readonly string[], say: Say): readonly string[] {
  const head = `### ${say(title)}`;
  if (!answer.known) return [head, say(texts.unknown, { reason: message(unknownReasons[answer.reason]) })];
  const shown = parts(answer.value);
  return [head, ...(shown.length === 0 ? [say(texts.none)] : shown)];
}

function instanceTable({ name, tomcat, application, database }: FoundInstance, machine: FoundMachine, say: Say, locale: Locale): string {
  const known = (value: string | undefined): string =>
    value === undefined || value === '' ? say(texts.question) : codeInTable(printable(value));
  const { conf } = tomcat;
  const backups = machine.backups.known ? machine.backups.value : undefined;
  const dump = database && backups && newestOf(database.name, backups.files);
  const age = dump && backups && render(message(texts.ago, { age: ageInWords(Math.round((backups.now - dump.written) / 60)) }), locale);
  return table(
    [say(texts.name), `${codeInTable(name)}`],
    [
      [say(texts.version), known(application?.version)],
      [say(texts.state), say(tomcat.running ? texts.runs : texts.off)],
      [say(texts.address), known([application?.path, tomcat.ports.join(', ')].filter(Boolean).join(' · '))],
      [say(texts.unit), known(tomcat.unit)],
      [say(texts.user), known(tomcat.user)],
      [say(texts.software), `${known(tomcat.javaVersion)} · ${known(tomcat.tomcatVersion)}`],
      [say(texts.heap), known(tomcat.heap)],
      [say(texts.base), known(tomcat.base)],
      [say(texts.conf), conf === undefined ? say(texts.question) : known(`${conf.path} (${conf.mode})`)],
      [say(texts.database), known(conf?.databaseUrl && `${conf.databaseUrl} (${conf.databaseUser ?? '?'})`)],
      [say(texts.files), known(conf?.fileStore)],
      [say(texts.encrypted), conf === undefined ? say(texts.question) : say(conf.encrypted ? texts.isSet : texts.isNotSet)],
      [say(texts.logs), known(tomcat.logs.join(', '))],
      ...(age === undefined || dump === undefined ? [] : [[say(texts.newest), `${codeInTable(printable(dump.path))} · ${age}`]]),
    ],
  );
}

function databaseTable(list: Extract<FoundMachine['databases'], { known: true }>['value'], say: Say, locale: Locale): string {
  const rows = list.map(({ name, owner, port, serverVersion, bytes, lastMigration }) => [
    codeInTable(printable(name)),
    codeInTable(printable(owner)),
    render(diskInWords(bytes), locale),
    codeInTable(`${serverVersion} · ${port}`),
    lastMigration === undefined ? say(texts.notDhis2) : codeInTable(printable(lastMigration)),
  ]);
  return table([say(texts.name), say(texts.owner), say(texts.size), say(texts.server), say(texts.migration)], rows);
}

function proxyTable(list: Extract<FoundMachine['proxies'], { known: true }>['value'], say: Say): string {
  const rows = list.map(({ program, version, running, serverNames, targets }) => [
    codeInTable(`${program} ${version ?? '?'}`),
    say(running ? texts.runs : texts.off),
    codeInTable(printable(serverNames.join(', '))),
    codeInTable(printable(targets.join(', '))),
  ]);
  return table([say(texts.name), say(texts.state), say(texts.address), say(texts.leadsTo)], rows);
}

function backupParts(
  { folders, files, jobs, timers, now }: Extract<FoundMachine['backups'], { known: true }>['value'],
  say: Say,
  locale: Locale,
): readonly string[] {
  const makers = [...timers, ...jobs].map((one) => code(printable(one))).join(', ');
  const rows = folders.flatMap((folder) => {
    const inside = files.filter(({ path }) => path.startsWith(`${folder}/`));
    const [newest] = inside;
    if (newest === undefined) return [];
    const age = say(texts.ago, { age: ageInWords(Math.round((now - newest.written) / 60)) });
    const bytes = inside.reduce((sum, one) => sum + one.bytes, 0);
    return [[codeInTable(printable(folder)), String(inside.length), render(diskInWords(bytes), locale), age]];
  });
  return [
    ...(rows.length === 0
      ? [say(texts.none)]
      : [table([say(texts.folder), say(texts.count), say(texts.size), say(texts.age)], rows), say(texts.noProof)]),
    ...(folders.length === 0 ? [] : [say(texts.lookedIn, { folders: folders.map((one) => code(printable(one))).join(', ') })]),
    ...(makers === '' ? [] : [say(texts.jobs, { jobs: makers })]),
  ];
}
