/** Where a host is not as its manifest says. What could not be found out is told as unknown, never left out as fine. */
import {
  bytesOf,
  compareVersions,
  type HostingManifest,
  inMinutes,
  type Message,
  message,
  minutesInWords,
  parseVersion,
  readDuration,
  type Text,
} from '@dhis2-hosting/server/service';
import type { FoundBackups } from '../facts/found-backups.ts';
import { databaseLogin, defaultDatabasePort, defaultPort, type Instance } from '../hosts/parts.ts';
import { unknownReasons } from '../unknown-reasons.ts';
import type { Found, FoundMachine } from './found.ts';
import { type FoundInstance, heapBytes, type Place, placesOf } from './instances.ts';

/** `extra` is on the host and not in the manifest. */
export type DriftKind = 'differs' | 'missing' | 'extra' | 'unknown';

export type Drift = {
  readonly kind: DriftKind;
  /** Name of the host, instance, database server, proxy or backup. */
  readonly about: string;
  readonly message: Message;
};

const texts = {
  differs: {
    en: '{what}: the manifest says {wanted}, the host has {found}.',
    fr: '{what} : le manifeste indique {wanted}, l’hôte a {found}.',
  },
  notFound: { en: 'It is not on the host.', fr: 'Absent de l’hôte.' },
  notInManifest: { en: 'It is on the host, but not in the manifest.', fr: 'Présent sur l’hôte, mais absent du manifeste.' },
  notRunning: { en: 'It does not run.', fr: 'À l’arrêt.' },
  noDhis2: { en: 'Its Tomcat has a DHIS2 home but no DHIS2.', fr: 'Son Tomcat a un dossier DHIS2 mais pas de DHIS2.' },
  unknown: { en: '{what} is not known ({reason}).', fr: '{what} : inconnu ({reason}).' },
  notTold: { en: '{what} is not known: the host does not tell.', fr: '{what} : inconnu, l’hôte ne le dit pas.' },
  system: { en: 'Operating system', fr: 'Système d’exploitation' },
  version: { en: 'DHIS2 version', fr: 'Version de DHIS2' },
  port: { en: 'Port', fr: 'Port' },
  conf: { en: 'dhis.conf', fr: 'dhis.conf' },
  database: { en: 'Database', fr: 'Base de données' },
  user: { en: 'Database user', fr: 'Utilisateur de la base' },
  heap: { en: 'Heap', fr: 'Mémoire de Java' },
  java: { en: 'Version of Java', fr: 'Version de Java' },
  tomcat: { en: 'Version of Tomcat', fr: 'Version de Tomcat' },
  tomcats: { en: 'What Tomcats run', fr: 'Quels Tomcat tournent' },
  postgresql: { en: 'Version of PostgreSQL', fr: 'Version de PostgreSQL' },
  web: { en: 'Web server', fr: 'Serveur web' },
  names: { en: 'Names', fr: 'Noms' },
  backups: { en: 'Backups', fr: 'Sauvegardes' },
  noBackup: { en: 'No dump of {database} was found in {folders}.', fr: 'Aucune sauvegarde de {database} n’a été trouvée dans {folders}.' },
  oldBackup: {
    en: 'The newest dump of {database} is {age} old; the manifest lets {most} be lost.',
    fr: 'La dernière sauvegarde de {database} date de {age} ; le manifeste admet une perte de {most}.',
  },
  guest: { en: 'The container could not be asked.', fr: 'Le conteneur n’a pas pu être interrogé.' },
  stopped: {
    en: 'The container does not run, so what is in it is not known.',
    fr: 'Le conteneur est à l’arrêt ; son contenu est inconnu.',
  },
  guests: { en: 'Containers', fr: 'Conteneurs' },
  empty: { en: 'none', fr: 'aucun' },
} as const satisfies Readonly<Record<string, Text>>;

export function driftOf(found: Found, manifest: HostingManifest): readonly Drift[] {
  const places = placesOf(found, manifest);
  const { guests } = found;
  const unknownGuests: readonly Drift[] = guests.known
    ? []
    : [
        {
          kind: 'unknown',
          about: found.host,
          message: message(texts.unknown, { what: message(texts.guests), reason: message(unknownReasons[guests.reason]) }),
        },
      ];
  return [...places.flatMap((place) => driftAt(place, manifest)), ...unknownGuests];
}

function driftAt(place: Place, manifest: HostingManifest): readonly Drift[] {
  const { name, machine, guest, isKnown } = place;
  if (machine === undefined) {
    return [{ kind: 'unknown', about: name, message: message(guest?.running === true ? texts.guest : texts.stopped) }];
  }
  return [
    ...(isKnown ? systemDrift(name, machine, manifest) : [extra(name)]),
    ...instancesDrift(place, machine, manifest),
    ...databasesDrift(name, machine, manifest),
    ...proxiesDrift(name, machine, manifest),
    ...backupsDrift(name, machine, manifest),
  ];
}

