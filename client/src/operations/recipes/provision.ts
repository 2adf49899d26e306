/** From a bare host to its part of the installation: databases, applications, sites. */
import { archivePlanOf } from '../hosts/archives.ts';
import { backupJobsOn } from '../hosts/backups.ts';
import { targetsOf, targetsOn } from '../hosts/off-site.ts';
import { databaseServersOn, instancesOfProxy, instancesOfServer, instancesOn, proxiesOn, serverOf } from '../hosts/parts.ts';
import { hasRoom } from '../hosts/restored.ts';
import type { Recipe, Step, Target } from '../step.ts';
import { backup } from '../steps/backup.ts';
import { backupProgramStep } from '../steps/backup-program.ts';
import { certificate } from '../steps/certificate.ts';
import { continuousArchive } from '../steps/continuous-archive.ts';
import { database } from '../steps/database.ts';
import { databaseClient } from '../steps/database-client.ts';
import { defaultAdmin } from '../steps/default-admin.ts';
import { dhisConf } from '../steps/dhis-conf.ts';
import { diskSpeed } from '../steps/disk-speed.ts';
import { instanceAccount } from '../steps/instance-account.ts';
import { instanceSecrets } from '../steps/instance-secrets.ts';
import { instanceUnit } from '../steps/instance-unit.ts';
import { javaTomcat } from '../steps/java-tomcat.ts';
import { letsEncrypt } from '../steps/lets-encrypt.ts';
import { offSite } from '../steps/off-site.ts';
import { offSiteAccessStep } from '../steps/off-site-access.ts';
import { postgres } from '../steps/postgres.ts';
import { postgresAccess } from '../steps/postgres-access.ts';
import { postgresTuning } from '../steps/postgres-tuning.ts';
import { proxySite } from '../steps/proxy-site.ts';
import { release } from '../steps/release.ts';
import { restoreRoom } from '../steps/restore-room.ts';
import { restoreTest } from '../steps/restore-test.ts';
import { sameRelease } from '../steps/same-release.ts';
import { startInstance } from '../steps/start-instance.ts';
import { tomcatArchive } from '../steps/tomcat-archive.ts';
import { tomcatBase } from '../steps/tomcat-base.ts';
import { watch } from '../steps/watch.ts';
import { prepareHost } from './prepare-host.ts';

export const provision: Recipe = {
  id: 'provision',
  title: { en: 'Provision the host', fr: 'Mettre l’hôte en service' },
  // Secrets are made before the databases that they open, and nothing is public before its administrator's password is changed.
  steps: (target) => [
    ...prepareHost.steps(target),
    ...secretSteps(target),
    ...serverSteps(target),
    ...applicationSteps(target),
    ...siteSteps(target),
    ...archiveSteps(target),
    ...backupSteps(target),
    watch,
  ],
};

function secretSteps(target: Target): readonly Step[] {
  return instancesOn(target).flatMap((instance) => [instanceAccount(instance), instanceSecrets(instance)]);
}

function serverSteps(target: Target): readonly Step[] {
  return databaseServersOn(target).flatMap((server) => [
    postgres(server),
    diskSpeed(server),
    postgresTuning(server),
    ...instancesOfServer(target.manifest, server).flatMap((instance) => [
      database(instance, server),
      ...(hasRoom(target.manifest, instance, server) ? [restoreRoom(instance, server)] : []),
    ]),
    postgresAccess(server),
  ]);
}

function applicationSteps(target: Target): readonly Step[] {
  const instances = instancesOn(target);
  const steps = instances.flatMap((instance) => {
    const server = serverOf(target.manifest, instance);
    if (server === undefined) return [];
    return [
      sameRelease(instance),
      dhisConf(instance, server),
      tomcatBase(instance, server),
      instanceUnit(instance),
      release(instance),
      ...(server.host === instance.host ? [] : [databaseClient(instance)]),
      startInstance(instance, server),
      defaultAdmin(instance),
    ];
  });
  const archives = instances.filter((instance) => instance.tomcatArchive !== undefined).map(tomcatArchive);
  return instances.length === 0 ? [] : [javaTomcat(instances), ...archives, ...steps];
}

/** A site over a certificate of its own comes first: that of Let's Encrypt is asked for over it. */
function siteSteps(target: Target): readonly Step[] {
  return proxiesOn(target).flatMap((proxy) => [
    ...(proxy.tls?.mode === 'none' ? [] : [certificate(proxy)]),
    proxySite(
      proxy,
      instancesOfProxy(target.manifest, proxy).filter(({ host }) => host === target.host),
    ),
    ...(proxy.tls?.mode === 'lets-encrypt' ? [letsEncrypt(proxy)] : []),
  ]);
}

/** The last but the watch, which looks for the sets that are made here. */
function backupSteps(target: Target): readonly Step[] {
  const jobs = backupJobsOn(target);
  const steps = jobs.flatMap((job) => {
    const server = serverOf(target.manifest, job.instance);
    if (server === undefined) return [];
    const targets = targetsOf(job.plan, target.manifest);
    return [
      backup(job, server),
      ...(targets.length === 0 ? [] : [offSite(job, targets)]),
      ...(job.plan.restoreTest === undefined ? [] : [restoreTest(job, server)]),
    ];
  });
  return steps.length === 0 ? [] : [backupProgramStep(jobs), ...targetsOn(target).map(offSiteAccessStep), ...steps];
}

/** Last, so that the archive begins with what the instances made. */
function archiveSteps(target: Target): readonly Step[] {
  return databaseServersOn(target).flatMap((server) => {
    const plan = archivePlanOf(target.manifest, server);
    return plan === undefined ? [] : [continuousArchive(server, plan)];
  });
}
