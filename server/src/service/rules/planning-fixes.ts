/** Blocks that rules on plans offer to add. None is preferred: what is written in them is for people to decide. */
import type { Fix, SpanEdit } from '../findings.ts';
import { addField, addItem, addSection } from '../manifest/insertions.ts';
import type { SoundItem } from '../manifest/items.ts';
import { type Message, message } from '../messages.ts';
import type { Project } from '../project/project.ts';

/** A nightly backup, to the only target when there is one. */
export function addBackupFix(project: Project, instance: SoundItem<'instances'>): readonly Fix[] {
  const name = `${instance.name}-nightly`;
  if (project.hasName('backups', name)) return [];
  const [target, ...others] = project.names('backupTargets');
  const lines = [
    `- name: ${name}`,
    `  instances: [${instance.name}]`,
    '  rpo: 24 hours',
    '  schedule: "0 2 * * *"',
    '  retention: { daily: 7, weekly: 4, monthly: 12 }',
    ...(target === undefined || others.length > 0 ? [] : [`  targets: [${target}]`]),
    '  restoreTest: { every: 90 days }',
  ];
  const title = message({ en: 'Add a backup of `{name}`', fr: 'Ajouter une sauvegarde de `{name}`' }, { name: instance.name });
  return asFix(title, addItem(instance, 'backups', lines));
}

/** The first of the lines is the name of the section. */
export function addSectionFix(
  place: Pick<SoundItem<'instances'>, 'text' | 'part'>,
  [head, ...lines]: readonly [string, ...string[]],
): readonly Fix[] {
  const title = message({ en: 'Add the section `{name}`', fr: 'Ajouter la section `{name}`' }, { name: head.replace(':', '') });
  return asFix(title, addSection(place, [head, ...lines]));
}

export function addFieldFix(item: Pick<SoundItem<'backups'>, 'text' | 'part' | 'path'>, field: string): readonly Fix[] {
  return asFix(message({ en: 'Add `{field}`', fr: 'Ajouter `{field}`' }, { field }), addField(item, item.path, field));
}

function asFix(title: Message, edit: SpanEdit | undefined): readonly Fix[] {
  return edit === undefined ? [] : [{ title, edits: [edit], preferred: false }];
}
