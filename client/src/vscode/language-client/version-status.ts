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
} as const satisfies Record<Exclude<CheckedVersion['origin'], 'manifest'>, TextId>;

const changeVersion: CommandId = 'dhis2Hosting.selectVersion';

export function showVersionStatus(server: LanguageServer, say: Say): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('dhis2Hosting.version', { language: confLanguageId });
  item.name = say('versionName');
  item.command = { command: changeVersion, title: say('versionChange') };
  item.text = say('versionName');

  const show = (checked: CheckedVersion) => {
    item.text = say('versionStatus', { version: checked.version });
    item.detail = sayOrigin(checked, say);
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

function sayOrigin({ origin, manifest }: CheckedVersion, say: Say): string {
  if (origin !== 'manifest') return say(origins[origin]);
  const file = manifest === undefined ? '' : vscode.workspace.asRelativePath(vscode.Uri.parse(manifest.uri));
  return say('versionFromManifest', { instance: manifest?.instance ?? '', file });
}
