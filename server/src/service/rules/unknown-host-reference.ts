import { allHostsKnown, fieldSpan, itemsOf, type ManifestItem } from '../manifest/items.ts';
import { message } from '../messages.ts';
import { near } from '../text/similarity.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'similar' | 'unknown'>({
  id: 'unknown-host-reference',
  category: 'reference',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Reference to a host that the manifest does not have', fr: 'Référence à un hôte absent du manifeste' },
  what: {
    en: '`host` of an instance or `jumpHost` of a host names no entry of `hosts`.',
    fr: "Le champ `host` d'une instance ou `jumpHost` d'un hôte ne désigne aucune entrée de `hosts`.",
  },
  source: 'schemas/hosting-manifest.schema.json, x-reference',
  messages: {
    similar: {
      en: 'No host of this manifest is named `{name}`. Did you mean `{suggestion}`?',
      fr: "Aucun hôte de ce manifeste ne s'appelle `{name}`. Vouliez-vous dire `{suggestion}` ?",
    },
    unknown: {
      en: 'No host of this manifest is named `{name}`, so there is nothing to connect to. Add it to `hosts` or name another.',
      fr: "Aucun hôte de ce manifeste ne s'appelle `{name}` : il n'y a rien à joindre. Ajoutez-le à `hosts` ou nommez-en un autre.",
    },
  },
  check({ document }, report) {
    if (document.templated || !allHostsKnown(document)) return;
    const hosts = itemsOf(document, 'hosts');
    const names = [...new Set(hosts.map(({ name }) => name))];
    const known = new Set(names);
    const checkReference = (item: ManifestItem, field: string) => {
      const name = item.fields[field];
      if (typeof name !== 'string' || known.has(name)) return;
      const span = fieldSpan(item, field);
      const candidates = near(
        name,
        names.filter((other) => field !== 'jumpHost' || other !== item.name),
      );
      const [suggestion] = candidates;
      if (suggestion === undefined) {
        report({ message: 'unknown', args: { name }, span });
        return;
      }
      report({
        message: 'similar',
        args: { name, suggestion },
        span,
        fixes: candidates.map((candidate, i) => ({
          title: message({ en: 'Change to `{name}`', fr: 'Remplacer par `{name}`' }, { name: candidate }),
          edits: [{ span, newText: scalarText(candidate) }],
          preferred: i === 0,
        })),
      });
    };
    for (const host of hosts) checkReference(host, 'jumpHost');
    for (const instance of itemsOf(document, 'instances')) checkReference(instance, 'host');
  },
});

export const page = {
  why: {
    en: 'There is no address to connect to, so neither the instance nor its log can be reached.',
    fr: "Il n'y a aucune adresse à laquelle se connecter : ni l'instance ni son journal ne sont joignables.",
  },
  todo: {
    en: 'Take the suggested name, or add the host to `hosts`.',
    fr: "Prenez le nom proposé, ou ajoutez l'hôte à `hosts`.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: bastion, address: 192.0.2.1 }',
        '  - { name: web-1, address: 192.0.2.2, jumpHost: bastion }',
        'instances:',
        '  - { name: hmis, host: web-1 }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.2 }\n---\nversion: 1\ninstances:\n  - { name: hmis, host: web-1 }\n',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: wbe-1 }',
        '  #                     ^^^^^ similar',
        '',
      ].join('\n'),
      fixed: 'version: 1\nhosts:\n  - { name: web-1, address: 192.0.2.2 }\ninstances:\n  - { name: hmis, host: web-1 }\n',
    },
    {
      text: 'version: 1\nhosts:\n  - name: web-1\n    address: 192.0.2.2\n    jumpHost: bastion\n    #         ^^^^^^^ unknown\n',
    },
  ],
} satisfies RulePage;
