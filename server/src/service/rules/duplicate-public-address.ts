import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { claimsOf } from '../project/claims.ts';
import { clashesIn } from '../project/clashes.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { addressKey, publicAddress } from '../project/public-address.ts';
import { relatedPlace } from '../project/related-place.ts';
import { mayBeCluster } from '../project/shared-database.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'written' | 'left'>({
  id: 'duplicate-public-address',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two instances at one address', fr: 'Deux instances à une même adresse' },
  what: {
    en: 'Two instances have the same server name and the same path, and are not nodes of one cluster.',
    fr: "Deux instances ont le même nom de serveur et le même chemin, sans être les nœuds d'une grappe.",
  },
  source: 'schemas/hosting-manifest.schema.json, serverName and path',
  messages: {
    written: {
      en: '`{name}` and `{other}` are both at `{address}`: the proxy can lead to one of them only. Give one another `path` or `serverName`.',
      fr: "`{name}` et `{other}` sont toutes deux à `{address}` : le mandataire ne peut mener qu'à l'une d'elles. Donnez à l'une un autre `path` ou `serverName`.",
    },
    left: {
      en: 'As the plan stands, `{name}` and `{other}` are both at `{address}`. Write the `path` or the `serverName` of each.',
      fr: "D'après le plan, `{name}` et `{other}` sont toutes deux à `{address}`. Écrivez le `path` ou le `serverName` de chacune.",
    },
  },
  check({ document, project, uri }, report) {
    if (document.templated) return;
    const instances = project.items('instances');
    for (const { item, other } of clashesIn(uri, instances, claimsOf(project, instances, keyOf), (a, b) => mayBeCluster(project, a, b))) {
      const address = publicAddress(project, item);
      const isWritten = [item, other].every(({ fields }) => fields.path !== undefined || fields.serverName !== undefined);
      const field = item.fields.path === undefined ? 'serverName' : 'path';
      report({
        message: isWritten ? 'written' : 'left',
        args: { name: item.name, other: other.name, address: `${address?.serverName}${address?.path}` },
        span: item.fields[field] === undefined ? item.nameSpan : fieldSpan(item, field),
        severity: isWritten ? 'error' : 'warning',
        related: [relatedPlace(uri, other, other.nameSpan, message({ en: 'The other instance', fr: "L'autre instance" }))],
      });
    }
  },
});

function keyOf(project: Project, instance: ProjectItem<'instances'>): string | undefined {
  const address = publicAddress(project, instance);
  return address && addressKey(address);
}

export const page = {
  why: {
    en: 'People reach the wrong instance and enter real data into a training system, or the proxy does not start.',
    fr: 'On atteint la mauvaise instance et saisit de vraies données dans un système de formation, ou le mandataire ne démarre pas.',
  },
  todo: {
    en: 'Give each instance a name of its own (`training.example.org`) or a path of its own (`/training`).',
    fr: 'Donnez à chaque instance un nom à elle (`training.example.org`) ou un chemin à elle (`/training`).',
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1 }',
        '  - { name: web-2, address: 192.0.2.2 }',
        'proxies:',
        '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org, training.example.org] }',
        'instances:',
        '  - { name: hmis, host: web-1, proxy: front, databaseName: dhis2 }',
        '  - { name: hmis-2, host: web-2, proxy: front, databaseName: dhis2 }',
        '  - { name: training, host: web-1, proxy: front, serverName: training.example.org }',
        '  - { name: lessons, host: web-1, proxy: front, path: /lessons }',
        '  - { name: open, host: web-1 }',
        '  - { name: bare, host: web-1 }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'proxies:',
        '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org] }',
        'instances:',
        '  - { name: hmis, host: web-1, proxy: front, serverName: hmis.example.org }',
        '  - name: training',
        '    host: web-1',
        '    proxy: front',
        '    path: /',
        '    #     ^ written',
        '  - { name: lessons, host: web-1, proxy: front }',
        '  #         ^^^^^^^ left',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
