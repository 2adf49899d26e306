/** The product's way to a host of the lab. */
import { devNull } from 'node:os';
import { createSshTransport, type HostAddress, type Prompter, type Transport } from '../../client/src/operations/index.ts';
import { createElevatedTransport } from '../../client/src/operations/transport/elevated.ts';
import type { SshTiming } from '../../client/src/operations/transport/ssh-login.ts';
import { addressOf, person } from '../support/ssh-client.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import type { LabHost } from './host.ts';

export type Reached = {
  readonly address: HostAddress;
  /** Commands run as root. */
  readonly transport: Transport;
  /** The link, to be cut and frozen. */
  readonly link: TcpProxy;
  /** What went into the SSH log. */
  readonly logged: readonly string[];
};

/** A link that is gone is noticed within a second. */
const quick = { keepAliveMs: 300, keepAliveCount: 3 };

export async function reach(
  host: LabHost,
  user = 'root',
  answers: Partial<Prompter> = {},
  timing: Partial<SshTiming> = quick,
): Promise<Reached> {
  const link = await host.relay(22);
  const logged: string[] = [];
  const log = (line: string): void => void logged.push(line);
  const prompter = person(answers);
  const transport = createElevatedTransport({
    transport: createSshTransport({ prompter, knownHostsFiles: [devNull], log, timing }),
    prompter,
    log,
  });
  const address = addressOf({ ...host, user, port: link.port }, { name: host.name, hostKeyPin: host.hostKey().fingerprint });
  return { address, transport, link, logged };
}
