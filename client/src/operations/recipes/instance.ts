/** Recipes of one instance. */
import { type DatabaseServer, type Instance, instancesOn, serverOf } from '../hosts/parts.ts';
import type { Recipe, Step, Target } from '../step.ts';
import { restartInstance } from '../steps/restart-instance.ts';

export const restart: Recipe = {
  id: 'restart-instance',
  title: { en: 'Restart the instance', fr: 'Redémarrer l’instance' },
  about: 'instance',
  holds: 'instance',
  steps: (target) => ofInstance(target, (instance, server) => [restartInstance(instance, server)]),
};

/** Nothing when the instance is not on this host, or the manifest does not say where its database is. */
function ofInstance(target: Target, steps: (instance: Instance, server: DatabaseServer) => readonly Step[]): readonly Step[] {
  const instance = instancesOn(target).find(({ name }) => name === target.instance);
  const server = instance && serverOf(target.manifest, instance);
  return instance === undefined || server === undefined ? [] : steps(instance, server);
}
