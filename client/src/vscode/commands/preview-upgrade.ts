import { compareVersions, knownReleases, newestRelease, parseVersion } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import { reportUri } from '../reports/report-uri.ts';
import { baseName } from '../reports/reports.ts';
import type { Say } from '../texts.ts';
import { activeConf } from './active-conf.ts';
import type { CommandServices, Handler } from './services.ts';

const compare: CommandId = 'dhis2Hosting.compareUpgrade';

/** With a release as argument, nothing is asked. */
export function previewUpgrade({ server, reports, say }: CommandServices): Handler {
  return async (argument) => {
    const document = await activeConf(argument, say);
    if (document === undefined) return;
    const source = document.uri;
    const checked = await server.checkedVersion(source);
    if (checked === undefined) {
      void vscode.window.showWarningMessage(say('serverSilent'));
      return;
    }
    const version = typeof argument === 'string' ? argument : await pickRelease(checked.version, say);
    const preview = version === undefined ? undefined : await server.upgradePreview(source, version);
    if (version === undefined || preview === undefined) return;
    await reports.show({ kind: 'upgrade', source, version });
    if (preview.fixes > 0) void offerFixes(source, version, preview.fixes, say);
  };
}

async function pickRelease(checked: string, say: Say): Promise<string | undefined> {
  const from = parseVersion(checked) ?? [];
  const newer = knownReleases.filter((release) => compareVersions(parseVersion(release) ?? [], from) > 0 && !checked.startsWith(release));
  if (newer.length > 0) return vscode.window.showQuickPick(newer.toReversed(), { title: say('upgradePick', { version: checked }) });
  void vscode.window.showInformationMessage(say('upgradeNewest', { version: newestRelease }));
  return undefined;
}

async function offerFixes(source: vscode.Uri, version: string, count: number, say: Say): Promise<void> {
  const see = say('upgradeCompare');
  const chosen = await vscode.window.showInformationMessage(say('upgradeOffer', { count, file: baseName(source), version }), see);
  if (chosen === see) await vscode.commands.executeCommand(compare, reportUri({ kind: 'fixed', source, version }, source.path));
}
