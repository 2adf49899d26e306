/** Whether this host can be provisioned at all. Changes nothing. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import { aptState } from '../facts/apt-state.ts';
import { clock } from '../facts/clock.ts';
import { cpuMemory } from '../facts/cpu-memory.ts';
import { diskEncryption } from '../facts/disk-encryption.ts';
import { type Disk, disks } from '../facts/disks.ts';
import { foundTools, type KnownTool } from '../facts/found-tools.ts';
import { identity } from '../facts/identity.ts';
import { type Listener, listeners } from '../facts/listeners.ts';
import { type OsRelease, osRelease } from '../facts/os-release.ts';
import { type SiteNames, siteNames } from '../facts/site-names.ts';
import { systemd } from '../facts/systemd.ts';
import { databaseServersOn, proxiesOn } from '../hosts/parts.ts';
import { provisioningOrder } from '../hosts/provisioning-order.ts';
import { relatedHosts } from '../hosts/related-hosts.ts';
import { defineStep, type Problem, type Target } from '../step.ts';

const supported: Readonly<Record<string, readonly string[]>> = { debian: ['12', '13'], ubuntu: ['22.04', '24.04'] };

/** For packages and their downloads; DHIS2 and its data have checks of their own. */
const leastSpace = 1024 ** 3;
const leastInodes = 20_000;
/** systemd knows credentials of transient units from 247 on; Debian 12 has 252, Ubuntu 22.04 has 249. */
const oldestSystemd = 249;
/** Seconds. Two clocks are compared over a link that may be slow. */
const clockTolerance = 30;

const texts = {
  system: { en: 'The host runs {name}.', fr: 'L’hôte fonctionne sous {name}.' },
  systemTodo: {
    en: 'Provision Debian 12 or 13, or Ubuntu 22.04 or 24.04.',
    fr: 'Provisionnez Debian 12 ou 13, ou Ubuntu 22.04 ou 24.04.',
  },
  root: {
    en: 'Commands run as {user}, without the rights of root.',
    fr: 'Les commandes s’exécutent comme {user}, sans les droits de root.',
  },
  rootTodo: { en: 'Give {user} the right to use sudo.', fr: 'Donnez à {user} le droit d’utiliser sudo.' },
  systemd: { en: 'Its systemd is version {version}.', fr: 'Son systemd est en version {version}.' },
  systemdTodo: { en: 'Upgrade the operating system.', fr: 'Mettez à niveau le système d’exploitation.' },
  space: { en: '{mount} has {free} MiB free.', fr: '{mount} a {free} Mio libres.' },
  spaceTodo: { en: 'Make room: at least {least} MiB.', fr: 'Faites de la place : au moins {least} Mio.' },
  inodes: { en: '{mount} has room for {free} more files only.', fr: '{mount} n’a de place que pour {free} fichiers de plus.' },
  inodesTodo: { en: 'Delete files: at least {least} must fit.', fr: 'Supprimez des fichiers : il en faut au moins {least} de plus.' },
  readOnly: { en: '{mount} is mounted read-only.', fr: '{mount} est monté en lecture seule.' },
  readOnlyTodo: {
    en: 'Look for disk errors (`dmesg`), then mount it read-write again.',
    fr: 'Cherchez des erreurs de disque (`dmesg`), puis remontez-le en écriture.',
  },
  unsafe: {
    en: '{mount} is mounted with {options}: a cut of the power may destroy the database. Take that out of /etc/fstab.',
    fr: '{mount} est monté avec {options} : une coupure de courant peut détruire la base. Retirez cela de /etc/fstab.',
  },
  size: {
    en: '{cpus} processors, {memory} MiB of memory, {swap} MiB of swap.',
    fr: '{cpus} processeurs, {memory} Mio de mémoire, {swap} Mio d’échange.',
  },
  clock: {
    en: 'The host’s clock differs from yours by about {seconds} s.',
    fr: 'L’horloge de l’hôte diffère de la vôtre d’environ {seconds} s.',
  },
  failed: { en: 'Units have failed: {units}.', fr: 'Des unités sont en échec : {units}.' },
  reboot: { en: 'The host waits for a restart after updates.', fr: 'L’hôte attend un redémarrage après des mises à jour.' },
  traces: {
    en: 'Traces of {tools}: whoever set this host up keeps it with other tools, and both would work against each other.',
    fr: 'Traces de {tools} : ce serveur est géré avec d’autres outils, et les deux se contrarieraient.',
  },
  tracesTodo: {
    en: 'Look at it with *Adopt: Show a Host as It Is Found* (`dhis2-hosting adopt`), which changes nothing, and go on with its own tools. If it is to be provisioned all the same, put these away first: {paths}.',
    fr: 'Examinez-le avec *Adopter : montrer un hôte tel qu’il est* (`dhis2-hosting adopt`), qui ne modifie rien, et continuez avec ses propres outils. S’il doit tout de même être mis en service, écartez d’abord : {paths}.',
  },
  noAddress: {
    en: 'DNS knows no address of {name}, asked on this host: nobody will find the site.',
    fr: 'Le DNS ne connaît aucune adresse pour {name}, demandé sur cet hôte : personne ne trouvera le site.',
  },
  elsewhere: {
    en: 'DNS sends {name} to {addresses}, which this host does not have. Right behind a router or load balancer that passes 80 and 443 on to it.',
    fr: 'Le DNS envoie {name} vers {addresses}, que cet hôte n’a pas. C’est juste derrière un routeur ou un répartiteur qui lui transmet 80 et 443.',
  },
  encrypted: { en: 'The disk of the databases is encrypted by this system.', fr: 'Le disque des bases est chiffré par ce système.' },
  plain: {
    en: 'The disk of the databases is not encrypted by this system. Whether the provider does it below cannot be seen from here.',
    fr: 'Le disque des bases n’est pas chiffré par ce système. Si l’hébergeur le fait en dessous, cela ne se voit pas d’ici.',
  },
  order: {
    en: 'This host and those it works with are provisioned one by one, in this order: {hosts}. A host that is named twice has its turn again once its database is there.',
    fr: 'Cet hôte et ceux avec lesquels il travaille sont mis en service un par un, dans cet ordre : {hosts}. Un hôte cité deux fois a de nouveau son tour quand sa base est là.',
  },
  listens: { en: 'Open to the network: {list}.', fr: 'Ouvert au réseau : {list}.' },
} as const satisfies Readonly<Record<string, Text>>;

