/** Everything that reaches hosts, put together. Only the entry with SSH imports it. */
import { randomBytes } from 'node:crypto';
import { homedir, hostname, userInfo } from 'node:os';
import { localeOf } from '@dhis2-hosting/server/service';
import * as vscode from 'vscode';
import type { HostServiceParts, HostServices } from './commands/services.ts';
import type { CommandId } from './contributions.ts';
import { loadOperations } from './platform/load-operations.ts';
import { createPlanPages } from './runs/plan-pages.ts';
import { createRunChannels } from './runs/run-channels.ts';
import { createRuns } from './runs/runs.ts';
import { createRemote } from './sessions/remote.ts';
import { createSessions } from './sessions/sessions.ts';
import { createShowFailure } from './ui/failure.ts';
import { createLogChannels } from './ui/log-channels.ts';
import { createPrompter } from './ui/prompter.ts';

const tailAgain: CommandId = 'dhis2Hosting.tailLog';

export function createHostServices({ states, runStates, say, storage, secrets }: HostServiceParts): HostServices {
  const sshLog = vscode.window.createOutputChannel('DHIS2 Hosting SSH', { log: true });
  const showFailure = createShowFailure(say, sshLog);
  const channels = createLogChannels(say);
  const locale = localeOf(vscode.env.language);
  const log = (line: string) => sshLog.info(line);
  const remote = createRemote({
    load: loadOperations,
    prompter: createPrompter(say),
    states,
    locale,
    lost: say('whyLost'),
    home: homedir(),
    env: process.env,
    log,
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
  const runs = createRuns({
    remote,
    states: runStates,
    locale,
    journalFolder: storage.fsPath,
    owner: `${userInfo().username}@${hostname()}`,
    random: () => randomBytes(4),
    log,
  });
  const runChannels = createRunChannels(say);
  const planPages = createPlanPages();
  const closing = new AbortController();
  const close = () => {
    closing.abort();
    runChannels.dispose();
    planPages.dispose();
  };
  return { sessions, remote, runs, secrets, runChannels, planPages, channels, sshLog, showFailure, closing: closing.signal, close };
}
