/** A playbook on its control host: planned, tried without a change as often as wanted, then run. */
import type { PlaybookSpec } from '@dhis2-hosting/client/operations';
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { followRun } from '../runs/follow-run.ts';
import { installationOf } from '../runs/installation.ts';
import type { Proposal } from '../runs/runs.ts';
import { chooseHost, showProposal } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

type Given = { folder: string; playbook: string; inventory: string; user: string };

/** Where dhis2-server-tools is checked out by its own instructions, below the home of who installs it. */
const usual: Given = { folder: '/opt/dhis2-server-tools/deploy', playbook: 'dhis2.yml', inventory: 'inventory/hosts', user: 'root' };

export function runPlaybook(services: CommandServices): Handler {
  /** What was asked for last, by host, as long as the window lives. */
  const last = new Map<string, Given>();
  return withHosts(services, async (hosted, argument) => {
    const host = await chooseHost(hosted, argument);
    const given = host && (await ask(hosted, last.get(host.id) ?? usual));
    if (host === undefined || given === undefined) return;
    last.set(host.id, given);
    const { operations } = await hosted.hosts.remote.load();
    const spec = operations.readPlaybookSpec(given);
    if (spec === undefined) void vscode.window.showWarningMessage(hosted.say('playbookWrong'));
    else await run(hosted, host, spec);
  });
}

async function ask({ say }: HostCommandServices, before: Given): Promise<Given | undefined> {
  const given = { ...before };
  for (const field of ['folder', 'playbook', 'inventory', 'user'] as const) {
    const title = say(
      ({ folder: 'playbookFolder', playbook: 'playbookFile', inventory: 'playbookInventory', user: 'playbookUser' } as const)[field],
    );
    const answer = await vscode.window.showInputBox({ title, value: given[field], ignoreFocusOut: true });
    if (answer === undefined) return undefined;
    given[field] = answer.trim();
  }
  return given;
}

async function run(services: HostCommandServices, host: HostEntry, spec: PlaybookSpec): Promise<void> {
  const { hosts, manifests, say } = services;
  const manifest = installationOf(host, manifests.sources()) ?? { version: 1 };
  const propose = (mode: 'check' | 'apply') => (signal: AbortSignal) => hosts.runs.proposePlaybook(host, manifest, { spec, mode }, signal);
  const proposal = await showProposal(services, host, say('progressPlan', { host: host.id }), propose('apply'));
  if (proposal === undefined) return;
  const [tryIt, runIt] = [say('actionTryPlaybook'), say('actionRunPlaybook')];
  for (;;) {
    if (!proposal.plan.steps.some(({ state }) => state === 'will-change')) break;
    const chosen = await vscode.window.showInformationMessage(say('playbookWhat', { host: host.id }), tryIt, runIt);
    if (chosen === undefined) return;
    if (chosen === runIt) break;
    const trial = await showTrial(services, host, propose('check'));
    if (trial === undefined) return;
  }
  await confirmAndRun(services, host, proposal);
}

/** It changes nothing, so it begins at once; the page of the plan stays in view. */
async function showTrial(
  services: HostCommandServices,
  host: HostEntry,
  propose: (signal: AbortSignal) => Promise<Proposal>,
): Promise<Proposal | undefined> {
  const { hosts, say, locale } = services;
  try {
    const proposal = await propose(hosts.closing);
    const { plan } = proposal;
    const files = proposal.files();
    await followRun(services, {
      host,
      run: files.id,
      title: say('progressRun', { title: plan.title[locale], host: host.id }),
      plan,
      open: (signal) => hosts.runs.carryOut(host, files, signal),
    });
    return proposal;
  } catch (error) {
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: async () => undefined });
    return undefined;
  }
}
