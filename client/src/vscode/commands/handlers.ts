/** Every command and its handler: a command without one does not compile. */
import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import { adoptHost } from './adopt-host.ts';
import { applyUpgrade } from './apply-upgrade.ts';
import { attachRun } from './attach-run.ts';
import { bringBack } from './bring-back.ts';
import { compareUpgrade } from './compare-upgrade.ts';
import { connect } from './connect.ts';
import { createManifest } from './create-manifest.ts';
import { disconnect } from './disconnect.ts';
import { dropRemoved } from './drop-removed.ts';
import { exportInventory } from './export-inventory.ts';
import { exportMap } from './export-map.ts';
import { exportSheet } from './export-sheet.ts';
import { importInventory } from './import-inventory.ts';
import { onInstance } from './on-instance.ts';
import { openConf } from './open-conf.ts';
import { planHost } from './plan-host.ts';
import { previewUpgrade } from './preview-upgrade.ts';
import { proveRestart } from './prove-restart.ts';
import { provision } from './provision.ts';
import { refreshBackups } from './refresh-backups.ts';
import { refreshHosts } from './refresh-hosts.ts';
import { restartServer } from './restart-server.ts';
import { restoreDump } from './restore-dump.ts';
import { restoreForStaging } from './restore-for-staging.ts';
import { restoreSet } from './restore-set.ts';
import { revealInManifest } from './reveal-in-manifest.ts';
import { runPlaybook } from './run-playbook.ts';
import { selectVersion } from './select-version.ts';
import type { CommandServices, Handler } from './services.ts';
import { showBackups, thenShowBackups } from './show-backups.ts';
import { showEffectiveConfiguration } from './show-effective-configuration.ts';
import { showEvidence } from './show-evidence.ts';
import { showLog } from './show-log.ts';
import { showMap } from './show-map.ts';
import { showSheet } from './show-sheet.ts';
import { showSshLog } from './show-ssh-log.ts';
import { showTimeline } from './show-timeline.ts';
import { stopRun } from './stop-run.ts';
import { stopTail } from './stop-tail.ts';
import { switchSecrets } from './switch-secrets.ts';
import { tailLog } from './tail-log.ts';
import { trustHost } from './trust-host.ts';
import { undoLastRun } from './undo-last-run.ts';
import { useRestored } from './use-restored.ts';

export function registerCommands(services: CommandServices): vscode.Disposable {
  const handlers: Record<CommandId, Handler> = {
    'dhis2Hosting.connect': connect(services),
    'dhis2Hosting.disconnect': disconnect(services),
    'dhis2Hosting.trustHost': trustHost(services),
    'dhis2Hosting.adoptHost': adoptHost(services),
    'dhis2Hosting.judgeDumps': adoptHost(services, 'judge'),
    'dhis2Hosting.planHost': planHost(services),
    'dhis2Hosting.provision': provision(services),
    'dhis2Hosting.deployRelease': onInstance(services, 'deploy-release'),
    'dhis2Hosting.restartInstance': onInstance(services, 'restart-instance'),
    'dhis2Hosting.showBackups': showBackups(services),
    'dhis2Hosting.refreshBackups': refreshBackups(services),
    'dhis2Hosting.showEvidence': showEvidence(services),
    'dhis2Hosting.showTimeline': showTimeline(services),
    'dhis2Hosting.backUp': thenShowBackups(services, onInstance(services, 'back-up')),
    'dhis2Hosting.copyOffSite': thenShowBackups(services, onInstance(services, 'copy-off-site')),
    'dhis2Hosting.testRestore': thenShowBackups(services, onInstance(services, 'test-restore')),
    'dhis2Hosting.restore': restoreSet(services),
    'dhis2Hosting.restoreDump': restoreDump(services),
    'dhis2Hosting.restoreForStaging': restoreForStaging(services),
    'dhis2Hosting.bringBack': bringBack(services),
    'dhis2Hosting.useRestored': useRestored(services),
    'dhis2Hosting.runPlaybook': runPlaybook(services),
    'dhis2Hosting.removeInstance': onInstance(services, 'remove-instance'),
    'dhis2Hosting.dropRemoved': dropRemoved(services),
    'dhis2Hosting.proveRestart': proveRestart(services),
    'dhis2Hosting.attachRun': attachRun(services),
    'dhis2Hosting.undoLastRun': undoLastRun(services),
    'dhis2Hosting.stopRun': stopRun(services),
    'dhis2Hosting.tailLog': tailLog(services),
    'dhis2Hosting.stopTail': stopTail(services),
    'dhis2Hosting.showLog': showLog(services),
    'dhis2Hosting.showSshLog': showSshLog(services),
    'dhis2Hosting.refreshHosts': refreshHosts(services),
    'dhis2Hosting.createManifest': createManifest(services),
    'dhis2Hosting.selectVersion': selectVersion(services),
    'dhis2Hosting.previewUpgrade': previewUpgrade(services),
    'dhis2Hosting.compareUpgrade': compareUpgrade(services),
    'dhis2Hosting.applyUpgrade': applyUpgrade(services),
    'dhis2Hosting.showEffectiveConfiguration': showEffectiveConfiguration(services),
    'dhis2Hosting.hideSecrets': switchSecrets(true),
    'dhis2Hosting.showSecrets': switchSecrets(false),
    'dhis2Hosting.openConf': openConf(services),
    'dhis2Hosting.revealInManifest': revealInManifest(),
    'dhis2Hosting.showMap': showMap(services),
    'dhis2Hosting.exportMap': exportMap(services),
    'dhis2Hosting.showSheet': showSheet(services),
    'dhis2Hosting.exportSheet': exportSheet(services),
    'dhis2Hosting.importInventory': importInventory(services),
    'dhis2Hosting.exportInventory': exportInventory(services),
    'dhis2Hosting.restartServer': restartServer(services),
  };
  return vscode.Disposable.from(...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler)));
}
