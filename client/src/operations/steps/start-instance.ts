/** The instance runs the release it should, with the files that are there now, and passes the gate. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { instanceState } from '../facts/instance-state.ts';
import { link } from '../facts/link.ts';
import { reachable } from '../facts/reachable.ts';
import { type DatabaseServer, defaultDatabasePort, type Instance, pathsOf } from '../hosts/parts.ts';
import { all, run } from '../script.ts';
import { restoreLink, writeLink } from '../script-files.ts';
import { type Change, defineStep, type Problem, type Step } from '../step.ts';
import { defaultAdminFact } from './default-admin.ts';
import { addressOf, dhisConf } from './dhis-conf.ts';
import { instanceUnit } from './instance-unit.ts';
import { away } from './parts/affected.ts';
import { gateLimit } from './parts/gate.ts';
import { gateFor, placesOf, removeOtherLinks } from './parts/running.ts';
import { factsOf, plansOf } from './parts/several-steps.ts';
import { releaseFolder } from './release.ts';
import { tomcatBase } from './tomcat-base.ts';

const texts = {
  release: { en: 'Let {instance} run {folder}.', fr: 'Faire exécuter {folder} par {instance}.' },
  start: { en: 'Start {unit}, now and with the host.', fr: 'Démarrer {unit}, maintenant et avec l’hôte.' },
  restart: { en: 'Restart {unit}, which reads its files anew.', fr: 'Redémarrer {unit}, qui relit ses fichiers.' },
  first: {
    en: 'The first start of an empty database makes all its tables and takes some minutes.',
    fr: 'Le premier démarrage sur une base vide crée toutes ses tables et prend quelques minutes.',
  },
  unreachable: { en: 'PostgreSQL on {host} does not answer from here.', fr: 'PostgreSQL sur {host} ne répond pas d’ici.' },
  unreachableTodo: {
    en: 'Provision {host} and open its firewall to this host, then plan again.',
    fr: 'Mettez {host} en service et ouvrez son pare-feu à cet hôte, puis planifiez de nouveau.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function startInstance(instance: Instance, server: DatabaseServer): Step {
  const paths = pathsOf(instance);
  const { name } = instance;
  const { context, unproven, files } = placesOf(instance);
  /** What the instance reads when it starts: a change of it in the same run needs a restart. */
  const read = [dhisConf(instance, server), tomcatBase(instance, server), instanceUnit(instance)];
  return defineStep({
    id: `start-instance:${name}`,
    title: { en: 'Start of the instance', fr: 'Démarrage de l’instance' },
    why: {
      en: 'A service that runs is not yet a DHIS2 that works: it has to answer, be the release that was asked for, and have migrated its database.',
      fr: 'Un service qui tourne n’est pas encore un DHIS2 qui marche : il doit répondre, être la version demandée et avoir migré sa base.',
    },
    controls: [],
    risk: 'restart',
    after: [`same-release:${name}`, `release:${name}`, `database:${name}`, `postgres-access:${server.name}`, ...read.map(({ id }) => id)],
    needs: (target) => ({
      ...factsOf(read, target),
      state: instanceState(paths.unit, unproven, ...files),
      current: link(context),
      ...(server.host === target.host
        ? {}
        : { reach: reachable(addressOf(server.host, target) ?? '0.0.0.0', server.port ?? defaultDatabasePort) }),
    }),
    touches: () => [defaultAdminFact(instance)],
    plan: ({ state, current, reach, ...known }, target) => {
      const folder = releaseFolder(instance) ?? '';
      const problems = reach === false ? [silent(server.host)] : [];
      if (problems.length > 0) return { state: 'blocked', problems };
      const isRunning = state.active === 'active';
      const changes = plansOf(read, known, target).some(({ state: each }) => each === 'will-change');
      const words = [
        ...(current.target === folder ? [] : [message(texts.release, { instance: name, folder })]),
        ...(isRunning && state.enabled ? [] : [message(texts.start, { unit: paths.unit })]),
        ...(isRunning && (changes || state.stale) ? [message(texts.restart, { unit: paths.unit })] : []),
      ];
      if (words.length === 0) return { state: 'already-so' };
      return {
        state: 'will-change',
        changes: words.map((each): Change => ({ kind: 'words', message: each })),
        ...(isRunning ? { restarts: [paths.unit], affects: [away(name)] } : {}),
        ...(current.target === undefined && !isRunning ? { notes: [message(texts.first)] } : {}),
        seconds: 180,
        limit: gateLimit,
        change: all(
          run('touch', unproven),
          removeOtherLinks(context),
          writeLink(context, folder),
          run('systemctl', 'enable', '--quiet', paths.unit),
          run('systemctl', 'restart', paths.unit),
        ),
        verify: all(gateFor(instance, server, instance.dhis2Version ?? '', target), run('rm', '-f', unproven)),
        ...(isRunning ? {} : { undo: all(run('systemctl', 'disable', '--now', '--quiet', paths.unit), restoreLink(context)) }),
      };
    },
  });
}

function silent(host: string): Problem {
  return { why: message(texts.unreachable, { host }), todo: message(texts.unreachableTodo, { host }) };
}