export const preflight = defineStep({
  id: 'preflight',
  title: { en: 'Preflight', fr: 'Contrôle préalable' },
  why: {
    en: 'On a system that is not known, or that is ill, changes have effects that nobody planned.',
    fr: 'Sur un système inconnu ou en mauvais état, les modifications ont des effets que personne n’a prévus.',
  },
  controls: [],
  risk: 'safe',
  needs: (target) => ({
    ...{ os: osRelease, systemd, disks, clock, identity, apt: aptState, listeners, size: cpuMemory, tools: foundTools },
    sites: siteNames(sitesOn(target)),
    encryption: diskEncryption('/var/lib/postgresql'),
  }),
  plan: (facts, target) => {
    const { now } = target;
    const { os, identity: who, systemd: init, size, apt } = facts;
    const problems: readonly Problem[] = [
      ...problemUnless(isSupported(os), message(texts.system, { name: os.name }), message(texts.systemTodo)),
      ...problemUnless(who.root, message(texts.root, { user: who.login }), message(texts.rootTodo, { user: who.login })),
      ...problemUnless(init.version >= oldestSystemd, message(texts.systemd, { version: init.version }), message(texts.systemdTodo)),
      ...written(facts.disks).flatMap(problemsOfDisk),
      ...problemsOfTools(facts.tools),
    ];
    const apart = Math.round(Math.abs(facts.clock.seconds - now / 1000));
    const open = openToNetwork(facts.listeners);
    const order = orderAround(target);
    const notes: readonly Message[] = [
      ...noteIf(new Set(order).size > 1, message(texts.order, { hosts: order.join(', ') })),
      message(texts.size, { cpus: size.cpus, memory: mebibytes(size.memory), swap: mebibytes(size.swap) }),
      ...written(facts.disks).flatMap(({ mount, unsafe = [] }) =>
        noteIf(unsafe.length > 0, message(texts.unsafe, { mount, options: unsafe.join(', ') })),
      ),
      ...notesOfSites(facts.sites),
      ...noteIf(
        databaseServersOn(target).length > 0 && facts.encryption !== 'unseen',
        message(facts.encryption === 'plain' ? texts.plain : texts.encrypted),
      ),
      ...noteIf(open !== '', message(texts.listens, { list: open })),
      ...noteIf(apart > clockTolerance, message(texts.clock, { seconds: apart })),
      ...noteIf(init.failed.length > 0, message(texts.failed, { units: init.failed.join(', ') })),
      ...noteIf(apt.rebootDue, message(texts.reboot)),
    ];
    return problems.length > 0 ? { state: 'blocked', problems, notes } : { state: 'already-so', notes };
  },
});

