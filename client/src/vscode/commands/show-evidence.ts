/** Opens the record of the restore tests of an instance, as its host told it; asks the host when it was not asked yet. */
import * as vscode from 'vscode';
import { chooseInstance } from '../ui/choose-instance.ts';
import { nodeArgument } from '../ui/pick.ts';
import type { CommandServices, Handler } from './services.ts';
import { askBackups } from './show-backups.ts';
import { withHosts } from './with-hosts.ts';

export function showEvidence(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const { hosts, runStates, say } = hosted;
    const { host, entry } = chosen;
    const node = nodeArgument(argument);
    const plan = node?.kind === 'backups' ? node.plan : node?.kind === 'backupState' ? node.report.plan : undefined;
    const find = () =>
      runStates.backups(host.id)?.find((report) => report.instance === entry.instance.name && (plan === undefined || report.plan === plan));
    if (find() === undefined) await askBackups(hosted, host);
    const report = find();
    const instance = entry.instance.name;
    if (report === undefined) return void vscode.window.showInformationMessage(say('noEvidence', { host: host.id, instance }));
    await hosts.planPages.show(say('evidenceTitle', { instance }), await hosts.runs.evidence(report));
  });
}
