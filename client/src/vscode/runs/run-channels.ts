/** The output of runs, a channel for each host; at most ten appends a second. */
import * as vscode from 'vscode';
import type { Say } from '../texts.ts';

export type RunChannel = { line(text: string): void; show(): void };

export type RunChannels = vscode.Disposable & { of(hostId: string): RunChannel };

const appendEveryMs = 100;

export function createRunChannels(say: Say): RunChannels {
  const channels = new Map<string, RunChannel & vscode.Disposable>();
  return {
    of(hostId) {
      const channel = channels.get(hostId) ?? createRunChannel(say('runChannel', { host: hostId }));
      channels.set(hostId, channel);
      return channel;
    },
    dispose() {
      for (const channel of channels.values()) channel.dispose();
    },
  };
}

function createRunChannel(name: string): RunChannel & vscode.Disposable {
  const channel = vscode.window.createOutputChannel(name);
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    channel.append(waiting.join(''));
    waiting = [];
  };
  return {
    line(text) {
      waiting.push(`${text}\n`);
      timer ??= setTimeout(flush, appendEveryMs);
    },
    show: () => channel.show(true),
    dispose() {
      clearTimeout(timer);
      channel.dispose();
    },
  };
}
