/** The demo host's door: SSH on loopback, one key that may log in, and no shell behind it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ssh2, { type AuthContext, type ServerChannel } from 'ssh2';

/** Answers a command line on its channel, or returns false when it is none of its own. */
export type CommandHandler = (commandLine: string, channel: ServerChannel) => boolean;

export type DemoSshServer = {
  readonly port: number;
  /** As `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
  readonly stop: () => Promise<void>;
};

export type KeyPair = { readonly public: string; readonly private: string };

/** The library cuts a key that begins with a zero byte, one in 256, and then cannot read it itself. */
export function createKeyPair(comment: string): KeyPair {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
    const isReadable = [pair.public, pair.private].every((text) => !(ssh2.utils.parseKey(text) instanceof Error));
    if (isReadable) return pair;
  }
}

const commandNotFound = 127;

function fingerprintOf(key: KeyPair): string {
  const blob = Buffer.from(key.public.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** Key login of one user with one key; the client's proof is checked, not only the key it names. */
function mayLogIn(context: AuthContext, user: string, publicKey: string): boolean {
  const allowed = ssh2.utils.parseKey(publicKey);
  if (allowed instanceof Error || context.method !== 'publickey' || context.username !== user) return false;
  const wanted = allowed.getPublicSSH();
  const isSameKey = context.key.data.length === wanted.length && timingSafeEqual(context.key.data, wanted);
  if (!isSameKey) return false;
  // Without a signature the client only asks whether this key would do.
  if (context.signature === undefined || context.blob === undefined) return true;
  return allowed.verify(context.blob, context.signature, context.hashAlgo) === true;
}

export async function startSshServer(options: {
  readonly user: string;
  readonly clientKey: KeyPair;
  readonly handle: CommandHandler;
  readonly port?: number;
}): Promise<DemoSshServer> {
  const hostKey = createKeyPair('demo-host');
  const clients = new Set<ssh2.Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private], ident: 'demo-host' }, (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    // A client that goes away in the middle is no event for the demo host.
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (mayLogIn(context, options.user, options.clientKey.public)) context.accept();
      else context.reject(['publickey']);
    });
    client.on('session', (acceptSession) => {
      acceptSession().on('exec', (accept, _reject, { command }) => {
        const channel = accept();
        channel.on('error', () => undefined);
        if (options.handle(command, channel)) return;
        channel.stderr.write('demo host: this command is not played\n');
        channel.exit(commandNotFound);
        channel.end();
      });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    fingerprint: fingerprintOf(hostKey),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of clients) client.end();
      }),
  };
}
