/** Everything that reaches hosts, put together. Only the entry with SSH imports it. */
import { homedir } from 'node:os';
import { localeOf } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { HostServices } from './commands/services.ts';
import type { CommandId } from './contributions.ts';
import { loadOperations } from './platform/load-operations.ts';
import { createRemote } from './sessions/remote.ts';
import type { SessionStates } from './sessions/session-states.ts';
import { createSessions } from './sessions/sessions.ts';
import type { Say } from './texts.ts';
import { createShowFailure } from './ui/failure.ts';
import { createLogChannels } from './ui/log-channels.ts';
import { createPrompter } from './ui/prompter.ts';

const tailAgain: CommandId = 'dhis2Hosting.tailLog';

export function createHostServices(states: SessionStates, say: Say): HostServices {
  const sshLog = vscode.window.createOutputChannel('DHIS2 Hosting SSH', { log: true });
  const showFailure = createShowFailure(say, sshLog);
  const channels = createLogChannels(say);
  const remote = createRemote({
    load: loadOperations,
    prompter: createPrompter(say),
    states,
    locale: localeOf(vscode.env.language),
    lost: say('whyLost'),
    home: homedir(),
    env: process.env,
    log: (line) => sshLog.info(line),
  });
  const sessions = createSessions({
    remote,
    states,
    sink: (entry) => {
      const channel = channels.of(entry);
      return {
        event: channel.event,
        stopped: () => channel.mark(say('lineStopped')),
        failed: (reason) => channel.mark(reason),
      };
    },
    onLateFailure: (_host, entry, error) => {
      const retry = async () => void (await vscode.commands.executeCommand(tailAgain, entry.id));
      void showFailure(remote.failureOf(error), { place: entry.place, retry });
    },
  });
  return { sessions, remote, channels, sshLog, showFailure };
}
