/** A run on the screen: its lines in the host's channel, its step in a notification, and an honest Cancel. */
import type { Plan, RunReport, RunResult } from '@dhis2-hosting/client/operations';
import type { Text } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { HostCommandServices } from '../commands/services.ts';
import type { HostEntry } from '../inventory/inventory.ts';
import { plainText } from '../ui/plain-text.ts';

export type FollowedRun = {
  readonly host: HostEntry;
  readonly run: string;
  readonly title: string;
  /** Absent for a run that was found on the host. */
  readonly plan?: Plan;
  readonly open: (signal: AbortSignal) => AsyncGenerator<RunReport, RunResult | undefined>;
};

/** Settles when the run has ended or nobody watches it any more. What fails is shown. */
export async function followRun(services: HostCommandServices, followed: FollowedRun): Promise<void> {
  const { hosts, say } = services;
  const { host, run, title } = followed;
  const channel = hosts.runChannels.of(host.id);
  channel.show();
  channel.line(say('runOn', { run, host: host.id }));
  const watching = new AbortController();
  const signal = AbortSignal.any([watching.signal, hosts.closing]);
  let ended: Promise<RunResult | undefined> = Promise.resolve(undefined);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      ended = read(services, followed, signal, (message) => progress.report({ message }));
      // Cancel takes the notification away and nothing else; what it may mean is asked.
      const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
      void cancelled.then(() => offerToStop(services, followed, watching));
      await Promise.race([ended.catch(() => undefined), cancelled]);
    },
  );
  try {
    const result = await ended;
    if (result !== undefined) await tell(services, followed, result);
    else if (!hosts.closing.aborted) channel.line(say('runLeft'));
  } catch (error) {
    const retry = () => followRun(services, { ...followed, open: (again) => hosts.runs.attach(host, run, again) });
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry });
  }
}

async function read(
  { hosts, locale }: HostCommandServices,
  { host, open, plan }: FollowedRun,
  signal: AbortSignal,
  onStep: (title: string) => void,
): Promise<RunResult | undefined> {
  const channel = hosts.runChannels.of(host.id);
  const titleOf = (id: string): Text | undefined => plan?.steps.find((step) => step.id === id)?.title;
  const reports = open(signal);
  for (let next = await reports.next(); ; next = await reports.next()) {
    if (next.done === true) return next.value;
    const report = next.value;
    if (report.kind === 'step') onStep(titleOf(report.step)?.[locale] ?? report.step);
    const line = await hosts.runs.lineOf(report, titleOf);
    if (line !== undefined) channel.line(line);
  }
}

/** Closing a notification must not leave people in doubt: the run is on the host and goes on. */
async function offerToStop(services: HostCommandServices, { host, run }: FollowedRun, watching: AbortController): Promise<void> {
  const { hosts, say } = services;
  const [stop, leave, show] = [say('actionStopAfterStep'), say('actionStopWatching'), say('actionShowOutput')];
  const chosen = await vscode.window.showInformationMessage(say('runGoesOn', { host: host.id }), stop, leave, show);
  if (chosen === show) hosts.runChannels.of(host.id).show();
  if (chosen === leave) watching.abort();
  if (chosen === stop) await stopRun(services, host, run);
}

export async function stopRun(services: HostCommandServices, host: HostEntry, run: string): Promise<void> {
  const { hosts, say } = services;
  try {
    await hosts.runs.cancel(host, run, hosts.closing);
    hosts.runChannels.of(host.id).line(say('runAskedToStop'));
  } catch (error) {
    void hosts.showFailure(hosts.remote.failureOf(error), { place: host.place, retry: () => stopRun(services, host, run) });
  }
}

async function tell({ hosts, say }: HostCommandServices, { host, plan }: FollowedRun, result: RunResult): Promise<void> {
  const text = await hosts.runs.endOf(result, plan);
  const channel = hosts.runChannels.of(host.id);
  channel.line(text);
  // The tree shows how it ended; that the host cannot be asked now is no news.
  await hosts.runs.list(host, hosts.closing).catch(() => undefined);
  const show = say('actionShowOutput');
  const said = plainText(`${host.id}: ${text}`);
  const isLeft = plan !== undefined && (await hosts.runs.leftOf(plan)) !== undefined;
  const isFine = !isLeft && (result.outcome === 'done' || result.outcome === 'nothing-to-do');
  const message = isFine ? vscode.window.showInformationMessage(said, show) : vscode.window.showWarningMessage(said, show);
  void message.then((chosen) => (chosen === show ? channel.show() : undefined));
}
