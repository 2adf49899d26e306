import { fieldSpan } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { hostLoops } from '../project/host-loops.ts';
import { relatedPlace } from '../project/related-place.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'itself' | 'loop'>({
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
  check({ document, project, uri }, report) {
    if (document.templated || !project.knowsAll('hosts')) return;
    for (const loop of hostLoops(project, 'jumpHost')) {
      const [first, ...others] = loop;
      if (first === undefined) continue;
      const names = [...loop, first].map(({ item }) => `\`${item.name}\``);
      report({
        message: others.length === 0 ? 'itself' : 'loop',
        args: { name: first.item.name, way: names.join(' → ') },
        span: fieldSpan(first.item, 'jumpHost'),
        related: others.map(({ item, uri: place }) => {
          const words = message({ en: '`{name}` goes on from here', fr: '`{name}` continue ici' }, { name: item.name });
          return relatedPlace(uri, { uri: place, text: item.text }, fieldSpan(item, 'jumpHost'), words);
        }),
      });
    }
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
