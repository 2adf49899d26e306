import { defineManifestRule, type RulePage } from './define-rule.ts';
import { hostLoopReports, type LoopMessageId } from './host-loop-reports.ts';

export const rule = defineManifestRule<LoopMessageId>({
  id: 'jump-host-loop',
  category: 'reference',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Jump hosts that lead back to the host', fr: "Hôtes de rebond qui ramènent à l'hôte" },
  what: {
    en: 'Following `jumpHost` from host to host, one comes back to where one began.',
    fr: "En suivant `jumpHost` d'hôte en hôte, on revient au point de départ.",
  },
  source: 'ssh_config(5), ProxyJump: each hop needs the one before it',
  messages: {
    itself: {
      en: '`{name}` is its own jump host, so it can never be reached. Name another host or delete the line.',
      fr: "`{name}` est son propre hôte de rebond et reste donc hors d'atteinte. Nommez un autre hôte ou supprimez la ligne.",
    },
    loop: {
      en: 'These jump hosts lead in a circle: {way}. Remove `jumpHost` from the one that is reached directly.',
      fr: 'Ces hôtes de rebond tournent en rond : {way}. Retirez `jumpHost` de celui qui est joignable directement.',
    },
  },
  check(manifest, report) {
    for (const loop of hostLoopReports(manifest, 'jumpHost', { en: '`{name}` goes on from here', fr: '`{name}` continue ici' }))
      report(loop);
  },
});

export const page = {
  why: { en: 'No connection can be opened to any host of the loop.', fr: "Aucune connexion n'est possible vers les hôtes de la boucle." },
  todo: {
    en: 'Remove `jumpHost` from the host that is reached directly.',
    fr: "Retirez `jumpHost` de l'hôte qui est joignable directement.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1 }',
        '  - { name: b, address: 192.0.2.2, jumpHost: a }',
        '  - { name: c, address: 192.0.2.3, jumpHost: b }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1, jumpHost: a }\n  #                                          ^ itself\n',
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1, jumpHost: b }',
        '  #                                          ^ loop',
        '  - { name: b, address: 192.0.2.2, jumpHost: a }',
        '  - { name: c, address: 192.0.2.3, jumpHost: a }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1, jumpHost: b }\n  #                                          ^ loop\n',
      beside: { 'more/dhis2-hosting.yaml': 'version: 1\nhosts:\n  - { name: b, address: 192.0.2.2, jumpHost: a }\n' },
    },
  ],
} satisfies RulePage;
