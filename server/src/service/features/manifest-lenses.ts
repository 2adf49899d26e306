/** Lines above items that say what the plan amounts to for them. There is nothing to press: the plan is the text itself. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeLens } from 'vscode-languageserver-types';
import { type Locale, type Message, message, render } from '../messages.ts';
import { backupSentences, connectionsOn, connectionsSentence, memoryOf, memorySentence, supportOfRelease } from '../project/item-facts.ts';
import type { Project } from '../project/project.ts';
import { ownItems } from '../project/project.ts';
import { rangeOf } from './thing-navigation.ts';

/** Beyond these the text is a list of machines, and every line above an item is one too many. */
const most = 1000;

export function manifestLenses(
  document: TextDocument,
  project: Project,
  { today, locale }: { readonly today: string; readonly locale: Locale },
): CodeLens[] {
  const lenses: CodeLens[] = [];
  const add = (item: { readonly nameSpan: { readonly start: number; readonly end: number } }, title: Message | undefined) => {
    if (title !== undefined && lenses.length < most)
      lenses.push({ range: rangeOf(document, item.nameSpan), command: { title: render(title, locale), command: '' } });
  };
  for (const host of ownItems(project, document.uri, 'hosts')) {
    const memory = memoryOf(project, host);
    add(host, memory && memorySentence(memory));
  }
  for (const database of ownItems(project, document.uri, 'databases')) {
    const connections = connectionsOn(project, database);
    add(database, connections && connectionsSentence(connections));
  }
  for (const instance of ownItems(project, document.uri, 'instances')) {
    const support = supportOfRelease(instance.fields.dhis2Version, today);
    if (support?.hasEnded === true) add(instance, support.sentence);
    const backups = backupSentences(project, instance);
    for (const sentence of backups) add(instance, sentence);
    if (backups.length === 0 && instance.fields.purpose === 'production' && project.knowsAll('backups')) add(instance, message(noBackup));
  }
  return lenses;
}

const noBackup = { en: 'No backup', fr: 'Aucune sauvegarde' };
