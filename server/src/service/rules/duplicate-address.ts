import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { claimsOf } from '../project/claims.ts';
import { clashesIn } from '../project/clashes.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'same'>({
  id: 'duplicate-address',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Two hosts with one address', fr: 'Deux hôtes à une même adresse' },
  what: {
    en: 'Two hosts have the same address, the same port and the same way there (`jumpHost`, `guestOf`).',
    fr: 'Deux hôtes ont la même adresse, le même port et le même accès (`jumpHost`, `guestOf`).',
  },
  source: 'schemas/hosting-manifest.schema.json, address',
  messages: {
    same: {
      en: '`{name}` and `{other}` have the same address `{address}` and are one machine: its memory and disks count twice, and a command for the one reaches the other. Correct the address, or make one host of the two.',
      fr: "`{name}` et `{other}` ont la même adresse `{address}` et sont une seule machine : sa mémoire et ses disques comptent double, et une commande pour l'un atteint l'autre. Corrigez l'adresse, ou n'en faites qu'un hôte.",
    },
  },
  check({ document, project, uri }, report) {
    if (document.templated) return;
    const hosts = project.items('hosts');
    for (const { item, other } of clashesIn(uri, hosts, claimsOf(project, hosts, addressKey))) {
      // A host that several manifests name is one host.
      if (item.uri !== other.uri && item.name === other.name) continue;
      report({
        message: 'same',
        args: { name: item.name, other: other.name, address: item.fields.address },
        span: fieldSpan(item, 'address'),
        related: [relatedPlace(uri, other, fieldSpan(other, 'address'), message({ en: 'The other host', fr: "L'autre hôte" }))],
      });
    }
  },
});

function addressKey(_: Project, { fields: { address, port, jumpHost, guestOf } }: ProjectItem<'hosts'>): string {
  const way = jumpHost === undefined && guestOf === undefined ? '' : JSON.stringify([jumpHost, guestOf]);
  return `${address.toLowerCase()} ${port ?? ''} ${way}`;
}

export const page = {
  why: {
    en: 'A restart or a restore meant for staging then happens in production.',
    fr: 'Un redémarrage ou une restauration destinés à la préproduction ont alors lieu en production.',
  },
  todo: {
    en: 'Look up the address of each machine (`ip address`). Containers behind forwarded ports have a `port` of their own.',
    fr: "Vérifiez l'adresse de chaque machine (`ip address`). Des conteneurs derrière des ports redirigés ont chacun leur `port`.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1 }',
        '  - { name: b, address: 192.0.2.1, port: 2222 }',
        '  - { name: c, address: 192.0.2.2 }',
        '  - { name: d, address: 10.0.3.2, jumpHost: a }',
        '  - { name: e, address: 10.0.3.2, jumpHost: c }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n',
      beside: { 'b.dhis2-hosting.yaml': 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n' },
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: web.example.org }',
        '  - { name: web-2, address: WEB.example.org }',
        '  #                         ^^^^^^^^^^^^^^^ same',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n  #                     ^^^^^^^^^ same\n',
      beside: { 'b.dhis2-hosting.yaml': 'version: 1\nhosts:\n  - { name: b, address: 192.0.2.1 }\n' },
    },
  ],
} satisfies RulePage;
