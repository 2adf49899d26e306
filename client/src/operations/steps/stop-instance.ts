/** The instance is stopped for good: it does not come back with the host. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { unitState } from '../facts/unit-state.ts';
import { visitors } from '../facts/visitors.ts';
import { type Instance, localAddress, pathsOf } from '../hosts/parts.ts';
import { run, snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { affected } from './parts/affected.ts';

const texts = {
  stop: { en: 'Stop {unit}, and start it with the host no more.', fr: 'Arrêter {unit}, qui ne démarrera plus avec l’hôte.' },
} as const satisfies Readonly<Record<string, Text>>;

export function stopInstance(instance: Instance): Step {
  const { unit } = pathsOf(instance);
  return defineStep({
    id: `stop-instance:${instance.name}`,
    title: { en: 'Stop of the instance', fr: 'Arrêt de l’instance' },
    why: {
      en: 'While DHIS2 runs, people enter data that would be lost.',
      fr: 'Tant que DHIS2 tourne, on y saisit des données qui seraient perdues.',
    },
    controls: [],
    risk: 'restart',
    after: [`last-backup:${instance.name}`],
    needs: () => ({ state: unitState(unit), people: visitors(instance.name) }),
    plan: ({ state, people }) => {
      if (!state.active && !state.enabled) return { state: 'already-so' };
      return {
        state: 'will-change',
        changes: [{ kind: 'words', message: message(texts.stop, { unit }) }],
        affects: affected(instance, people),
        seconds: 20,
        change: run('systemctl', 'disable', '--now', '--quiet', unit),
        verify: snippet('verify', silent, unit, localAddress(instance)),
        undo: run('systemctl', 'enable', '--now', '--quiet', unit),
      };
    },
  });
}

const silent = `
if systemctl is-active --quiet "$1" || systemctl is-enabled --quiet "$1"; then exit 1; fi
if curl --silent --max-time 5 --output /dev/null "$2/api/ping"; then exit 1; fi
`;
