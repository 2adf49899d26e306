import { itemLists } from '../manifest/item-lists.ts';
import { allKnown, itemsOf, type ManifestItem } from '../manifest/items.ts';
import { listNames } from '../manifest/list-names.ts';
import { message } from '../messages.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'repeated'>({
  id: 'duplicate-name',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two items of a list with one name', fr: "Deux éléments d'une liste du même nom" },
  what: {
    en: 'A name stands for one host, or for one instance, and so on, in all documents of the file.',
    fr: 'Un nom désigne un seul hôte, ou une seule instance, et ainsi de suite, dans tous les documents du fichier.',
  },
  source: 'schemas/hosting-manifest.schema.json',
  messages: {
    repeated: {
      en: '`{name}` is the name of {item} further up already, and only that one is used. Give this one another name.',
      fr: '`{name}` désigne déjà {item} plus haut, et cet élément seul est utilisé. Donnez un autre nom à celui-ci.',
    },
  },
  check({ document }, report) {
    for (const list of itemLists) {
      if (!allKnown(document, list)) continue;
      const first = new Map<string, ManifestItem>();
      for (const item of itemsOf(document, list)) {
        const other = first.get(item.name);
        if (other === undefined) {
          first.set(item.name, item);
          continue;
        }
        const here = message({ en: 'The first `{name}`', fr: 'Le premier `{name}`' }, { name: item.name });
        report({
          message: 'repeated',
          args: { name: item.name, item: message(listNames[list].one) },
          span: item.nameSpan,
          related: [{ span: other.nameSpan, message: here }],
        });
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
      text: 'version: 1\nhosts:\n  - { name: a, address: 192.0.2.1 }\n  - { name: a, address: 192.0.2.2 }\n  #         ^ repeated\n',
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: a, address: 192.0.2.1 }',
        'instances:',
        '  - { name: hmis, host: a }',
        '  - { name: hmis, host: a }',
        '  #         ^^^^ repeated',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
