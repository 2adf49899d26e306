/** The item in the status bar about backups: the worst of those that are known, and a click to ask again. */
import type { Locale } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import type { RunStates } from '../runs/run-states.ts';
import type { Say } from '../texts.ts';
import { backupStatus } from '../views/backup-nodes.ts';

const show: CommandId = 'dhis2Hosting.showBackups';

export function showBackupStatusBar(states: RunStates, locale: Locale, say: Say): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('dhis2Hosting.backups', vscode.StatusBarAlignment.Left);
  item.name = say('statusBackupName');
  item.command = show;
  const refresh = () => {
    const status = backupStatus(states.allBackups(), locale, say);
    if (status === undefined) return item.hide();
    item.text = `$(${status.isFine ? 'shield' : 'warning'}) ${status.text}`;
    item.backgroundColor = status.isFine ? undefined : new vscode.ThemeColor('statusBarItem.warningBackground');
    item.show();
  };
  return vscode.Disposable.from(item, new vscode.Disposable(states.onChange(refresh)));
}
