/** A moment of a database out of its continuous archive, beside what is live. */
import * as vscode from 'vscode';
import type { HostEntry } from '../inventory/inventory.ts';
import { databaseOf, installationOf } from '../runs/installation.ts';
import { chooseInstance } from '../ui/choose-instance.ts';
import type { HostedInstance } from '../ui/pick.ts';
import { showPlan } from './plan-host.ts';
import { confirmAndRun } from './provision.ts';
import type { CommandServices, Handler, HostCommandServices } from './services.ts';
import { withHosts } from './with-hosts.ts';

export function bringBack(services: CommandServices): Handler {
  return withHosts(services, async (hosted, argument) => {
    const chosen = await chooseInstance(hosted, argument);
    if (chosen === undefined) return;
    const { name } = chosen.entry.instance;
    const host = databaseHostOf(hosted, chosen);
    if (host === undefined) return void vscode.window.showInformationMessage(hosted.say('noArchive', { instance: name }));
    const moment = await askMoment(hosted, name);
    if (moment === undefined) return;
    const proposal = await showPlan(hosted, host, { recipe: 'bring-back', instance: name, moment });
    if (proposal !== undefined) await confirmAndRun(hosted, host, proposal);
  });
}

/** Undefined when no moment of it is kept. What is wrong with a manifest that cannot be read is told with the plan. */
function databaseHostOf({ manifests }: HostCommandServices, { host, entry }: HostedInstance): HostEntry | undefined {
  const manifest = installationOf(host, manifests.sources());
  if (manifest === undefined) return host;
  const server = databaseOf(manifest, entry.instance.name);
  // An archive is of a whole server: the plan may name another instance of it.
  const isOnIt = (name: string): boolean => databaseOf(manifest, name)?.name === server?.name;
  const isArchived = manifest.backups?.some(({ method, instances }) => method === 'continuous' && instances.some(isOnIt));
  if (isArchived !== true || server === undefined) return undefined;
  return manifests.current().hosts.find(({ host: other }) => other.name === server.host) ?? host;
}

async function askMoment({ hosts, say }: HostCommandServices, instance: string): Promise<number | undefined> {
  const read = await hosts.runs.momentReader();
  const written = await vscode.window.showInputBox({
    title: say('askMoment', { instance }),
    prompt: say('askMomentHint'),
    value: withZone(new Date(Date.now() - 3_600_000)),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const moment = read(text.trim());
      if (moment === undefined) return say('noMoment');
      return moment > Date.now() ? say('momentToCome') : undefined;
    },
  });
  return written === undefined ? undefined : read(written.trim());
}

/** As this computer's clock says it, with its zone, to the minute. */
export function withZone(moment: Date): string {
  const offset = -moment.getTimezoneOffset();
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((count) => String(count).padStart(2, '0'));
  const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, 16);
  return `${local}${offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${hours}:${minutes}`}`;
}
