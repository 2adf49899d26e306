/** From a bare host to its part of the installation: databases, applications, sites. */
import { databaseServersOn, instancesOfServer, instancesOn } from '../hosts/parts.ts';
import type { Recipe, Step, Target } from '../step.ts';
import { database } from '../steps/database.ts';
import { instanceAccount } from '../steps/instance-account.ts';
import { instanceSecrets } from '../steps/instance-secrets.ts';
import { postgres } from '../steps/postgres.ts';
import { postgresAccess } from '../steps/postgres-access.ts';
import { postgresTuning } from '../steps/postgres-tuning.ts';
import { prepareHost } from './prepare-host.ts';

export const provision: Recipe = {
  id: 'provision',
  title: { en: 'Provision the host', fr: 'Mettre l’hôte en service' },
  // Secrets are made before the databases that they open.
  steps: (target) => [...prepareHost.steps(target), ...secretSteps(target), ...serverSteps(target)],
};

function secretSteps(target: Target): readonly Step[] {
  return instancesOn(target).flatMap((instance) => [instanceAccount(instance), instanceSecrets(instance)]);
}

function serverSteps(target: Target): readonly Step[] {
  return databaseServersOn(target).flatMap((server) => [
    postgres(server),
    postgresTuning(server),
    ...instancesOfServer(target.manifest, server).map((instance) => database(instance, server)),
    postgresAccess(server),
  ]);
}
