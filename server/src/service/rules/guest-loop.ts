import { defineManifestRule, type RulePage } from './define-rule.ts';
import { hostLoopReports, type LoopMessageId } from './host-loop-reports.ts';

export const rule = defineManifestRule<LoopMessageId>({
  id: 'guest-loop',
  category: 'reference',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Containers that run in each other', fr: "Conteneurs qui tournent l'un dans l'autre" },
  what: {
    en: 'Following `guestOf` from host to host, one comes back to where one began, and no machine carries any of them.',
    fr: "En suivant `guestOf` d'hôte en hôte, on revient au point de départ, et aucune machine n'en porte aucun.",
  },
  source: 'schemas/hosting-manifest.schema.json, guestOf',
  messages: {
    itself: {
      en: '`{name}` runs in itself, so memory, disks and site of its machine are not known. Name the machine, or delete the line.',
      fr: '`{name}` tourne dans lui-même : la mémoire, les disques et le site de sa machine restent donc inconnus. Nommez la machine, ou supprimez la ligne.',
    },
    loop: {
      en: 'These hosts run in a circle in each other: {way}. Remove `guestOf` from the one that is a machine.',
      fr: "Ces hôtes tournent en rond l'un dans l'autre : {way}. Retirez `guestOf` de celui qui est une machine.",
    },
  },
  check(manifest, report) {
    for (const loop of hostLoopReports(manifest, 'guestOf', { en: 'What `{name}` runs in', fr: 'Ce qui porte `{name}`' })) report(loop);
  },
});

export const page = {
  why: {
    en: 'What runs in a guest is added up for its machine, and copies beside it are seen as lost with it. In a circle there is no machine, and these checks say nothing.',
    fr: "Ce qui tourne dans un invité compte pour sa machine, et les copies placées à côté sont tenues pour perdues avec elle. Dans un cercle, il n'y a pas de machine, et ces vérifications se taisent.",
  },
  todo: {
    en: 'Remove `guestOf` from the host that is a machine of its own.',
    fr: "Retirez `guestOf` de l'hôte qui est une machine à part entière.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: metal, address: 192.0.2.1 }',
        '  - { name: box, address: 10.0.3.2, guestOf: metal, guestKind: lxd }',
        '  - { name: inner, address: 10.0.3.3, guestOf: box, guestKind: docker }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1, guestOf: a, guestKind: lxd }\n  #                                         ^ itself\n',
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1, guestOf: b, guestKind: lxd }',
        '  #                                         ^ loop',
        '  - { name: b, address: 192.0.2.2, guestOf: a, guestKind: lxd }',
        '  - { name: c, address: 192.0.2.3, guestOf: a, guestKind: lxd }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