const extra = (about: string): Drift => ({ kind: 'extra', about, message: message(texts.notInManifest) });
const missing = (about: string): Drift => ({ kind: 'missing', about, message: message(texts.notFound) });

/** Nothing when they are the same or the manifest does not say; unknown when the host does not. */
function compared<T>(
  about: string,
  what: Text,
  wanted: T | undefined,
  found: T | undefined,
  same: (a: T, b: T) => boolean,
): readonly Drift[] {
  if (wanted === undefined) return [];
  if (found === undefined) return [{ kind: 'unknown', about, message: message(texts.notTold, { what: message(what) }) }];
  if (same(wanted, found)) return [];
  const args = { what: message(what), wanted: String(wanted), found: String(found) || message(texts.empty) };
  return [{ kind: 'differs', about, message: message(texts.differs, args) }];
}

const equal = <T>(a: T, b: T): boolean => a === b;
/** `17` fits `17.0.11`. */
const begins = (wanted: string, found: string): boolean => found === wanted || found.startsWith(`${wanted}.`);

function unknownOf(about: string, what: Text, answer: { readonly known: boolean }): readonly Drift[] {
  if (answer.known || !('reason' in answer)) return [];
  const reason = message(unknownReasons[answer.reason as keyof typeof unknownReasons]);
  return [{ kind: 'unknown', about, message: message(texts.unknown, { what: message(what), reason }) }];
}

function systemDrift(name: string, { os }: FoundMachine, manifest: HostingManifest): readonly Drift[] {
  const wanted = manifest.hosts?.find((host) => host.name === name)?.os;
  const found = os.known ? `${os.value.id}-${os.value.version}` : undefined;
  return compared(name, texts.system, wanted as string | undefined, found, equal);
}

function instancesDrift({ name, instances }: Place, machine: FoundMachine, manifest: HostingManifest): readonly Drift[] {
  const wanted = (manifest.instances ?? []).filter(({ host }) => host === name);
  const { tomcats } = machine;
  // That no Tomcat is known is of interest wherever one may be.
  if (!tomcats.known)
    return [name, ...wanted.map((instance) => instance.name)].flatMap((about) => unknownOf(about, texts.tomcats, tomcats));
  const there = new Set(instances.map((one) => one.wanted));
  return [
    ...wanted.filter((instance) => !there.has(instance)).map((instance) => missing(instance.name)),
    ...instances.flatMap((one) => (one.wanted === undefined ? [extra(one.name)] : instanceDrift(one, one.wanted))),
  ];
}

function instanceDrift({ name, tomcat, application, database }: FoundInstance, wanted: Instance): readonly Drift[] {
  const login = databaseLogin(wanted);
  const heap = heapBytes(tomcat.heap);
  const isPort = (port: number, ports: string): boolean => ports.split(', ').includes(String(port));
  return [
    ...(tomcat.running ? [] : [{ kind: 'differs', about: name, message: message(texts.notRunning) } as const]),
    ...(application === undefined ? [{ kind: 'differs', about: name, message: message(texts.noDhis2) } as const] : []),
    ...(application === undefined ? [] : compared(name, texts.version, wanted.dhis2Version, application.version, isRelease)),
    ...compared<string | number>(
      name,
      texts.port,
      wanted.port ?? defaultPort,
      tomcat.ports.length === 0 ? undefined : tomcat.ports.join(', '),
      (port, ports) => isPort(Number(port), String(ports)),
    ),
    ...compared(name, texts.conf, wanted.dhisConf, tomcat.conf?.path ?? '', equal),
    ...compared(name, texts.database, wanted.database === undefined ? undefined : login.name, database?.name, equal),
    ...compared(name, texts.user, wanted.database === undefined ? undefined : login.user, tomcat.conf?.databaseUser, equal),
    ...(tomcat.running
      ? compared(name, texts.heap, wanted.heap, heap === undefined ? undefined : `${Math.round(heap / 1024 ** 2)} MiB`, isSize)
      : []),
    ...(tomcat.running ? compared(name, texts.java, wanted.javaVersion as string | undefined, tomcat.javaVersion, begins) : []),
    ...compared(name, texts.tomcat, wanted.tomcatVersion, tomcat.tomcatVersion, begins),
  ];
}

const isSize = (wanted: string, found: string): boolean => Math.abs((bytesOf(wanted) ?? 0) - (bytesOf(found) ?? 0)) < 1024 ** 2;

