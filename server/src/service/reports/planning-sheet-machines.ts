/** The tables of the planning sheet on places, machines and what runs on them, with their sums and the end of their support. */
import { bytesOf, diskInWords, memoryInWords } from '../manifest/quantities.ts';
import { sensitivityInWords } from '../manifest/sensitivity.ts';
import { guestKinds, purposes, siteKinds, tlsModes, worded } from '../manifest/value-words.ts';
import { type Message, message, type Text } from '../messages.ts';
import { releaseNeeds } from '../platform/platform.ts';
import {
  connectionsOn,
  connectionsSentence,
  memoryOf,
  memorySentence,
  residentsOf,
  supportOfPostgresql,
  supportOfRelease,
  supportOfSystem,
} from '../project/item-facts.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { serverNameOf } from '../project/things.ts';
import { siteOf } from '../project/whereabouts.ts';
import { dotted, verbatim } from '../text/phrases.ts';
import type { SheetSection } from './planning-sheet.ts';
import { dayInWords } from './planning-sheet-people.ts';

const head = {
  name: { en: 'Name', fr: 'Nom' },
  kind: { en: 'Kind', fr: 'Type' },
  where: { en: 'Where', fr: 'Où' },
  provider: { en: 'Provider', fr: 'Prestataire' },
  contact: { en: 'Contact', fr: 'Contact' },
  renewal: { en: 'Renewal', fr: 'Renouvellement' },
  site: { en: 'Site', fr: 'Site' },
  system: { en: 'System', fr: 'Système' },
  size: { en: 'Size', fr: 'Taille' },
  memory: { en: 'Memory', fr: 'Mémoire' },
  carries: { en: 'Carries', fr: 'Porte' },
  host: { en: 'Host', fr: 'Hôte' },
  connections: { en: 'Connections', fr: 'Connexions' },
  names: { en: 'Public names', fr: 'Noms publics' },
  certificate: { en: 'Certificate', fr: 'Certificat' },
  purpose: { en: 'Purpose', fr: 'Usage' },
  release: { en: 'Release', fr: 'Version' },
  database: { en: 'Database server', fr: 'Serveur de base de données' },
  address: { en: 'Address', fr: 'Adresse' },
  heap: { en: 'Heap', fr: 'Tas Java' },
  data: { en: 'Data', fr: 'Données' },
  about: { en: 'About', fr: 'Description' },
} as const satisfies Record<string, Text>;

const titles = {
  sites: { en: 'Sites', fr: 'Sites' },
  hosts: { en: 'Hosts', fr: 'Hôtes' },
  databases: { en: 'Database servers', fr: 'Serveurs de base de données' },
  proxies: { en: 'Proxies', fr: 'Mandataires' },
  services: { en: 'Other systems', fr: 'Autres systèmes' },
} as const satisfies Record<string, Text>;

export function sitesSection(project: Project, today: string): SheetSection {
  const rows = project
    .items('sites')
    .map(({ name, fields }) => [
      verbatim(name),
      worded(siteKinds, fields.kind),
      dotted([fields.country, fields.region]),
      dotted([fields.provider, bill(fields.billingOwner)]),
      dotted([fields.contact]),
      dayInWords(fields.renewal, today),
    ]);
  return {
    title: message(titles.sites),
    table: { head: [head.name, head.kind, head.where, head.provider, head.contact, head.renewal], rows },
  };
}

const bill = (owner: string | undefined): Message | undefined =>
  owner === undefined ? undefined : message({ en: 'bill: {owner}', fr: 'facture : {owner}' }, { owner });

export function hostsSection(project: Project, today: string): SheetSection {
  const rows = project.items('hosts').map((host) => {
    const { name, fields } = host;
    const memory = memoryOf(project, host);
    return [
      dotted([name, fields.address]),
      dotted([guestInWords(host), siteOf(project, host)?.name]),
      supportOfSystem(fields.os, today)?.brief ?? dotted([fields.os]),
      dotted([cores(fields.cpus), sizeInWords(fields.memory, memoryInWords), disksInWords(host)]),
      memory && memorySentence(memory),
      dotted(residentsOf(project, host)),
    ];
  });
  return { title: message(titles.hosts), table: { head: [head.name, head.site, head.system, head.size, head.memory, head.carries], rows } };
}

