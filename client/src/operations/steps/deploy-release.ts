/** Another release takes the place of the one that runs, and passes the gate; or the one from before comes back. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { databaseWords } from '../database-client.ts';
import { account } from '../facts/account.ts';
import { databaseSize } from '../facts/database-size.ts';
import { instanceState } from '../facts/instance-state.ts';
import { link } from '../facts/link.ts';
import { schemaHistory } from '../facts/schema-history.ts';
import { visitors } from '../facts/visitors.ts';
import { type DatabaseServer, type Instance, pathsOf } from '../hosts/parts.ts';
import { all, run } from '../script.ts';
import { restoreLink, writeLink } from '../script-files.ts';
import { defineStep, type Step, type Target } from '../step.ts';
import { defaultAdminFact } from './default-admin.ts';
import { addressOf, dhisConf } from './dhis-conf.ts';
import { instanceUnit } from './instance-unit.ts';
import { affected } from './parts/affected.ts';
import { foresee, outlookChanges, outlookNotes, outlookProblems } from './parts/migration-outlook.ts';
import { gateFor, placesOf, removeOtherLinks, restoreOtherLinks, versionOf } from './parts/running.ts';
import { factsOf, plansOf } from './parts/several-steps.ts';
import { begin, goneBack, mayGoBack, type Swap, settle, start } from './parts/swap-release.ts';
import { migrationsOf, releaseFolder } from './release.ts';
import { tomcatBase } from './tomcat-base.ts';

/** Seconds: the copy of a large database, then its migration, each of them hours, and nothing that may be ended for being slow. */
const deployLimit = 24 * 3600;

const texts = {
  first: { en: 'Let {instance} run DHIS2 {to} ({folder}).', fr: 'Faire exécuter DHIS2 {to} par {instance} ({folder}).' },
  swap: {
    en: '{instance}: from DHIS2 {from} to {to} ({folder}).',
    fr: '{instance} : de DHIS2 {from} à {to} ({folder}).',
  },
  again: { en: 'Start DHIS2 {to} of {instance} anew.', fr: 'Relancer DHIS2 {to} de {instance}.' },
  absent: { en: '{instance} is not on this host yet.', fr: '{instance} n’est pas encore sur cet hôte.' },
  absentTodo: { en: 'Provision the host first.', fr: 'Mettez d’abord l’hôte en service.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Of an instance, see the guide to its life. */
function safetyFolder({ name }: Instance): string {
  return `/var/lib/dhis2-hosting/safety/${name}`;
}

export function deployRelease(instance: Instance, server: DatabaseServer): Step {
  const { name } = instance;
  const { unit, user } = pathsOf(instance);
  const { context, unproven, files } = placesOf(instance);
  /** What goes with a release; it comes back together with the release from before. */
  const read = [dhisConf(instance, server), tomcatBase(instance, server), instanceUnit(instance)];
  const database = (target: Target) => databaseWords(instance, server, addressOf(server.host, target));
  return defineStep({
    id: `deploy-release:${name}`,
    title: { en: 'Deployment of the release', fr: 'Déploiement de la version' },
    why: {
      en: 'A release migrates the database when it starts, and there is no way back but a copy from before; so the copy is made first, and nothing is called done that does not answer as it should.',
      fr: 'Une version migre la base en démarrant, et seule une copie d’avant permet de revenir ; la copie est donc faite d’abord, et rien n’est dit fait tant que DHIS2 ne répond pas comme il faut.',
    },
    controls: ['OS-09'],
    risk: 'restart',
    after: [`release:${name}`, 'java-tomcat', `tomcat-archive:${name}`, `database-client:${name}`],
    needs: (target) => ({
      ...factsOf(read, target),
      who: account(user),
      state: instanceState(unit, unproven, ...files),
      current: link(context),
      history: schemaHistory(database(target)),
      brings: migrationsOf(instance),
      room: databaseSize(database(target), safetyFolder(instance)),
      people: visitors(name),
    }),
    touches: () => [defaultAdminFact(instance)],
    plan: ({ who, state, current, history, brings, room, people, ...known }, target) => {
      const folder = releaseFolder(instance) ?? '';
      const from = current.target === undefined ? '' : versionOf(current.target);
      const to = versionOf(folder);
      const plans = plansOf(read, known, target);
      const outlook = foresee({ from, to, history, brings });
      const problems = [
        ...(who.kind === 'there' ? [] : [{ why: message(texts.absent, { instance: name }), todo: message(texts.absentTodo) }]),
        ...plans.flatMap((plan) => (plan.state === 'blocked' ? plan.problems : [])),
        ...outlookProblems(outlook, { from, to, room, folder: safetyFolder(instance) }),
      ];
      if (problems.length > 0) return { state: 'blocked', problems };
      const work = plans.flatMap((plan) => (plan.state === 'will-change' ? [plan] : []));
      const isSame = current.target === folder;
      if (isSame && state.active === 'active' && state.enabled && !state.stale && work.length === 0) return { state: 'already-so' };
      const isRunning = state.active === 'active';
      const wasRunning = isRunning && from !== '';
      const swap: Swap = { database: database(target), unit, unproven, context, folder, from, wasRunning, safety: safetyFolder(instance) };
      const words = message(from === '' ? texts.first : isSame ? texts.again : texts.swap, { instance: name, from, to, folder });
      return {
        state: 'will-change',
        notes: outlookNotes(outlook, from),
        changes: [
          { kind: 'words', message: words },
          ...outlookChanges(outlook, room, safetyFolder(instance)),
          ...work.flatMap(({ changes }) => changes),
        ],
        ...(isRunning ? { restarts: [unit], affects: affected(instance, people) } : {}),
        seconds: 240,
        limit: deployLimit,
        change: all(begin(swap), ...work.map(({ change }) => change), removeOtherLinks(context), writeLink(context, folder), start(swap)),
        verify: all(...work.map(({ verify }) => verify), gateFor(instance, server, to, target), settle(swap)),
        undo: all(
          mayGoBack(swap),
          ...work.flatMap(({ undo }) => (undo === undefined ? [] : [undo])),
          restoreLink(context),
          restoreOtherLinks(context),
          goneBack(swap),
          ...(wasRunning ? [gateFor(instance, server, from, target)] : []),
          run('rm', '-f', unproven),
        ),
      };
    },
  });
}