/** `2.41` is any patch of it, `2.41.3` only that one. */
function isRelease(wanted: string, found: string): boolean {
  const [a, b] = [parseVersion(wanted), parseVersion(found)];
  if (a === undefined || b === undefined) return wanted === found;
  return wanted.split('.').length < 3 ? a[1] === b[1] : compareVersions(a, b) === 0;
}

function databasesDrift(name: string, { postgres, databases }: FoundMachine, manifest: HostingManifest): readonly Drift[] {
  const servers = (manifest.databases ?? []).filter(({ host }) => host === name);
  if (!postgres.known) return servers.flatMap((server) => unknownOf(server.name, texts.postgresql, postgres));
  const online = postgres.value.clusters.filter((cluster) => cluster.online);
  const ofDhis2 = databases.known ? databases.value.filter(({ lastMigration }) => lastMigration !== undefined) : [];
  return [
    ...servers.flatMap((server) => {
      const port = server.port ?? defaultDatabasePort;
      const cluster = online.find((one) => one.port === port);
      if (cluster === undefined) return [missing(server.name)];
      return compared(server.name, texts.postgresql, server.postgresqlVersion?.replace(/^(1\d)\..*$/, '$1'), cluster.version, equal);
    }),
    ...(servers.length === 0 && ofDhis2.length > 0 ? ofDhis2.map((database) => extra(database.name)) : []),
    ...(servers.length > 0 ? servers.flatMap((server) => unknownOf(server.name, texts.database, databases)) : []),
  ];
}

function proxiesDrift(name: string, { proxies }: FoundMachine, manifest: HostingManifest): readonly Drift[] {
  const wanted = (manifest.proxies ?? []).filter(({ host }) => host === name);
  if (!proxies.known) return wanted.flatMap((proxy) => unknownOf(proxy.name, texts.web, proxies));
  const running = proxies.value.filter((proxy) => proxy.running);
  return wanted.flatMap((proxy) => {
    const found = running.find(({ kind }) => kind === proxy.kind);
    if (found === undefined && running.length === 0) return [missing(proxy.name)];
    if (found === undefined)
      return compared<string>(proxy.name, texts.web, proxy.kind, running.map(({ program }) => program).join(', '), equal);
    const lost = proxy.serverNames.filter((one) => !found.serverNames.includes(one));
    return lost.length === 0 ? [] : compared(proxy.name, texts.names, lost.join(', '), found.serverNames.join(', '), equal);
  });
}

/** Of the databases on this very host: whoever has the data makes the dump. */
function backupsDrift(name: string, { backups }: FoundMachine, manifest: HostingManifest): readonly Drift[] {
  const here = (instance: Instance): boolean =>
    (manifest.databases?.find((server) => server.name === instance.database)?.host ?? instance.host) === name;
  return (manifest.backups ?? []).flatMap((backup) => {
    const instances = (manifest.instances ?? []).filter((instance) => backup.instances.includes(instance.name) && here(instance));
    if (instances.length === 0) return [];
    if (!backups.known) return unknownOf(backup.name, texts.backups, backups);
    return instances.flatMap((instance) => backupDrift(backup.name, databaseLogin(instance).name, backup.rpo, backups.value));
  });
}

function backupDrift(about: string, database: string, rpo: string | undefined, { files, folders, now }: FoundBackups): readonly Drift[] {
  const newest = newestOf(database, files);
  if (newest === undefined) {
    const where = folders.join(', ') || message(texts.empty);
    return [{ kind: 'missing', about, message: message(texts.noBackup, { database, folders: where }) }];
  }
  const most = readDuration(rpo);
  const age = Math.max(0, Math.round((now - newest.written) / 60));
  if (most === undefined || age <= inMinutes(most)) return [];
  const args = { database, age: ageInWords(age), most: minutesInWords(inMinutes(most)) };
  return [{ kind: 'differs', about, message: message(texts.oldBackup, args) }];
}

/** A dump has the name of its database in its own. */
export function newestOf(database: string, files: FoundBackups['files']): FoundBackups['files'][number] | undefined {
  const word = new RegExp(`(?:^|[^A-Za-z0-9])${database.replace(/[^A-Za-z0-9]/g, '\\$&')}(?:[^A-Za-z0-9]|$)`);
  return files.find(({ path }) => word.test(path.slice(path.lastIndexOf('/') + 1)));
}

export function ageInWords(minutes: number): Message {
  if (minutes >= 2880) return minutesInWords(Math.round(minutes / 1440) * 1440);
  return minutesInWords(minutes >= 120 ? Math.round(minutes / 60) * 60 : minutes);
}
