/** The item of the language status that says which DHIS2 version the open `dhis.conf` is checked for. */
import type { CheckedVersion } from '@dhis2-hosting/server/protocol';
import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import { confLanguageId } from '../language-contributions.ts';
import type { Say, TextId } from '../texts.ts';
import type { LanguageServer } from './language-server.ts';

const origins = {
  line: 'versionFromLine',
  repository: 'versionFromRepository',
  setting: 'versionFromSetting',
  newest: 'versionFromNewest',
} as const satisfies Record<CheckedVersion['origin'], TextId>;

const changeVersion: CommandId = 'dhis2Hosting.selectVersion';

export function showVersionStatus(server: LanguageServer, say: Say): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('dhis2Hosting.version', { language: confLanguageId });
  item.name = say('versionName');
  item.command = { command: changeVersion, title: say('versionChange') };
  item.text = say('versionName');

  const show = ({ version, origin }: CheckedVersion) => {
    item.text = say('versionStatus', { version });
    item.detail = say(origins[origin]);
  };
  const activeConf = () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.languageId === confLanguageId ? document.uri : undefined;
  };
  const ask = async () => {
    const uri = activeConf();
    const checked = uri === undefined ? undefined : await server.checkedVersion(uri).catch(() => undefined);
    if (checked !== undefined && activeConf()?.toString() === uri?.toString()) show(checked);
  };

  const listeners = [
    vscode.window.onDidChangeActiveTextEditor(ask),
    server.onRunning(ask),
    server.onVersionChanged(({ uri, checked }) => {
      if (activeConf()?.toString() === vscode.Uri.parse(uri).toString()) show(checked);
    }),
  ];
  void ask();
  return vscode.Disposable.from(item, ...listeners);
}
