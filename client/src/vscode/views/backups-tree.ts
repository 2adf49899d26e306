/** The tree of backups: each plan of each instance in the manifests, also those of which nothing is known. */
import { localeOf } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import { timelineRows } from '../backups/timeline-rows.ts';
import { backupsViewRow } from '../contributions.ts';
import type { RunStates } from '../runs/run-states.ts';
import type { SessionStates } from '../sessions/session-states.ts';
import type { Say } from '../texts.ts';
import { childrenOf, type HostsNode, viewOf } from './host-nodes.ts';
import { type InventorySource, treeItem } from './hosts-tree.ts';

export function showBackupsTree(inventory: InventorySource, states: SessionStates, runs: RunStates, say: Say): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const words = { say, locale: localeOf(vscode.env.language) };
  const provider: vscode.TreeDataProvider<HostsNode> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      await inventory.ready();
      if (node !== undefined) return [...childrenOf(inventory.current(), runs, node)];
      return timelineRows(inventory.current(), runs, Date.now()).map(({ entry, plan, report }) => ({
        kind: 'backups',
        entry,
        plan,
        report,
      }));
    },
    getTreeItem(node) {
      const item = treeItem(node, viewOf(node, states, words));
      if (node.kind === 'backups') {
        // Here it is not below its instance.
        item.label = say('backupsNodeOf', { instance: node.entry.instance.name, plan: node.plan });
        item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
      }
      return item;
    },
  };
  const view = vscode.window.createTreeView(backupsViewRow.id, { treeDataProvider: provider, showCollapseAll: true });
  const refresh = () => changed.fire(undefined);
  return vscode.Disposable.from(view, changed, inventory.onChange(refresh), new vscode.Disposable(runs.onChange(refresh)));
}
