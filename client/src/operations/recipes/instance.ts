/** Recipes of one instance. */
import { type DatabaseServer, type Instance, instancesOn, serverOf } from '../hosts/parts.ts';
import type { Recipe, Step, Target } from '../step.ts';
import { databaseClient } from '../steps/database-client.ts';
import { defaultAdmin } from '../steps/default-admin.ts';
import { deployRelease } from '../steps/deploy-release.ts';
import { javaTomcat } from '../steps/java-tomcat.ts';
import { oldReleases } from '../steps/old-releases.ts';
import { release } from '../steps/release.ts';
import { restartInstance } from '../steps/restart-instance.ts';
import { tomcatArchive } from '../steps/tomcat-archive.ts';

/** From one release to another, or the first one. The password that every DHIS2 starts with never stays. */
export const deploy: Recipe = {
  id: 'deploy-release',
  title: { en: 'Deploy the release', fr: 'Déployer la version' },
  about: 'instance',
  holds: 'instance',
  steps: (target) =>
    ofInstance(target, (instance, server) => [
      javaTomcat([instance]),
      ...(instance.tomcatArchive === undefined ? [] : [tomcatArchive(instance)]),
      ...(server.host === instance.host ? [] : [databaseClient(instance)]),
      release(instance),
      deployRelease(instance, server),
      defaultAdmin(instance),
      oldReleases(instance),
    ]),
};

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
