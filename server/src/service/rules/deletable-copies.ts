import { fieldSpan } from '../manifest/items.ts';
import { allSound } from '../project/absence.ts';
import { backupsOf, coveredBy, isProduction } from '../project/production.ts';
import type { ProjectItem } from '../project/project.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'deletable'>({
  id: 'deletable-copies',
  category: 'planning',
  severity: 'hint',
  since: '0.1.0',
  title: { en: 'Copies that the server itself can delete', fr: 'Copies que le serveur lui-même peut supprimer' },
  what: {
    en: 'None of the targets of a production instance is `immutable: true`.',
    fr: "Aucune des destinations d'une instance de production n'est `immutable: true`.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-03'],
  messages: {
    deletable: {
      en: 'No copy of `{name}` goes where the server cannot delete it, so who breaks in takes the copies along. Lock one target (object lock, append-only) and write `immutable: true`.',
      fr: "Aucune copie de `{name}` ne va là où le serveur ne peut la supprimer : un intrus emporte aussi les copies. Verrouillez une destination (verrou d'objets, ajout seul) et écrivez `immutable: true`.",
    },
  },
  each: {
    backups(backup, { project, uri }, report) {
      if (backup.fields.targets === undefined || !allSound(project, 'backups') || !allSound(project, 'backupTargets')) return;
      const open = coveredBy(project, backup)
        .filter(isProduction)
        .find(({ name }) => {
          const backups = backupsOf(project, name);
          const first = backups.find((one) => one.uri === uri && one.fields.targets !== undefined);
          const targets = backups.flatMap(({ fields }) => fields.targets ?? []);
          return first?.fields === backup.fields && targets.every((target) => isDeletable(project.find('backupTargets', target)));
        });
      if (open !== undefined) report({ message: 'deletable', args: { name: open.name }, span: fieldSpan(backup, 'targets') });
    },
  },
});

/** Of an unknown target nothing is said. */
function isDeletable(target: ProjectItem<'backupTargets'> | undefined): boolean {
  return target !== undefined && target.fields.immutable !== true;
}

export const page = {
  why: {
    en: 'Ransomware looks for backups first and deletes them with the key that lies on the server.',
    fr: 'Les rançongiciels cherchent d’abord les sauvegardes et les suppriment avec la clé qui se trouve sur le serveur.',
  },
  todo: {
    en: 'Give the server a key that may add but not delete, or lock the objects for some weeks; old copies are then removed from another place.',
    fr: 'Donnez au serveur une clé qui peut ajouter sans supprimer, ou verrouillez les objets quelques semaines ; les anciennes copies sont alors retirées depuis un autre endroit.',
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backupTargets:',
        '  - { name: near, kind: ssh, address: 192.0.2.8, path: /srv/copies }',
        '  - { name: far, kind: ssh, address: 192.0.2.9, path: /srv/copies, immutable: true }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", targets: [near] }',
        '  - { name: weekly, instances: [hmis], schedule: "0 2 * * 0", targets: [far] }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backupTargets:',
        '  - { name: near, kind: ssh, address: 192.0.2.8, path: /srv/copies }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    targets: [near]',
        '    #        ^^^^^^ deletable',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
