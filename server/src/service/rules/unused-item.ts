import type { Fix } from '../findings.ts';
import { addField } from '../manifest/insertions.ts';
import { type ItemList, itemLists } from '../manifest/item-lists.ts';
import { itemsOf, type ManifestItem } from '../manifest/items.ts';
import { referredNames } from '../manifest/referred-names.ts';
import { message, type Text } from '../messages.ts';
import { hostOfTarget } from '../project/copy-places.ts';
import { perProject } from '../project/per-project.ts';
import type { Project } from '../project/project.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'unused'>({
  id: 'unused-item',
  category: 'reference',
  severity: 'hint',
  since: '0.1.0',
  title: { en: 'Part of the plan that nothing uses', fr: "Élément du plan que rien n'utilise" },
  what: {
    en: 'A site, host, database server, proxy or backup target is named by no other item of any manifest. One with a `description` is meant to be there.',
    fr: "Un site, un hôte, un serveur de base de données, un mandataire ou une destination n'est cité par aucun autre élément d'aucun manifeste. Celui qui a une `description` est voulu.",
  },
  source: 'schemas/hosting-manifest.schema.json, x-reference',
  messages: {
    unused: {
      en: '`{name}` is named nowhere else: going by the plan, {lost}. Write `{field}: {name}` where it is used, say in `description` what it is for, or delete it.',
      fr: "`{name}` n'est cité nulle part ailleurs : d'après le plan, {lost}. Écrivez `{field}: {name}` là où il sert, dites dans `description` à quoi il sert, ou supprimez-le.",
    },
  },
  check({ document, project, uri }, report) {
    // What is in a text that cannot be read may use it.
    if (document.templated || !itemLists.every((list) => project.knowsAll(list)) || !hasInstances(project)) return;
    const used = usedNames(project);
    for (const [list, { field, lost }] of kinds) {
      for (const item of itemsOf(document, list)) {
        if (used(list, item.name) || isMeant(item)) continue;
        const args = { name: item.name, field: list === 'backupTargets' ? 'targets' : field, lost: message(lost) };
        report({ message: 'unused', args, span: item.nameSpan, tag: 'unnecessary', fixes: useFix(project, uri, item, field) });
      }
    }
  },
});

type Kind = {
  /** The field that most often names it. */
  readonly field: string;
  readonly lost: Text;
};

const kinds: readonly (readonly [ItemList, Kind])[] = [
  ['sites', { field: 'site', lost: { en: 'no host or target is there', fr: "aucun hôte ni destination ne s'y trouve" } }],
  ['hosts', { field: 'host', lost: { en: 'nothing runs on it', fr: "rien n'y tourne" } }],
  [
    'databases',
    {
      field: 'database',
      lost: { en: 'no instance keeps its data there', fr: "aucune instance n'y garde ses données" },
    },
  ],
  ['proxies', { field: 'proxy', lost: { en: 'no instance is behind it', fr: 'aucune instance ne se trouve derrière lui' } }],
  ['backupTargets', { field: 'targets', lost: { en: 'no copy goes there', fr: "aucune copie n'y va" } }],
];

/** Where one instance alone says nothing of its database or proxy, that may be what was forgotten. */
function useFix(project: Project, uri: string, { list, name }: ManifestItem, field: string): readonly Fix[] {
  if (list !== 'databases' && list !== 'proxies') return [];
  const without = project.items('instances').filter(({ fields }) => fields[list === 'databases' ? 'database' : 'proxy'] === undefined);
  const [instance, ...others] = without;
  if (instance === undefined || others.length > 0 || instance.uri !== uri) return [];
  const edit = addField(instance, instance.path, `${field}: ${scalarText(name)}`);
  const title = message({ en: 'Use it for `{instance}`', fr: "L'utiliser pour `{instance}`" }, { instance: instance.name });
  return edit === undefined ? [] : [{ title, edits: [edit], preferred: false }];
}

/** A list of machines to reach over SSH is no plan yet. */
const hasInstances = ({ manifests }: Project): boolean => manifests.some(({ document }) => itemsOf(document, 'instances').length > 0);

const isMeant = ({ fields }: ManifestItem): boolean => fields['description'] !== undefined;

/** Whether something of the installation gives the name; hosts may be meant by their address as the target of backups. */
const usedNames = perProject((project) => {
  const referred = project.manifests.flatMap(({ document }) => referredNames(document));
  const targets = new Set(project.items('backupTargets').map((target) => hostOfTarget(project, target)?.name));
  return (list: ItemList, name: string): boolean =>
    referred.some(({ field, names }) => field.to === list && names.has(name)) || (list === 'hosts' && targets.has(name));
});

export const page = {
  why: {
    en: 'A line that was forgotten leaves sums and checks incomplete: a database server that no instance names has connections to spare, and a target without a backup holds nothing.',
    fr: "Une ligne oubliée laisse les sommes et les vérifications incomplètes : un serveur de base qu'aucune instance ne cite a des connexions de reste, et une destination sans sauvegarde ne garde rien.",
  },
  todo: {
    en: 'Name it where it is used. If it is meant for later, or for something outside of the plan, say so in `description`; if it is gone, delete it.',
    fr: "Citez l'élément là où il sert. S'il est prévu pour plus tard, ou pour autre chose que ce plan, dites-le dans `description` ; s'il n'existe plus, supprimez-le.",
  },
  good: [
    {
      text: [
        'version: 1',
        'sites:',
        '  - { name: capital, kind: iaas }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1, site: capital }',
        '  - { name: spare, address: 192.0.2.2, description: For the next instance }',
        '  - { name: store, address: 192.0.2.3 }',
        'databases:',
        '  - { name: main, host: web-1 }',
        'instances:',
        '  - { name: hmis, host: web-1, database: main }',
        'backupTargets:',
        '  - { name: copies, kind: ssh, address: 192.0.2.3, path: /srv }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", targets: [copies] }',
        '',
      ].join('\n'),
    },
    { text: 'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.1 }\n  - { name: web-2, address: 192.0.2.2 }\n' },
    {
      text: 'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.1 }\ninstances:\n  - { name: emis, host: web-9 }\n',
      beside: { 'more/dhis2-hosting.yaml': 'version: 1\ninstances:\n  - { name: hmis, host: web-1 }\n' },
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'sites:',
        '  - { name: capital, kind: iaas }',
        '  #         ^^^^^^^ unused',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.1 }',
        '  - { name: db-1, address: 192.0.2.2 }',
        '  - { name: old, address: 192.0.2.3 }',
        '  #         ^^^ unused',
        'databases:',
        '  - { name: main, host: db-1 }',
        '  #         ^^^^ unused',
        'proxies:',
        '  - { name: front, host: web-1, kind: nginx, serverNames: [hmis.example.org] }',
        '  #         ^^^^^ unused',
        'instances:',
        '  - { name: hmis, host: web-1 }',
        'backupTargets:',
        '  - { name: copies, kind: ssh, address: 192.0.2.9, path: /srv }',
        '  #         ^^^^^^ unused',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
