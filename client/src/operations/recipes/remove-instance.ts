/** An instance goes: from its host, its proxy and its database server, each by a plan of its own. Nothing is deleted by it. */
import { type DatabaseServer, type Instance, proxyOf, serverOf } from '../hosts/parts.ts';
import { plannedWithout } from '../hosts/without.ts';
import type { Recipe, Step, Target } from '../step.ts';
import { dropRemoved } from '../steps/drop-removed.ts';
import { firewall } from '../steps/firewall.ts';
import { lastBackup } from '../steps/last-backup.ts';
import { postgresAccess } from '../steps/postgres-access.ts';
import { proxySite } from '../steps/proxy-site.ts';
import { retireDatabase } from '../steps/retire-database.ts';
import { retireInstance } from '../steps/retire-instance.ts';
import { stopInstance } from '../steps/stop-instance.ts';
import { watch } from '../steps/watch.ts';

export const removeInstance: Recipe = {
  id: 'remove-instance',
  title: { en: 'Remove the instance', fr: 'Retirer l’instance' },
  about: 'instance',
  typed: true,
  steps: (target) => {
    const instance = target.manifest.instances?.find(({ name }) => name === target.instance);
    return instance === undefined ? [] : stepsFor(instance, target);
  },
};

/** Of its own host everything waits for the last backup; on the others what is theirs goes after it is gone there. */
function stepsFor(instance: Instance, target: Target): readonly Step[] {
  const { manifest, host } = target;
  const { name } = instance;
  const server = serverOf(manifest, instance);
  const proxy = proxyOf(manifest, instance);
  const [isHere, hasServer, hasProxy] = [instance, server, proxy].map((part) => part?.host === host);
  if (!isHere && !hasServer && !hasProxy) return [];
  const gate = [`last-backup:${name}`, `stop-instance:${name}`];
  return [
    ...(isHere ? [lastBackup(instance), stopInstance(instance)] : []),
    ...(hasProxy && proxy !== undefined ? [plannedWithout(proxySite(proxy), name, ...gate)] : []),
    ...(hasServer && server !== undefined ? databaseSteps(instance, server, gate) : []),
    ...(isHere ? [retireInstance(instance)] : []),
    plannedWithout(firewall, name, ...gate),
    ...(isHere ? [plannedWithout(watch, name, ...gate)] : []),
  ];
}

function databaseSteps(instance: Instance, server: DatabaseServer, gate: readonly string[]): readonly Step[] {
  const { name } = instance;
  return [retireDatabase(instance, server), plannedWithout(postgresAccess(server), name, ...gate, `retire-database:${name}`)];
}

/** Of an instance that need no longer be in the manifest. */
export const dropInstance: Recipe = {
  id: 'drop-removed',
  title: { en: 'Drop what was removed', fr: 'Supprimer ce qui a été retiré' },
  about: 'removed-instance',
  typed: true,
  steps: ({ instance }) => (instance === undefined ? [] : [dropRemoved(instance)]),
};