function isSupported({ id, version }: OsRelease): boolean {
  return supported[id]?.includes(version) === true;
}

function problemUnless(fine: boolean, why: Message, todo: Message): readonly Problem[] {
  return fine ? [] : [{ why, todo }];
}

function noteIf(holds: boolean, note: Message): readonly Message[] {
  return holds ? [note] : [];
}

/** The file systems that packages, their state, releases and databases are written to. */
function written(all: readonly Disk[]): readonly Disk[] {
  return all.filter(({ mount }) =>
    ['/', '/usr', '/opt', '/var', '/var/lib', '/var/lib/postgresql', '/var/cache', '/var/log'].includes(mount),
  );
}

function problemsOfDisk({ mount, free, freeInodes, readOnly }: Disk): readonly Problem[] {
  return [
    ...problemUnless(!readOnly, message(texts.readOnly, { mount }), message(texts.readOnlyTodo)),
    ...problemUnless(
      free >= leastSpace,
      message(texts.space, { mount, free: mebibytes(free) }),
      message(texts.spaceTodo, { least: mebibytes(leastSpace) }),
    ),
    ...problemUnless(
      freeInodes === undefined || freeInodes >= leastInodes,
      message(texts.inodes, { mount, free: freeInodes ?? 0 }),
      message(texts.inodesTodo, { least: leastInodes }),
    ),
  ];
}

/** A whole country may be in the manifest. */
function orderAround({ manifest, host }: Target): readonly string[] {
  const around = new Set([host, ...relatedHosts(manifest, host)]);
  return provisioningOrder(manifest).filter((name) => around.has(name));
}

const tracesOf: Readonly<Partial<Record<KnownTool, string>>> = {
  'dhis2-server-tools': '/opt/ansible, dhis2-server-tools',
  'dhis2-tools-ng': '/usr/local/etc/dhis, /usr/local/bin/dhis2-*',
};

/** On a host that runs of ours have changed already, they are what was there before. */
function problemsOfTools(tools: readonly KnownTool[]): readonly Problem[] {
  const others = tools.filter((tool) => tracesOf[tool] !== undefined);
  if (others.length === 0 || tools.includes('dhis2-hosting')) return [];
  const paths = others.map((tool) => tracesOf[tool]).join(', ');
  return [{ why: message(texts.traces, { tools: others.join(', ') }), todo: message(texts.tracesTodo, { paths }) }];
}

/** A wildcard has no address of its own. */
function sitesOn(target: Target): readonly string[] {
  const names = proxiesOn(target).flatMap(({ serverNames }) => serverNames);
  return [...new Set(names)].filter((name) => /^[a-z0-9][a-z0-9.-]*$/i.test(name));
}

function notesOfSites({ own, found }: SiteNames): readonly Message[] {
  return [...found].flatMap(([name, addresses]) => {
    if (addresses.length === 0) return [message(texts.noAddress, { name })];
    return noteIf(
      !addresses.some((address) => own.includes(address) || /^127\.|^::1$/.test(address)),
      message(texts.elsewhere, { name, addresses: addresses.join(', ') }),
    );
  });
}

function mebibytes(bytes: number): number {
  return Math.floor(bytes / 1024 ** 2);
}

function openToNetwork(all: readonly Listener[]): string {
  const open = all.filter(({ address }) => !/^127\.|^::1$/.test(address));
  const named = open.map(({ protocol, port, programs }) => `${port}/${protocol}${programs.length > 0 ? ` ${programs.join('+')}` : ''}`);
  return [...new Set(named)].join(', ');
}
