import type { Span } from '../findings.ts';
import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { claimsOf } from '../project/claims.ts';
import { clashesIn } from '../project/clashes.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { resolve } from '../project/resolve.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'taken'>({
  id: 'duplicate-port',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two programs on one port of a host', fr: "Deux programmes sur un même port d'un hôte" },
  what: {
    en: 'Two instances or database servers of one host have the same `port`. A database server without `port` is on 5432; an instance without `port` is not judged.',
    fr: "Deux instances ou serveurs de base de données d'un même hôte ont le même `port`. Un serveur de base de données sans `port` est sur 5432 ; une instance sans `port` n'est pas jugée.",
  },
  source: 'schemas/hosting-manifest.schema.json, port',
  messages: {
    taken: {
      en: 'Port {port} of `{host}` is taken by `{other}` already, so only the first of the two that starts gets it. Give `{name}` another `port`.',
      fr: "Le port {port} de `{host}` est déjà pris par `{other}` : seul le premier des deux à démarrer l'obtient. Donnez un autre `port` à `{name}`.",
    },
  },
  check({ document, project, uri }, report) {
    if (document.templated) return;
    const listeners: readonly Listener[] = [...project.items('databases'), ...project.items('instances')];
    for (const { item, other } of clashesIn(uri, listeners, claimsOf(project, listeners, portKey))) {
      // What several manifests name is one program.
      if (item.uri !== other.uri && item.name === other.name) continue;
      const args = { port: portOf(item) ?? '', host: hostOf(project, item)?.name ?? '', name: item.name, other: other.name };
      const here = message({ en: 'The other program', fr: "L'autre programme" });
      report({ message: 'taken', args, span: portSpan(item), related: [relatedPlace(uri, other, portSpan(other), here)] });
    }
  },
});

type Listener = ProjectItem<'instances' | 'databases'>;

const hostOf = (project: Project, item: Listener) => resolve(project, item, 'hosts', item.fields.host);
const portOf = ({ list, fields: { port } }: Listener): number | undefined => port ?? (list === 'databases' ? 5432 : undefined);
const portSpan = (item: Listener): Span => (item.fields.port === undefined ? item.nameSpan : fieldSpan(item, 'port'));

function portKey(project: Project, item: Listener): string | undefined {
  const [host, port] = [hostOf(project, item), portOf(item)];
  return host === undefined || port === undefined ? undefined : `${host.uri} ${host.name} ${port}`;
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
        '  - { name: b, host: web-1 }',
        '  - { name: c, host: web-1 }',
        '  - { name: d, host: web-2, port: 8080 }',
        '  - { name: e, host: nowhere, port: 8080 }',
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
  ],
} satisfies RulePage;
