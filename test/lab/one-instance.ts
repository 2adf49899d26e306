/** A host with PostgreSQL and Tomcat that is prepared for one instance, whose releases come from the lab's gateway. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { provision } from '../../client/src/operations/recipes/provision.ts';
import type { Recipe } from '../../client/src/operations/step.ts';
import type { LabHost } from './host.ts';
import { type Lab, startLab } from './lab.ts';
import { type Reached, reach } from './reach.ts';
import { type ReleaseServer, releaseServer } from './release-server.ts';
import type { StandIn } from './stand-in/stand-in.ts';

export type OneInstance = {
  readonly lab: Lab;
  readonly host: LabHost;
  readonly reached: Reached;
  readonly releases: ReleaseServer;
  close(): Promise<void>;
};

/** Provisioning as far as it is about the instance, its database and its proxy. */
export const instanceAlone: Recipe = {
  ...provision,
  steps: (target) => provision.steps(target).filter(({ id }) => id.includes(':') || id === 'java-tomcat'),
};

/** Provisioning without what has tests of its own and is about the host alone. */
export const withoutHostCare: Recipe = {
  ...provision,
  steps: (target) =>
    provision.steps(target).filter(({ id }) => !/^(?:ssh-server|firewall|administrators|security-updates|limits|watch)/.test(id)),
};

/** This release is what there is to download at first. */
export async function prepareOne({ file }: StandIn): Promise<OneInstance> {
  const lab = await startLab();
  const releases = releaseServer(file);
  await lab.serve(8088, releases.server);
  lab.name('releases.test', lab.gateway);
  const host = await lab.host('one', { layers: ['db', 'app'] });
  await host.sh('apt-get update -qq; apt-get install -qq --yes unzip > /dev/null');
  const reached = await reach(host);
  const close = async (): Promise<void> => {
    await reached.transport.dispose();
    await lab.close();
  };
  return { lab, host, reached, releases, close };
}

export function manifestOfOne({ version, sha256 }: Pick<StandIn, 'version' | 'sha256'>): HostingManifest {
  return {
    version: 1,
    hosts: [{ name: 'one', address: 'one.test' }],
    databases: [{ name: 'main', host: 'one', tuning: { recipe: 'dhis2-guide', memory: '1 GiB' } }],
    instances: [
      {
        ...{ name: 'hmis', host: 'one', database: 'main', heap: '512 MiB', dhis2Version: version },
        war: { url: 'http://releases.test:8088/dhis.war', sha256 },
      },
    ],
  };
}
