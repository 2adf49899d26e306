/** The item in the status bar while a log is followed: which, how it is, and a click to see it. */
import * as vscode from 'vscode';
import type { CommandId } from '../contributions.ts';
import type { LogState, SessionStates } from '../sessions/session-states.ts';
import type { Say } from '../texts.ts';
import { logStateText } from '../views/host-nodes.ts';

const show: CommandId = 'dhis2Hosting.showLog';
const stop: CommandId = 'dhis2Hosting.stopTail';

const icons = {
  idle: 'output',
  connecting: 'loading~spin',
  live: 'pulse',
  reconnecting: 'sync~spin',
  failed: 'error',
} as const satisfies Record<LogState['kind'], string>;

export function showStatusBar(states: SessionStates, say: Say): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('dhis2Hosting.logs', vscode.StatusBarAlignment.Left);
  item.name = say('statusName');
  const refresh = () => {
    const followed = states.followed();
    const [only] = followed;
    if (only === undefined) return item.hide();
    const state = states.log(only);
    const icon = followed.length === 1 ? icons[state.kind] : icons.live;
    const words =
      followed.length === 1
        ? say('statusOne', { instance: only, state: logStateText(state, say) })
        : say('statusMany', { count: followed.length });
    item.text = `$(${icon}) ${words}`;
    item.tooltip = tooltip(followed, states, say);
    item.command = { command: show, title: say('statusShow'), arguments: followed.length === 1 ? [only] : [] };
    item.show();
  };
  return vscode.Disposable.from(item, new vscode.Disposable(states.onChange(refresh)));
}

/** Links to our two commands and to no other. */
function tooltip(followed: readonly string[], states: SessionStates, say: Say): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: [show, stop] };
  for (const id of followed) {
    const argument = encodeURIComponent(JSON.stringify([id]));
    markdown.appendText(say('statusOne', { instance: id, state: logStateText(states.log(id), say) }));
    markdown.appendMarkdown(` [${say('statusShow')}](command:${show}?${argument}) [${say('statusStop')}](command:${stop}?${argument})\n\n`);
  }
  return markdown;
}
