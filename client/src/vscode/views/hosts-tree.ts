/** The tree of hosts in the activity bar: nodes of host-nodes.ts as tree items, and nothing else. */
import { localeOf } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import { hostsViewRow } from '../contributions.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { RunStates } from '../runs/run-states.ts';
import type { SessionStates } from '../sessions/session-states.ts';
import type { Say } from '../texts.ts';
import { childrenOf, type HostsNode, type NodeView, viewOf } from './host-nodes.ts';

export type InventorySource = {
  readonly current: () => Inventory;
  readonly onChange: vscode.Event<void>;
  readonly ready: () => Promise<void>;
};

export function showHostsTree(inventory: InventorySource, states: SessionStates, runs: RunStates, say: Say): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const words = { say, locale: localeOf(vscode.env.language) };
  const provider: vscode.TreeDataProvider<HostsNode> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      // Without this the view would say for a moment that there is no manifest.
      await inventory.ready();
      return [...childrenOf(inventory.current(), runs, node)];
    },
    getTreeItem: (node) => treeItem(node, viewOf(node, states, words)),
  };
  const view = vscode.window.createTreeView(hostsViewRow.id, { treeDataProvider: provider, showCollapseAll: true });
  const refresh = () => {
    changed.fire(undefined);
    const count = states.followed().length;
    view.badge = count === 0 ? undefined : { value: count, tooltip: say('statusMany', { count }) };
  };
  return vscode.Disposable.from(
    view,
    changed,
    inventory.onChange(refresh),
    new vscode.Disposable(states.onChange(refresh)),
    new vscode.Disposable(runs.onChange(refresh)),
  );
}

export function treeItem(node: HostsNode, view: NodeView): vscode.TreeItem {
  const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(view.label, view.isLeaf ? None : view.isCollapsed === true ? Collapsed : Expanded);
  item.id = view.id;
  item.description = view.description;
  item.iconPath = new vscode.ThemeIcon(view.icon, view.colour === undefined ? undefined : new vscode.ThemeColor(view.colour));
  item.contextValue = view.contextValue;
  item.tooltip = tooltip(view.tooltip);
  item.command = { command: view.click, title: view.label, arguments: [node] };
  item.accessibilityInformation = { label: `${view.label}, ${view.description}` };
  return item;
}

/** Values come from files and servers: they are appended as text, never as markdown. */
function tooltip(lines: NodeView['tooltip']): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const [name, value] of lines) {
    markdown.appendMarkdown('**').appendText(name).appendMarkdown('**  ').appendText(value).appendMarkdown('\n\n');
  }
  return markdown;
}
