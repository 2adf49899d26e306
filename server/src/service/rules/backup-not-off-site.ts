import { fieldSpan } from '../manifest/items.ts';
import { allSound } from '../project/absence.ts';
import { nearestLoss } from '../project/copy-places.ts';
import { backupsOf, coveredBy, isProduction } from '../project/production.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

type MessageId = 'none' | 'machine' | 'site' | 'region';

export const rule = defineManifestRule<MessageId>({
  id: 'backup-not-off-site',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Backup without a copy elsewhere', fr: 'Sauvegarde sans copie ailleurs' },
  what: {
    en: 'No copy of a production instance goes to another machine, another site and another region of the provider than the instance has.',
    fr: "Aucune copie d'une instance de production ne part vers une autre machine, un autre site et une autre région du prestataire que ceux de l'instance.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-03'],
  messages: {
    none: {
      en: 'The sets of `{name}` stay where they are made and would be lost with the server. Name a place elsewhere in `targets`.',
      fr: 'Les jeux de `{name}` restent là où ils sont faits et seraient perdus avec le serveur. Citez un lieu éloigné dans `targets`.',
    },
    machine: {
      en: 'The copies stay on a machine that `{name}` runs on, and would be lost with it. Add a target elsewhere.',
      fr: 'Les copies restent sur une machine qui fait tourner `{name}`, et seraient perdues avec elle. Ajoutez une destination ailleurs.',
    },
    site: {
      en: 'The copies stay at the site of `{name}`: one fire, flood or theft takes both. Add a target at another site.',
      fr: 'Les copies restent sur le site de `{name}` : un incendie, une inondation ou un vol emporte les deux. Ajoutez une destination sur un autre site.',
    },
    region: {
      en: 'The copies stay in the region and with the provider of `{name}`: one failure or a closed account takes both. Add a target elsewhere.',
      fr: 'Les copies restent dans la région et chez le prestataire de `{name}` : une panne ou un compte fermé emporte les deux. Ajoutez une destination ailleurs.',
    },
  },
  each: {
    backups(backup, { project, uri }, report) {
      if (!allSound(project, 'backups') || !allSound(project, 'backupTargets')) return;
      const found = problemOf(project, backup);
      if (found === undefined) return;
      // The first backup with this problem tells it.
      const first = backupsOf(project, found.instance).find(
        (one) => one.uri === uri && problemOf(project, one)?.instance === found.instance,
      );
      if (first?.fields !== backup.fields) return;
      report({
        message: found.message,
        args: { name: found.message === 'none' ? backup.name : found.instance },
        span: found.message === 'none' ? backup.nameSpan : fieldSpan(backup, 'targets'),
      });
    },
  },
});

/** Of the first production instance that no copy away from it is known of. Copies that another backup takes away count. */
function problemOf(
  project: Project,
  backup: ProjectItem<'backups'>,
): { readonly message: MessageId; readonly instance: string } | undefined {
  for (const instance of coveredBy(project, backup).filter(isProduction)) {
    const targets = backupsOf(project, instance.name).flatMap(({ fields }) => fields.targets ?? []);
    const known = targets.flatMap((name) => project.find('backupTargets', name) ?? []);
    // A name that leads nowhere is told as such, and what was meant may be far away.
    if (known.length < targets.length) continue;
    const near = targets.length === 0 ? 'none' : nearestLoss(project, known, instance);
    if (near !== undefined) return { message: near, instance: instance.name };
  }
  return undefined;
}

export const page = {
  why: {
    en: 'A copy on the same machine is lost with the machine, one in the same building with the building. Virtual machines of one provider often stand in one hall.',
    fr: 'Une copie sur la même machine est perdue avec la machine, une copie dans le même bâtiment avec le bâtiment. Les machines virtuelles d’un même prestataire sont souvent dans la même salle.',
  },
  todo: {
    en: 'Add a place elsewhere to `backupTargets`, with its `site`, and name it in `targets` of the backup. Storage that speaks S3 is usually the cheapest and easiest.',
    fr: 'Ajoutez un lieu éloigné à `backupTargets`, avec son `site`, et citez-le dans `targets` de la sauvegarde. Un stockage compatible S3 est en général le moins cher et le plus simple.',
  },
  good: [
    {
      text: [
        'version: 1',
        'sites:',
        '  - { name: ministry, kind: basement }',
        '  - { name: university, kind: colocation }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: ministry }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: training, host: web-1, purpose: training }',
        'backupTargets:',
        '  - { name: near, kind: ssh, host: web-1, path: /srv/copies }',
        '  - { name: far, kind: ssh, address: 192.0.2.9, path: /srv/copies, site: university }',
        '  - { name: unknown, kind: ssh, address: 192.0.2.10, path: /srv/copies }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", targets: [near, far] }',
        '  - { name: weekly, instances: [hmis], schedule: "0 2 * * 0", targets: [unknown] }',
        '  - { name: class, instances: [training], schedule: "0 2 * * *" }',
        '',
      ].join('\n'),
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backups:',
        '  - name: nightly',
        '    #     ^^^^^^^ none',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: metal, address: 192.0.2.2 }',
        '  - { name: app, address: 10.0.0.2, guestOf: metal, guestKind: lxd }',
        '  - { name: store, address: 10.0.0.3, guestOf: metal, guestKind: lxd }',
        'instances:',
        '  - { name: hmis, host: app, purpose: production }',
        'backupTargets:',
        '  - { name: box, kind: ssh, address: 10.0.0.3, path: /srv/copies }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    targets: [box]',
        '    #        ^^^^^ machine',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'sites:',
        '  - { name: ministry, kind: basement }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: ministry }',
        '  - { name: store, address: 192.0.2.3, site: ministry }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backupTargets:',
        '  - { name: box, kind: ssh, host: store, path: /srv/copies }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    targets: [box]',
        '    #        ^^^^^ site',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'sites:',
        '  - { name: cloud-a, kind: iaas, provider: Example Cloud, region: west-1 }',
        '  - { name: cloud-b, kind: iaas, provider: Example Cloud, region: west-1 }',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2, site: cloud-a }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backupTargets:',
        '  - name: bucket',
        '    kind: s3',
        '    site: cloud-b',
        '    endpoint: https://s3.example.org',
        '    bucket: copies',
        '    accessKey: { env: S3_ID }',
        '    secretKey: { env: S3_KEY }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    targets: [bucket]',
        '    #        ^^^^^^^^ region',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
