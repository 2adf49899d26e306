/** How a host as it was found reads in the tree, with what differs from its manifest. */
import type { HostEntry } from '../inventory/inventory.ts';
import type { DriftLine, FoundSummary } from '../runs/run-states.ts';
import type { Say } from '../texts.ts';
import type { NodeView } from './host-nodes.ts';

const warning = { icon: 'warning', colour: 'list.warningForeground' } as const;

export function foundView({ id }: HostEntry, { instances, drift }: FoundSummary, say: Say): NodeView {
  return {
    id: `found:${id}`,
    label: say('foundNode'),
    description: driftText(drift, say),
    ...(drift.length === 0 ? { icon: 'pass' } : warning),
    contextValue: 'found',
    isLeaf: instances.length === 0,
    isCollapsed: true,
    tooltip: [[say('tipHost'), id], ...lines(drift)],
    click: 'dhis2Hosting.adoptHost',
  };
}

export function foundInstanceView({ id }: HostEntry, instance: FoundSummary['instances'][number], say: Say): NodeView {
  const { name, place, version, running, drift } = instance;
  const shownVersion = version === undefined ? say('foundNoVersion') : say('versionStatus', { version });
  return {
    id: `found:${id}:${place}/${name}`,
    label: name,
    description: [shownVersion, say(running ? 'foundRuns' : 'foundOff'), ...(drift.length === 0 ? [] : [driftText(drift, say)])].join(
      ' · ',
    ),
    ...(drift.length === 0 ? { icon: 'server-process' } : warning),
    contextValue: 'foundInstance',
    isLeaf: true,
    tooltip: [[say('tipHost'), place], ...lines(drift)],
    click: 'dhis2Hosting.adoptHost',
  };
}

/** What is not known is counted apart: it may be fine or not. */
function driftText(drift: readonly DriftLine[], say: Say): string {
  const unknown = drift.filter(({ isUnknown }) => isUnknown).length;
  const count = drift.length - unknown;
  if (drift.length === 0) return say('foundAsWanted');
  const parts = [count === 0 ? undefined : say(count === 1 ? 'foundOneDrift' : 'foundDrift', { count })];
  return [...parts, unknown === 0 ? undefined : say(unknown === 1 ? 'foundOneUnknown' : 'foundUnknown', { count: unknown })]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function lines(drift: readonly DriftLine[]): readonly (readonly [string, string])[] {
  return drift.map(({ about, text }) => [about, text]);
}
