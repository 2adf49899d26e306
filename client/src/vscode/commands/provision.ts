/** Plans a host, shows the plan, asks, and carries it out. */
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { askSecrets } from '../runs/ask-secrets.ts';
import { followRun } from '../runs/follow-run.ts';
import type { Proposal } from '../runs/runs.ts';
import { sendFiles } from '../runs/send-files.ts';
import type { Say } from '../texts.ts';
import { chooseHost, showPlan } from './plan-host.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function provision(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const host = await chooseHost(hosted, argument);
    const proposal = host && (await showPlan(hosted, host));
    if (host !== undefined && proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}

/** Not a modal question: the plan behind it is what has to be read. */
export async function confirmAndRun(services: HostCommandServices, host: HostEntry, proposal: Proposal): Promise<void> {
  const { hosts, say, locale } = services;
  const { plan } = proposal;
  const count = plan.steps.filter(({ state }) => state === 'will-change').length;
  if (count === 0) {
    const isBlocked = plan.steps.some(({ state }) => state !== 'already-so');
    const told = plan.steps.length === 0 ? 'planEmpty' : isBlocked ? 'planBlocked' : 'planNothing';
    void vscode.window.showInformationMessage(say(told, { host: host.id }));
    return;
  }
  const apply = say('actionApplyPlan');
  const title = plan.title[locale];
  const left = await hosts.runs.leftOf(plan);
  const question = [say('confirmPlan', { title, host: host.id, count }), ...(left === undefined ? [] : [left])].join(' ');
  const chosen = await vscode.window.showInformationMessage(question, apply);
  if (chosen !== apply || !(await isTyped(proposal.typed, say)) || !(await sendFiles(services, host, proposal.sends))) return;
  const secrets = await askSecrets(hosts.secrets, proposal.secrets, services);
  if (secrets === undefined) return;
  const files = proposal.files(secrets);
  await followRun(services, {
    host,
    run: files.id,
    title: say('progressRun', { title, host: host.id }),
    plan,
    open: (signal) => hosts.runs.carryOut(host, files, signal),
  });
}

/** What takes something away asks for its name, which no hand types by habit. */
async function isTyped(name: string | undefined, say: Say): Promise<boolean> {
  if (name === undefined) return true;
  const typed = await vscode.window.showInputBox({
    title: say('typeName', { name }),
    ignoreFocusOut: true,
    validateInput: (text) => (text === name ? undefined : say('typeNameDiffers', { name })),
  });
  return typed === name;
}
