import { listNames } from '../manifest/list-names.ts';
import type { Reference } from '../manifest/references.ts';
import { message } from '../messages.ts';
import type { Project } from '../project/project.ts';
import { unknownReferences } from '../project/unknown-references.ts';
import { near } from '../text/similarity.ts';
import { scalarText } from '../yaml/scalar-text.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'similar' | 'unknown'>({
  id: 'unknown-reference',
  category: 'reference',
  severity: 'error',
  since: '0.1.0',
  title: { en: 'Reference to something that no manifest has', fr: "Référence à quelque chose qu'aucun manifeste ne contient" },
  what: {
    en: 'A field such as `host`, `database` or `targets` names an item that is in none of the manifests.',
    fr: "Un champ comme `host`, `database` ou `targets` désigne un élément qui n'est dans aucun des manifestes.",
  },
  source: 'schemas/hosting-manifest.schema.json, x-reference',
  messages: {
    similar: {
      en: '{none} is named `{name}`. Did you mean `{suggestion}`?',
      fr: "{none} ne s'appelle `{name}`. Vouliez-vous dire `{suggestion}` ?",
    },
    unknown: {
      en: '{none} is named `{name}`, so nothing can be done with it. Add it to `{list}` or name another.',
      fr: "{none} ne s'appelle `{name}` : rien ne peut en être fait. Ajoutez l'élément à `{list}` ou nommez-en un autre.",
    },
  },
  check({ document, project }, report) {
    for (const reference of unknownReferences(project, document)) {
      const { to, name, span } = reference;
      const args = { none: message(listNames[to].none), name, list: to };
      const candidates = near(name, otherNames(project, reference));
      const [suggestion] = candidates;
      if (suggestion === undefined) {
        report({ message: 'unknown', args, span });
        continue;
      }
      report({
        message: 'similar',
        args: { ...args, suggestion },
        span,
        fixes: candidates.map((candidate, i) => ({
          title: message({ en: 'Change to `{name}`', fr: 'Remplacer par `{name}`' }, { name: candidate }),
          edits: [{ span, newText: scalarText(candidate) }],
          preferred: i === 0,
        })),
      });
    }
  },
});

/** No host is its own jump host. */
function otherNames({ names }: Project, { part, path, to }: Reference): readonly string[] {
  const data = part.data as { readonly [list: string]: readonly { readonly name?: unknown }[] };
  const own = path[0] === to ? data[to]?.[Number(path[1])]?.name : undefined;
  return [...names(to)].filter((name) => name !== own);
}

export const page = {
  why: {
    en: 'What the name should lead to is not known: no connection, no backup and no check can follow it.',
    fr: 'Ce à quoi le nom devrait mener est inconnu : ni connexion, ni sauvegarde, ni vérification ne peuvent le suivre.',
  },
  todo: {
    en: 'Take the suggested name, or add the item to its list. Names of other manifests in the workspace count too.',
    fr: "Prenez le nom proposé, ou ajoutez l'élément à sa liste. Les noms des autres manifestes de l'espace de travail comptent aussi.",
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
    { text: 'version: 1\nhosts:\n  - { name: web-1, adress: 192.0.2.2 }\ninstances:\n  - { name: hmis, host: web-1 }\n' },
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
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1 }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis, training]',
        '    #                 ^^^^^^^^ unknown',
        '    schedule: "0 2 * * *"',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
