import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import { readReport } from '../reports/report-uri.ts';
import { baseName } from '../reports/reports.ts';
import type { CommandServices, Handler } from './services.ts';

const apply: CommandId = 'dhis2Hosting.applyUpgrade';

/** Shows what would be written; nothing is, until that is asked for here or in the title of the comparison. */
export function compareUpgrade({ reports, say }: CommandServices): Handler {
  return async (argument) => {
    const report = argument instanceof vscode.Uri ? readReport(argument) : undefined;
    if (report?.kind !== 'fixed') return;
    await reports.compare({ ...report, kind: 'fixed' });
    const yes = say('upgradeApply');
    const question = say('upgradeApplyQuestion', { file: baseName(report.source), version: report.version });
    void askAndRun(question, yes, argument);
  };
}

/** Not waited for: the question may stand there as long as the comparison is looked at. */
async function askAndRun(question: string, yes: string, fixed: unknown): Promise<void> {
  const chosen = await vscode.window.showInformationMessage(question, yes);
  if (chosen === yes) await vscode.commands.executeCommand(apply, fixed);
}
