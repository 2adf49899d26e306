import { allHostsKnown, type ItemList, itemsOf, type ManifestItem } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

const lists: readonly ItemList[] = ['hosts', 'instances'];

export const rule = defineManifestRule<'hosts' | 'instances'>({
  id: 'duplicate-name',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two hosts or two instances with one name', fr: 'Deux hôtes ou deux instances du même nom' },
  what: {
    en: 'A name stands for one host, or for one instance, in all documents of the file.',
    fr: 'Un nom désigne un seul hôte, ou une seule instance, dans tous les documents du fichier.',
  },
  source: 'schemas/hosting-manifest.schema.json',
  messages: {
    hosts: {
      en: 'A host named `{name}` stands above already, and only that one is used. Give this one another name.',
      fr: 'Un hôte nommé `{name}` figure déjà plus haut et lui seul est utilisé. Donnez un autre nom à celui-ci.',
    },
    instances: {
      en: 'An instance named `{name}` stands above already, and only that one is used. Give this one another name.',
      fr: 'Une instance nommée `{name}` figure déjà plus haut et elle seule est utilisée. Donnez un autre nom à celle-ci.',
    },
  },
  check({ document }, report) {
    if (document.templated || !allHostsKnown(document)) return;
    for (const list of lists) {
      const first = new Map<string, ManifestItem>();
      for (const item of itemsOf(document, list)) {
        const other = first.get(item.name);
        if (other === undefined) {
          first.set(item.name, item);
          continue;
        }
        const here = message({ en: 'The first `{name}`', fr: 'Le premier `{name}`' }, { name: item.name });
        report({ message: list, args: { name: item.name }, span: item.nameSpan, related: [{ span: other.nameSpan, message: here }] });
      }
    }
  },
});

export const page = {
  why: {
    en: 'Commands could reach the wrong server; only the first of the name is shown in the tree.',
    fr: "Une commande pourrait atteindre le mauvais serveur ; seul le premier du nom figure dans l'arbre.",
  },
  todo: { en: 'Give one of the two another name, or delete it.', fr: "Donnez un autre nom à l'un des deux, ou supprimez-le." },
  good: [{ text: 'version: 1\nhosts:\n  - { name: hmis, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: hmis }\n' }],
  bad: [
    {
      text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n  - { name: a, address: 192.0.2.2 }\n  #         ^ hosts\n',
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1 }',
        'instances:',
        '  - { name: hmis, host: a }',
        '  - { name: hmis, host: a }',
        '  #         ^^^^ instances',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
