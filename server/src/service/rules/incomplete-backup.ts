import type { BackupPart } from '../generated/hosting-manifest.types.ts';
import { fieldSpan } from '../manifest/items.ts';
import { allSound } from '../project/absence.ts';
import { backupsOf, coveredBy, isFirstBackup, isProduction } from '../project/production.ts';
import type { Project, ProjectItem } from '../project/project.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

type Backups = readonly ProjectItem<'backups'>[];

const parts: readonly BackupPart[] = ['database', 'files', 'configuration'];

export const rule = defineManifestRule<BackupPart>({
  id: 'incomplete-backup',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Backup without a part of the instance', fr: "Sauvegarde à laquelle manque une partie de l'instance" },
  what: {
    en: '`contents` of all backups of a production instance together leave out the database, the uploaded files or the configuration.',
    fr: "Les champs `contents` de toutes les sauvegardes d'une instance de production, mis ensemble, laissent de côté la base, les fichiers déposés ou la configuration.",
  },
  source: 'DHIS2 hosting guide, Backups and archiving',
  controls: ['DB-01'],
  messages: {
    database: {
      en: 'No backup has the database of `{name}`, which holds nearly all that was entered. Add `database`.',
      fr: 'Aucune sauvegarde ne contient la base de `{name}`, où se trouve presque tout ce qui a été saisi. Ajoutez `database`.',
    },
    files: {
      en: 'No backup has the files of `{name}`: after a restore, uploads, icons and attachments are missing. Add `files`, unless they are in an object store with copies of its own.',
      fr: "Aucune sauvegarde ne contient les fichiers de `{name}` : après une restauration, dépôts, icônes et pièces jointes manquent. Ajoutez `files`, sauf s'ils sont dans un stockage objet qui a ses propres copies.",
    },
    configuration: {
      en: 'No backup has the configuration of `{name}`. Without its `encryption.password`, encrypted values cannot be read after a restore. Add `configuration`, unless it is kept elsewhere.',
      fr: 'Aucune sauvegarde ne contient la configuration de `{name}`. Sans son `encryption.password`, les valeurs chiffrées sont illisibles après une restauration. Ajoutez `configuration`, sauf si elle est gardée ailleurs.',
    },
  },
  each: {
    backups(backup, { project }, report) {
      if (!allSound(project, 'backups')) return;
      for (const instance of new Set(coveredBy(project, backup).filter(isProduction))) {
        if (!isFirstBackup(project, backup, instance.name)) continue;
        for (const part of missingParts(project, instance, backupsOf(project, instance.name))) {
          const isCertain = part === 'database' || (part === 'files' && project.confOf(instance) !== undefined);
          const span = fieldSpan(backup, 'contents');
          report({ message: part, args: { name: instance.name }, span, ...(isCertain ? {} : { severity: 'info' }) });
        }
      }
    },
  },
});

function missingParts(project: Project, instance: ProjectItem<'instances'>, backups: Backups): readonly BackupPart[] {
  const missing = parts.filter((part) => backups.every(({ fields }) => fields.contents?.includes(part) === false));
  return keepsFilesElsewhere(project, instance) ? missing.filter((part) => part !== 'files') : missing;
}

/** Its `dhis.conf` names an object store, or a value that is not known here. */
function keepsFilesElsewhere(project: Project, instance: ProjectItem<'instances'>): boolean {
  const provider = project.confOf(instance)?.winners().get('filestore.provider')?.value;
  return provider !== undefined && provider !== 'filesystem';
}

export const page = {
  why: {
    en: 'A server that was restored without its files or its encryption password runs, and lacks for ever what nobody misses at once.',
    fr: 'Un serveur restauré sans ses fichiers ou sans son mot de passe de chiffrement fonctionne, et il lui manque pour toujours ce que personne ne remarque aussitôt.',
  },
  todo: {
    en: 'Delete `contents`, which then means all parts, or add the part that is missing. Another backup of the same instance may have it.',
    fr: "Supprimez `contents`, qui vaut alors pour toutes les parties, ou ajoutez celle qui manque. Une autre sauvegarde de la même instance peut l'avoir.",
  },
  good: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: emis, host: web-1, purpose: production }',
        '  - { name: class, host: web-1, purpose: training }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", contents: [database] }',
        '  - { name: weekly, instances: [hmis], schedule: "0 2 * * 0", contents: [files, configuration] }',
        '  - { name: all, instances: [emis], schedule: "0 2 * * *" }',
        '  - { name: lessons, instances: [class], schedule: "0 2 * * *", contents: [database] }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, config: dhis.conf }',
        'backups:',
        '  - { name: nightly, instances: [hmis], schedule: "0 2 * * *", contents: [database, configuration] }',
        '',
      ].join('\n'),
      beside: { 'dhis.conf': 'filestore.provider = s3\n' },
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production, config: dhis.conf }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    contents: [database, configuration]',
        '    #         ^^^^^^^^^^^^^^^^^^^^^^^^^ files',
        '',
      ].join('\n'),
      beside: { 'dhis.conf': 'connection.url = jdbc:postgresql:hmis\n' },
    },
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        'backups:',
        '  - name: nightly',
        '    instances: [hmis]',
        '    schedule: "0 2 * * *"',
        '    contents: [files]',
        '    #         ^^^^^^^ database',
        '    #         ^^^^^^^ configuration',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
