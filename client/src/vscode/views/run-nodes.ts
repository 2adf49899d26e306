/** How runs of a host read in the tree. */
import type { ListedRun } from '@dhis2-hosting/client/operations';
import type { Locale } from '@dhis2-hosting/server/service';
import type { HostEntry } from '../inventory/inventory.ts';
import { runTitle } from '../runs/run-words.ts';
import type { Say, TextId } from '../texts.ts';
import type { NodeView } from './host-nodes.ts';

type RunKind = 'running' | 'not-understood' | Exclude<ListedRun['state'], string>['outcome'];

const looks = {
  running: { icon: 'sync~spin', text: 'runRunning' },
  done: { icon: 'pass', colour: 'testing.iconPassed', text: 'runDone' },
  'nothing-to-do': { icon: 'pass', text: 'runNothing' },
  undone: { icon: 'discard', colour: 'list.warningForeground', text: 'runUndone' },
  interrupted: { icon: 'debug-pause', colour: 'list.warningForeground', text: 'runInterrupted' },
  stuck: { icon: 'error', colour: 'list.errorForeground', text: 'runStuck' },
  'not-understood': { icon: 'question', colour: 'list.warningForeground', text: 'runNotUnderstood' },
} as const satisfies Record<RunKind, { icon: string; colour?: string; text: TextId }>;

export function runsView({ id }: HostEntry, runs: readonly ListedRun[], say: Say): NodeView {
  return {
    id: `runs:${id}`,
    label: say('runsNode'),
    description: String(runs.length),
    icon: 'history',
    contextValue: 'runs',
    isLeaf: false,
    isCollapsed: true,
    tooltip: [[say('tipHost'), id]],
    click: 'dhis2Hosting.attachRun',
  };
}

export function runView(host: HostEntry, run: ListedRun, locale: Locale, say: Say): NodeView {
  const kind = kindOf(run);
  const { text, ...look } = looks[kind];
  return {
    id: `run:${host.id}:${run.id}`,
    label: runTitle(run, locale, say),
    description: runDescription(run, say),
    ...look,
    contextValue: `run.${kind}`,
    isLeaf: true,
    tooltip: [
      [say('tipState'), say(text)],
      [say('tipRun'), run.id],
      [say('tipOwner'), run.head?.owner ?? '?'],
      [say('tipReason'), run.head?.reason ?? ''],
      [say('tipSince'), run.head?.made ?? ''],
    ],
    click: 'dhis2Hosting.attachRun',
  };
}

export function runDescription(run: ListedRun, say: Say): string {
  return [say(looks[kindOf(run)].text), run.head?.owner, run.head?.made.slice(0, 10)].filter((part) => part !== undefined).join(' · ');
}

function kindOf({ state }: ListedRun): RunKind {
  return typeof state === 'string' ? state : state.outcome;
}
