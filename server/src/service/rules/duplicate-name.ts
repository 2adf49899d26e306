import { sameFileKey } from '../manifest/conf-addresses.ts';
import { itemLists } from '../manifest/item-lists.ts';
import { allKnown, itemsOf, type ManifestItem } from '../manifest/items.ts';
import { listNames } from '../manifest/list-names.ts';
import { message } from '../messages.ts';
import { claimsOf } from '../project/claims.ts';
import { clashesIn } from '../project/clashes.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { relatedPlace } from '../project/related-place.ts';
import { resolve } from '../project/resolve.ts';
import { defineManifestRule, type Reporter, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'repeated' | 'elsewhere'>({
  id: 'duplicate-name',
  category: 'correctness',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Two items of a list with one name', fr: "Deux éléments d'une liste du même nom" },
  what: {
    en: 'A name stands for one host, or for one instance, and so on, in all documents of the file. An instance on another host has another name in the other manifests of the project, too.',
    fr: 'Un nom désigne un seul hôte, ou une seule instance, et ainsi de suite, dans tous les documents du fichier. Une instance sur un autre hôte porte aussi un autre nom dans les autres manifestes du projet.',
  },
  source: 'schemas/hosting-manifest.schema.json',
  messages: {
    repeated: {
      en: '`{name}` is the name of {item} further up already, and only that one is used. Give this one another name.',
      fr: '`{name}` désigne déjà {item} plus haut, et cet élément seul est utilisé. Donnez un autre nom à celui-ci.',
    },
    elsewhere: {
      en: '`{name}` is an instance on `{otherHost}` in another manifest, and here one on `{host}`. What a third manifest says of `{name}` goes to one of them only. Give one another name.',
      fr: "`{name}` est une instance sur `{otherHost}` dans un autre manifeste, et ici une sur `{host}`. Ce qu'un troisième manifeste dit de `{name}` ne va qu'à l'une. Donnez un autre nom à l'une.",
    },
  },
  check({ document, project, uri }, report) {
    if (!document.templated) reportElsewhere(project, uri, report);
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

function reportElsewhere(project: Project, uri: string, report: Reporter<'elsewhere'>): void {
  const instances = project.items('instances');
  for (const { item, other } of clashesIn(uri, instances, claimsOf(project, instances, nameOf), (a, b) => !areApart(project, a, b))) {
    report({
      message: 'elsewhere',
      args: { name: item.name, host: item.fields.host, otherHost: other.fields.host },
      span: item.nameSpan,
      // Each of the two plans may be whole by itself.
      severity: 'info',
      related: [relatedPlace(uri, other, other.nameSpan, message({ en: 'The other instance', fr: "L'autre instance" }))],
    });
  }
}

type Instance = ProjectItem<'instances'>;

const nameOf = (_project: Project, { name }: Instance): string => name;

/** Two plans, and the copy of a plan, may speak of one instance: only other machines make it another. */
function areApart(project: Project, one: Instance, other: Instance): boolean {
  if (sameFileKey(one.uri) === sameFileKey(other.uri)) return false;
  const [here, there] = [one, other].map((instance) => resolve(project, instance, 'hosts', instance.fields.host));
  if (here === undefined || there === undefined || here.name === there.name) return false;
  return here.fields.address.toLowerCase() !== there.fields.address.toLowerCase();
}

const oneInstance = (host: string, address: string): string =>
  `version: 1\nhosts:\n  - { name: ${host}, address: ${address} }\ninstances:\n  - { name: hmis, host: ${host} }\n`;

export const page = {
  why: {
    en: 'Commands could reach the wrong server; only the first of the name is shown in the tree.',
    fr: "Une commande pourrait atteindre le mauvais serveur ; seul le premier du nom figure dans l'arbre.",
  },
  todo: { en: 'Give one of the two another name, or delete it.', fr: "Donnez un autre nom à l'un des deux, ou supprimez-le." },
  good: [
    { text: 'version: 1\nhosts:\n  - { name: hmis, address: 192.0.2.1 }\ninstances:\n  - { name: hmis, host: hmis }\n' },
    {
      text: oneInstance('web-1', '192.0.2.1'),
      beside: {
        'copy.dhis2-hosting.yaml': oneInstance('web-1', '192.0.2.9'),
        'other-name.dhis2-hosting.yaml': oneInstance('web-2', '192.0.2.1'),
        'open.dhis2-hosting.yaml': 'version: 1\ninstances:\n  - { name: hmis, host: nowhere }\n',
      },
    },
  ],
  bad: [
    {
      text: `${oneInstance('web-1', '192.0.2.1')}  #         ^^^^ elsewhere\n`,
      beside: { 'north/dhis2-hosting.yaml': oneInstance('web-2', '192.0.2.2') },
    },
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
