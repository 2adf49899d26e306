/** The product's own transport, as a client of the demo host that must never have to ask a person. */
import path from 'node:path';
import { createSshTransport } from '../../client/src/operations/transport/ssh.ts';
import type { Connection, HostAddress, Prompter } from '../../client/src/operations/transport/transport.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('the demo host must not need a person'));
const prompter: Prompter = {
  password: () => Promise.resolve(undefined),
  passphrase: refuse,
  sudoPassword: refuse,
  answers: () => Promise.resolve(undefined),
  trustNewHostKey: refuse,
};

export type Door = { readonly port: number; readonly identityFile: string; readonly hostKeyPin: string };

export const hostOf = (door: Door): HostAddress => ({
  name: 'demo',
  address: '127.0.0.1',
  port: door.port,
  user: 'demo',
  identityFiles: [door.identityFile],
  agent: undefined,
  hostKeyPin: door.hostKeyPin,
  jumps: [],
});

export function createDemoClient(folder: string) {
  const transport = createSshTransport({ prompter, knownHostsFiles: [path.join(folder, 'known_hosts')] });
  const signal = new AbortController().signal;
  return {
    transport,
    connect: (door: Door): Promise<Connection> => transport.connect(hostOf(door), signal),
    async run(connection: Connection, commandLine: string) {
      const running = await connection.exec(commandLine, { signal });
      let output = '';
      for await (const bytes of running.stdout) output += Buffer.from(bytes).toString();
      return { output, exit: await running.exit };
    },
    dispose: () => transport.dispose(),
  };
}
