/** Puts a key that DHIS2 does not know on the list of those that are right all the same. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import type { Finding } from '../findings.ts';
import type { SettingsFilePlace } from '../host.ts';
import { allowKey } from '../lint-settings/allow-key.ts';
import { lintSettingsName } from '../lint-settings/lint-settings.ts';
import { message } from '../messages.ts';
import type { Offer } from './code-actions.ts';

/** The rule's name alone: the rule itself is read elsewhere (../parts.ts). */
const unknownKey = 'unknown-key';

export function allowKeyOffers({ rule, message: told }: Finding, place: SettingsFilePlace | undefined): readonly Offer[] {
  const key = told.args['key'];
  // With a blank in it, it is a slip and no key; `*` would allow more than this one.
  if (rule !== unknownKey || place === undefined || typeof key !== 'string' || !/^[^\s*]+$/.test(key)) return [];
  const edit = editOf(place, key);
  if (edit === undefined) return [];
  const title = message({ en: 'Allow key `{key}` in {file}', fr: 'Admettre la clé `{key}` dans {file}' }, { key, file: lintSettingsName });
  return [{ title, edit }];
}

function editOf({ uri, text }: SettingsFilePlace, key: string): WorkspaceEdit | undefined {
  const edit = allowKey(text ?? '', key);
  if (edit === undefined) return undefined;
  const file = TextDocument.create(uri, 'yaml', 0, text ?? '');
  const edits = [{ range: { start: file.positionAt(edit.span.start), end: file.positionAt(edit.span.end) }, newText: edit.newText }];
  if (text !== undefined) return { changes: { [uri]: edits } };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits },
    ],
  };
}
