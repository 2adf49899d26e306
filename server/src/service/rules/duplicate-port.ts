import type { Span } from '../findings.ts';
import { fieldSpan } from '../manifest/items.ts';
import { type Message, message } from '../messages.ts';
import { claimsOf } from '../project/claims.ts';
import { clashesIn } from '../project/clashes.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { resolve } from '../project/resolve.ts';
import { defineManifestRule, type Report, type RulePage } from './define-rule.ts';

type MessageId = 'taken' | 'left' | 'opened' | 'web';

export const rule = defineManifestRule<MessageId>({
  id: 'duplicate-port',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two programs on one port of a host', fr: "Deux programmes sur un même port d'un hôte" },
  what: {
    en: 'Two instances or database servers of one host have the same `port`; without one they are on 8080 and 5432. Or another system opens the port of an instance, a database server, a proxy or SSH, or nginx and Apache are both on one host.',
    fr: "Deux instances ou serveurs de base de données d'un même hôte ont le même `port` ; à défaut, ils sont sur 8080 et 5432. Ou un autre système ouvre le port d'une instance, d'un serveur de base de données, d'un mandataire ou de SSH, ou nginx et Apache sont tous deux sur un hôte.",
  },
  source: 'schemas/hosting-manifest.schema.json, port and ports; nginx and Apache httpd, Listen 80 and 443',
  messages: {
    taken: {
      en: 'Port {port} of `{host}` is taken by {other} already, so only the first of the two that starts gets it. Give `{name}` another `port`.',
      fr: "Le port {port} de `{host}` est déjà pris par {other} : seul le premier des deux à démarrer l'obtient. Donnez un autre `port` à `{name}`.",
    },
    left: {
      en: 'Without a `port` of its own an instance is on {port}, so `{name}` and {other} are both there on `{host}`. Write the `port` of each.',
      fr: 'Sans `port` à elle, une instance est sur {port} : `{name}` et {other} y sont toutes deux sur `{host}`. Écrivez le `port` de chacune.',
    },
    opened: {
      en: 'Port {port} of `{host}` is that of {other}. If `{name}` listens there itself, one of the two does not start; if it is reached through {other}, leave the port out.',
      fr: "Le port {port} de `{host}` est celui de {other}. Si `{name}` y écoute lui-même, l'un des deux ne démarre pas ; s'il est joint par {other}, retirez le port.",
    },
    web: {
      en: '`{name}` and {other} both want ports 80 and 443 of `{host}`, so only the first of the two that starts gets them. Keep one, or put one on another host.',
      fr: '`{name}` et {other} veulent tous deux les ports 80 et 443 de `{host}` : seul le premier à démarrer les obtient. Gardez-en un, ou mettez-en un sur un autre hôte.',
    },
  },
  check({ document, project, uri }, report) {
    if (document.templated) return;
    const listeners = listenersOf(project);
    let last: Listener | undefined;
    for (const { item, other } of clashesIn(uri, listeners, claimsOf(project, listeners, portKey), mayShare)) {
      // Two proxies are told once, not for each of their ports.
      if (item.program.list === 'proxies' && last?.program === item.program) continue;
      last = item;
      // It is told where the other system is written.
      if (other.program.list === 'services' && item.program.list !== 'services') continue;
      const here = message({ en: 'The other program', fr: "L'autre programme" });
      const args = { port: item.port, host: hostOf(project, item)?.name ?? '', name: item.program.name, other: nameOf(other) };
      report({ ...judge(item, other), args, span: spanOf(item), related: [relatedPlace(uri, other.program, spanOf(other), here)] });
    }
  },
});

type Program =
  | ProjectItem<'hosts'>
  | ProjectItem<'proxies'>
  | ProjectItem<'databases'>
  | ProjectItem<'instances'>
  | ProjectItem<'services'>;

/** A program on one of its ports. `fields` are those of the program, by which what is known of it is found again. */
type Listener = { readonly uri: string; readonly fields: object; readonly program: Program; readonly port: number; readonly index: number };

/** What the product sets up comes first, so that other systems are told about it. */
function listenersOf(project: Project): readonly Listener[] {
  const services = project.items('services').filter(({ fields }) => fields.ports !== undefined && fields.ports.length > 0);
  const programs: readonly Program[] = [
    // Nothing else is where SSH is.
    ...(services.length === 0 ? [] : project.items('hosts')),
    ...project.items('proxies'),
    ...project.items('databases'),
    ...project.items('instances'),
    ...services,
  ];
  return programs.flatMap((program) =>
    portsOf(program).map((port, index) => ({ uri: program.uri, fields: program.fields, program, port, index })),
  );
}

function portsOf(program: Program): readonly number[] {
  switch (program.list) {
    case 'hosts':
      // A container of Docker has no SSH of its own. Elsewhere the SSH configuration may know another port than 22.
      return program.fields.guestKind === 'docker' ? [] : [program.fields.port ?? 22];
    case 'proxies':
      return [80, 443];
    case 'databases':
      return [program.fields.port ?? 5432];
    case 'instances':
      return [program.fields.port ?? 8080];
    case 'services':
      return program.fields.ports ?? [];
  }
}

