/** Another database takes the place of the live one: the instance stops, what is given is done, it starts and is judged, or all goes back. */
import { type Message, message, type Text } from '@dhis2-hosting/server/service';
import type { Visitors } from '../../facts/visitors.ts';
import { type DatabaseServer, type Instance, pathsOf } from '../../hosts/parts.ts';
import { all, run, type Script } from '../../script.ts';
import type { Target, WillChange } from '../../step.ts';
import { affected } from './affected.ts';
import { gateLimit } from './gate.ts';
import { gateFor, placesOf, startUnit, versionOf } from './running.ts';

const texts = {
  stop: { en: 'Stop {unit}.', fr: 'Arrêter {unit}.' },
  start: { en: 'Start {unit} and judge it.', fr: 'Démarrer {unit} et l’éprouver.' },
} as const satisfies Readonly<Record<string, Text>>;

export type Swap = {
  readonly instance: Instance;
  readonly server: DatabaseServer;
  /** Folder of what runs. */
  readonly release: string;
  readonly people: Visitors;
  /** What is renamed, and what is no longer there afterwards. */
  readonly renamed: Message;
  readonly lost: readonly Message[];
  readonly use: Script;
  readonly back: Script;
};

export function swapPlan({ instance, server, release, people, renamed, lost, use, back }: Swap, target: Target): WillChange {
  const { unit } = pathsOf(instance);
  const { unproven } = placesOf(instance);
  const start = startUnit(unit);
  const words = [message(texts.stop, { unit }), renamed, message(texts.start, { unit })];
  return {
    state: 'will-change',
    changes: words.map((each) => ({ kind: 'words', message: each })),
    restarts: [unit],
    affects: [...affected(instance, people), ...lost],
    seconds: 180,
    limit: gateLimit,
    change: all(run('touch', unproven), run('systemctl', 'stop', unit), use, start),
    verify: all(gateFor(instance, server, versionOf(release), target), run('rm', '-f', unproven)),
    undo: all(run('systemctl', 'stop', unit), back, start),
  };
}
