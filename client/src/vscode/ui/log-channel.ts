/** The output channel of one instance's Tomcat log: at most ten appends a second, and never more text than a window bears. */
import type { LogEvent, OperationErrorCode } from '@dhis2-hosting/client/operations';
import * as vscode from 'vscode';
import { logLanguageId } from '../language-contributions.ts';
import type { Say, TextId } from '../texts.ts';
import { createLogBatch, stateLine } from './log-batch.ts';
import { createTextWindow } from './text-window.ts';

export type LogChannel = vscode.Disposable & {
  event(event: LogEvent): void;
  /** A line of ours between the server's, such as "stopped". */
  mark(text: string): void;
  show(): void;
  /** What the window shows, for tests and for people's clipboard. */
  text(): string;
};

const appendEveryMs = 100;

export function createLogChannel(instance: string, say: Say): LogChannel {
  const channel = vscode.window.createOutputChannel(say('logChannel', { instance }), logLanguageId);
  const number = new Intl.NumberFormat(vscode.env.language);
  const batch = createLogBatch({
    dropped: (count) => say('lineDropped', { count: number.format(count) }),
    cut: (count) => say('lineCut', { count: number.format(count) }),
  });
  const shown = createTextWindow();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    timer = undefined;
    const text = batch.take();
    if (text === '') return;
    if (shown.append(text)) channel.append(text);
    else channel.replace(`${stateLine(say('lineTrimmed'))}\n${shown.text()}`);
  };
  const later = () => {
    timer ??= setTimeout(flush, appendEveryMs);
  };

  return {
    event(event) {
      if (event.kind === 'lines') batch.add(event);
      else if (event.kind === 'dropped') batch.dropped(event.lines);
      else batch.mark(markOf(event, say));
      later();
    },
    mark(text) {
      batch.mark(text);
      later();
    },
    show: () => channel.show(true),
    text: () => shown.text(),
    dispose() {
      clearTimeout(timer);
      channel.dispose();
    },
  };
}

/** Why a link broke, from the codes of the engine; what has no code of its own is a lost connection. */
const reasons = {
  'host-not-found': 'whyNotFound',
  'connection-refused': 'whyRefused',
  'connection-timed-out': 'whyTimedOut',
  'session-refused': 'whySession',
  'jump-host-failed': 'whyJump',
} as const satisfies Partial<Record<OperationErrorCode, TextId>>;

function reasonOf(detail: string | undefined): (typeof reasons)[keyof typeof reasons] | 'whyLost' {
  const known: { readonly [code: string]: (typeof reasons)[keyof typeof reasons] } = reasons;
  return known[detail ?? ''] ?? 'whyLost';
}

function markOf(event: Exclude<LogEvent, { kind: 'lines' | 'dropped' }>, say: Say): string {
  if (event.kind === 'rotated') return say('lineRotated');
  if (event.kind === 'gap') return say('lineGap');
  switch (event.state) {
    case 'connecting':
      return say('lineConnecting');
    case 'live':
      return say('lineLive');
    case 'ended':
      return say('lineEnded');
    case 'reconnecting': {
      const reason = say(reasonOf(event.detail));
      if (event.retryIn === undefined) return say('lineReconnectingNow', { reason });
      return say('lineReconnecting', { seconds: Math.max(1, Math.round(event.retryIn / 1000)), reason });
    }
  }
}