function hostOf(project: Project, { program }: Listener): ProjectItem<'hosts'> | undefined {
  return program.list === 'hosts' ? program : resolve(project, program, 'hosts', program.fields.host);
}

function portKey(project: Project, listener: Listener): string | undefined {
  const host = hostOf(project, listener);
  return host === undefined ? undefined : `${host.uri} ${host.name} ${listener.port}`;
}

/** One web server answers for several proxies of its kind, and what several manifests name is one program. */
function mayShare({ program: one }: Listener, { program: other }: Listener): boolean {
  if (one === other || (one.uri !== other.uri && one.name === other.name)) return true;
  if (one.list === 'proxies' && other.list === 'proxies') return one.fields.kind === other.fields.kind;
  // The port of SSH may be that of a forwarding router.
  return [one, other].some(({ list }) => list === 'hosts') && ![one, other].some(({ list }) => list === 'services');
}

function judge({ program: one }: Listener, { program: other }: Listener): Pick<Report<MessageId>, 'message' | 'severity'> {
  const both = [one, other];
  if (both.some(({ list }) => list === 'services')) {
    // Another system may be reached through the proxy, or its machine by another port than the plan says.
    return { message: 'opened', severity: both.some(({ list }) => list === 'proxies' || list === 'hosts') ? 'info' : 'warning' };
  }
  if (one.list === 'proxies' && other.list === 'proxies') return { message: 'web', severity: 'warning' };
  const isLeft = both.some((program) => program.list === 'instances' && program.fields.port === undefined);
  return isLeft ? { message: 'left', severity: 'warning' } : { message: 'taken' };
}

function spanOf({ program, index }: Listener): Span {
  if (program.list === 'services') return fieldSpan(program, 'ports', index);
  return 'port' in program.fields && program.fields.port !== undefined ? fieldSpan(program, 'port') : program.nameSpan;
}

function nameOf({ program }: Listener): Message | string {
  return program.list === 'hosts' ? 'SSH' : message({ en: '`{name}`', fr: '`{name}`' }, { name: program.name });
}

export const page = {
  why: {
    en: 'After a restart of the machine the other one may be the first, and the proxy leads people to the wrong instance.',
    fr: "Après un redémarrage de la machine, l'autre peut être le premier, et le mandataire mène à la mauvaise instance.",
  },
  todo: {
    en: 'Number the ports of a host: 8080, 8081 and so on for instances, 5432, 5433 for PostgreSQL.',
    fr: "Numérotez les ports d'un hôte : 8080, 8081 et suivants pour les instances, 5432, 5433 pour PostgreSQL.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1 }',
        '  - { name: web-2, address: 192.0.2.2 }',
        'databases:',
        '  - { name: main, host: web-1 }',
        '  - { name: second, host: web-1, port: 5433 }',
        'instances:',
        '  - { name: a, host: web-1, port: 8080 }',
        '  - { name: b, host: web-1, port: 8081 }',
        '  - { name: c, host: web-2 }',
        '  - { name: d, host: nowhere, port: 8080 }',
        '  - { name: e, host: nowhere }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1, port: 8080 }',
        '  - { name: box, address: 192.0.2.2, guestOf: web-1, guestKind: docker }',
        'proxies:',
        '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org] }',
        '  - { name: second, host: web-1, kind: nginx, serverNames: [training.example.org] }',
        'instances:',
        '  - { name: hmis, host: web-1 }',
        'services:',
        '  - { name: openhim, host: web-1, ports: [5001] }',
        '  - { name: git, host: box, ports: [22, 443] }',
        '  - { name: mail, host: web-1 }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1 }',
        'databases:',
        '  - { name: main, host: web-1, port: 5432 }',
        '  - { name: second, host: web-1 }',
        '  #         ^^^^^^ taken',
        'instances:',
        '  - { name: hmis, host: web-1, port: 8080 }',
        '  - { name: training, host: web-1, port: 8080 }',
        '  #                                      ^^^^ taken',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1 }',
        '  - { name: web-2, address: 192.0.2.2 }',
        'databases:',
        '  - { name: main, host: web-1 }',
        'proxies:',
        '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org] }',
        '  - { name: other, host: web-1, kind: apache, serverNames: [training.example.org] }',
        '  #         ^^^^^ web',
        'instances:',
        '  - { name: hmis, host: web-1 }',
        '  - { name: training, host: web-1 }',
        '  #         ^^^^^^^^ left',
        'services:',
        '  - name: openhim',
        '    host: web-1',
        '    ports:',
        '      - 8080',
        '      # ^^^^ opened',
        '      - 5432',
        '      # ^^^^ opened',
        '      - 443',
        '      # ^^^ opened',
        '      - 22',
        '      # ^^ opened',
        '  - { name: mediator, host: web-2, ports: [9000] }',
        '  - { name: monitor, host: web-2, ports: [9000] }',
        '  #                                       ^^^^ opened',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
