/** The instance is stopped and started, and passes the gate with the release that it runs. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { instanceState } from '../facts/instance-state.ts';
import { link } from '../facts/link.ts';
import { visitors } from '../facts/visitors.ts';
import { type DatabaseServer, type Instance, pathsOf } from '../hosts/parts.ts';
import { all, run } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { affected } from './parts/affected.ts';
import { gateLimit } from './parts/gate.ts';
import { gateFor, placesOf, startUnit, versionOf } from './parts/running.ts';
import { releaseFolder } from './release.ts';

const texts = {
  restart: {
    en: 'Stop {unit} and start it again, with DHIS2 {version}.',
    fr: 'Arrêter {unit} et le redémarrer, avec DHIS2 {version}.',
  },
  start: {
    en: 'Start {unit}, which does not run now, with DHIS2 {version}.',
    fr: 'Démarrer {unit}, qui ne tourne pas en ce moment, avec DHIS2 {version}.',
  },
  other: {
    en: 'The manifest says {wanted}. A restart changes no release; that is done by *Deploy release*.',
    fr: 'Le manifeste dit {wanted}. Un redémarrage ne change pas de version ; c’est l’affaire de *Déployer la version*.',
  },
  absent: { en: '{instance} is not on this host yet.', fr: '{instance} n’est pas encore sur cet hôte.' },
  absentTodo: { en: 'Provision the host.', fr: 'Mettez l’hôte en service.' },
} as const satisfies Readonly<Record<string, Text>>;

export function restartInstance(instance: Instance, server: DatabaseServer): Step {
  const { name } = instance;
  const { unit } = pathsOf(instance);
  const { context, unproven } = placesOf(instance);
  return defineStep({
    id: `restart-instance:${name}`,
    title: { en: 'Restart of the instance', fr: 'Redémarrage de l’instance' },
    why: {
      en: 'A restart is over when DHIS2 answers again as it should, not when the service runs.',
      fr: 'Un redémarrage est fini quand DHIS2 répond de nouveau comme il faut, et non quand le service tourne.',
    },
    controls: [],
    risk: 'restart',
    act: true,
    needs: () => ({ state: instanceState(unit, unproven), current: link(context), people: visitors(name) }),
    plan: ({ state, current, people }, target) => {
      if (current.target === undefined) {
        return { state: 'blocked', problems: [{ why: message(texts.absent, { instance: name }), todo: message(texts.absentTodo) }] };
      }
      const version = versionOf(current.target);
      const wanted = releaseFolder(instance);
      const isRunning = state.active === 'active';
      return {
        state: 'will-change',
        ...(wanted === undefined || wanted === current.target ? {} : { notes: [message(texts.other, { wanted: versionOf(wanted) })] }),
        changes: [{ kind: 'words', message: message(isRunning ? texts.restart : texts.start, { unit, version }) }],
        ...(isRunning ? { restarts: [unit], affects: affected(instance, people) } : {}),
        seconds: 120,
        limit: gateLimit,
        change: all(run('touch', unproven), startUnit(unit, 'restart')),
        verify: all(gateFor(instance, server, version, target), run('rm', '-f', unproven)),
      };
    },
  });
}
