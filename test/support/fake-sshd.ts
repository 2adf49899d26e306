/** An SSH server in this process (the Server class of ssh2), for logins and faults that a real sshd does not offer at will. */
import ssh2, { type AuthContext, type ServerChannel, type Connection as ServerConnection } from 'ssh2';
import { fingerprintOf } from '../../client/src/operations/transport/host-key.ts';
import { sshKeyPair } from './ssh-key-pair.ts';

export type FakeSshd = {
  readonly port: number;
  readonly hostKeyFingerprint: string;
  /** Everything a client sent to log in, in order: `none`, `password:...`. */
  readonly attempts: readonly string[];
  readonly connections: () => number;
  stop(): Promise<void>;
};

export type FakeSshdOptions = {
  authenticate(context: AuthContext, attempts: readonly string[]): void;
  exec?(command: string, channel: ServerChannel): void;
  /** False refuses the session. */
  session?(open: number): boolean;
};

export async function startFakeSshd(options: FakeSshdOptions): Promise<FakeSshd> {
  const hostKey = sshKeyPair();
  const attempts: string[] = [];
  const clients = new Set<ServerConnection>();
  let connections = 0;
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
    let sessions = 0;
    connections++;
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      attempts.push(context.method === 'password' ? `password:${context.password}` : context.method);
      options.authenticate(context, attempts);
    });
    client.on('session', (accept, reject) => {
      if (options.session?.(++sessions) === false) {
        reject();
        return;
      }
      accept().on('exec', (acceptExec, _rejectExec, { command }) => {
        const channel = acceptExec();
        channel.on('error', () => undefined);
        channel.on('close', () => sessions--);
        options.exec?.(command, channel);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    hostKeyFingerprint: fingerprintOf(hostKey.parsed.getPublicSSH()),
    attempts,
    connections: () => connections,
    stop: async () => {
      for (const client of clients) client.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
