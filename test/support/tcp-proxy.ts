/** A TCP relay on loopback that can freeze (silent, no FIN), cut (reset) and refuse. */
import { connect, createServer, type Socket } from 'node:net';

export type TcpProxy = {
  readonly port: number;
  /** Nothing passes in either direction and nothing is closed, as behind a dead router. */
  freeze(): void;
  thaw(): void;
  /** Ends every connection at once. */
  cut(): void;
  /** From now on new connections are closed as soon as they come. */
  refuse(yes: boolean): void;
  /** New connections go to another port. */
  retarget(port: number): void;
  /** Connections accepted so far. */
  readonly connections: () => number;
  stop(): Promise<void>;
};

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let port = target;
  let frozen = false;
  let refusing = false;
  let connections = 0;
  const server = createServer((near) => {
    if (refusing) {
      near.destroy();
      return;
    }
    connections++;
    const far = connect(port, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    const close = (): void => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.on('error', close).on('close', close);
    if (!frozen) near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = (): void => {
    for (const [near, far] of [...pairs]) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    freeze: () => {
      frozen = true;
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    thaw: () => {
      frozen = false;
      for (const [near, far] of pairs) near.pipe(far).pipe(near);
    },
    cut,
    refuse: (yes) => {
      refusing = yes;
    },
    retarget: (to) => {
      port = to;
    },
    connections: () => connections,
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
