/** Several hosts of one installation: what they have to know of each other. */
import type { HostingManifest } from '@dhis2-hosting/server/service';
import { mayPass } from './errors.ts';
import { told } from './facts/told.ts';
import { relatedHosts } from './hosts/related-hosts.ts';
import { probeHost } from './probe.ts';
import type { HostTold } from './step.ts';
import type { Connection } from './transport/transport.ts';

/**
 * What the related hosts tell of themselves. One that cannot be reached now is left out: the plan says what it would have
 * to know of it. Throws what waiting does not cure, such as a changed host key.
 */
export async function askRelated(
  manifest: HostingManifest,
  host: string,
  connect: (host: string) => Promise<Connection>,
  signal: AbortSignal,
): Promise<Readonly<Record<string, HostTold>>> {
  const answers = await Promise.all(
    relatedHosts(manifest, host).map(async (name) => {
      try {
        return [name, await askTold(await connect(name), manifest, name, signal)] as const;
      } catch (error) {
        if (!mayPass(error)) throw error;
        return [name, undefined] as const;
      }
    }),
  );
  return Object.fromEntries(answers.flatMap(([name, answer]) => (answer === undefined ? [] : [[name, answer]])));
}

/** Undefined when the host's answer is not understood. */
async function askTold(
  connection: Connection,
  manifest: HostingManifest,
  host: string,
  signal: AbortSignal,
): Promise<HostTold | undefined> {
  const fact = told(manifest, host);
  const answer = (await probeHost(connection, [fact], signal)).answer(fact);
  return answer.known ? answer.value : undefined;
}