function guestInWords({ fields: { guestKind, guestOf } }: ProjectItem<'hosts'>): Message | undefined {
  if (guestOf === undefined) return undefined;
  const guest = worded(guestKinds, guestKind) ?? message({ en: 'guest', fr: 'invité' });
  return message({ en: '{guest} in {host}', fr: '{guest} dans {host}' }, { guest, host: guestOf });
}

const cores = (count: number | undefined): Message | undefined =>
  count === undefined ? undefined : message({ en: 'cores: {count}', fr: 'cœurs : {count}' }, { count });

function sizeInWords(size: string | undefined, inWords: (bytes: number) => Message): Message | undefined {
  const bytes = bytesOf(size);
  return bytes === undefined ? undefined : inWords(bytes);
}

function disksInWords({ fields }: ProjectItem<'hosts'>): Message | undefined {
  return dotted(
    (fields.disks ?? []).map(({ mount, size }) => {
      const words = sizeInWords(size, diskInWords);
      return words && message({ en: '`{mount}` {words}', fr: '`{mount}` {words}' }, { mount, words });
    }),
  );
}

export function databasesSection(project: Project, today: string): SheetSection {
  const rows = project.items('databases').map((database) => {
    const { name, fields } = database;
    const connections = connectionsOn(project, database);
    return [
      verbatim(name),
      verbatim(fields.host),
      supportOfPostgresql(fields.postgresqlVersion, today)?.brief ?? dotted([fields.postgresqlVersion]),
      sizeInWords(fields.tuning?.memory ?? fields.tuning?.sharedBuffers, memoryInWords),
      connections && connectionsSentence(connections),
    ];
  });
  return { title: message(titles.databases), table: { head: [head.name, head.host, head.release, head.memory, head.connections], rows } };
}

export function proxiesSection(project: Project): SheetSection {
  const rows = project
    .items('proxies')
    .map(({ name, fields }) => [
      verbatim(name),
      verbatim(fields.host),
      verbatim(fields.kind),
      verbatim(fields.serverNames.join(', ')),
      dotted([worded(tlsModes, fields.tls?.mode), fields.tls?.expires]),
    ]);
  return { title: message(titles.proxies), table: { head: [head.name, head.host, head.kind, head.names, head.certificate], rows } };
}

export function servicesSection(project: Project): SheetSection {
  const rows = project
    .items('services')
    .map(({ name, fields }) => [
      verbatim(name),
      verbatim(fields.host),
      sizeInWords(fields.memory, memoryInWords),
      dotted([fields.description]),
    ]);
  return { title: message(titles.services), table: { head: [head.name, head.host, head.memory, head.about], rows } };
}

export function instancesSection(project: Project, today: string): SheetSection {
  const rows = project.items('instances').map((instance) => {
    const { name, fields } = instance;
    return [
      verbatim(name),
      worded(purposes, fields.purpose),
      releaseInWords(fields.dhis2Version, today),
      verbatim(fields.host),
      dotted([fields.database]),
      addressOf(project, instance),
      sizeInWords(fields.heap, memoryInWords),
      sensitivityInWords(fields),
    ];
  });
  const columns = [head.name, head.purpose, head.release, head.host, head.database, head.address, head.heap, head.data];
  return { table: { head: columns, rows } };
}

/** With the patch where it is written; the support is that of the release. */
function releaseInWords(version: string | undefined, today: string): Message | undefined {
  const support = supportOfRelease(version, today)?.brief;
  return dotted([version === releaseNeeds(version)?.release ? undefined : version, support]);
}

function addressOf(project: Project, instance: ProjectItem<'instances'>): Message | undefined {
  const server = serverNameOf(project, instance);
  const proxy = project.find('proxies', instance.fields.proxy);
  if (server === undefined) return undefined;
  const scheme = proxy?.fields.tls?.mode === 'none' ? 'http' : 'https';
  const path = instance.fields.path === '/' ? '' : (instance.fields.path ?? '');
  return message({ en: '`{address}`', fr: '`{address}`' }, { address: `${scheme}://${server.name}${path}` });
}
