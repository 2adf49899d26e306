/** A TCP relay on loopback that can freeze (silent, no FIN), cut (reset), refuse and be slow. */
import { connect, createServer, type Socket } from 'node:net';
import { type SlowLink, slowLine } from './slow-line.ts';

export type TcpProxy = {
  readonly port: number;
  /** Nothing passes in either direction and nothing is closed, as behind a dead router. */
  freeze(): void;
  thaw(): void;
  /** Ends every connection at once. */
  cut(): void;
  /** From now on new connections are closed as soon as they come. */
  refuse(yes: boolean): void;
  /** From now on both directions are as slow as this. */
  slow(link: SlowLink): void;
  /** New connections go to another port. */
  retarget(port: number): void;
  /** Bytes that have gone to the other end so far, of all connections. */
  readonly delivered: () => number;
  /** Bytes that have come back from there. */
  readonly returned: () => number;
  /** Connections accepted so far. */
  readonly connections: () => number;
  stop(): Promise<void>;
};

/** A port on loopback, or how to connect to what is not there. */
export type ProxyTarget = number | (() => Promise<Socket>);

type Pair = { readonly near: Socket; far?: Socket; join(): void; part(): void };

export async function startTcpProxy(target: ProxyTarget): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  const fars: Socket[] = [];
  let goal = target;
  let frozen = false;
  let refusing = false;
  let connections = 0;
  let link: SlowLink = {};
  const relay = async (near: Socket): Promise<void> => {
    const pair: Pair = { near, join: () => {}, part: () => {} };
    pairs.add(pair);
    const close = (): void => {
      near.destroy();
      pair.far?.destroy();
      pairs.delete(pair);
    };
    // One that has said and heard all leaves the other what is still on its way.
    const watch = (socket: Socket): void => {
      socket.on('error', close).on('close', () => {
        const isDone = socket.readableEnded && socket.writableFinished;
        if (!isDone || (near.destroyed && pair.far?.destroyed)) close();
      });
    };
    watch(near);
    const far =
      typeof goal === 'number' ? connect({ port: goal, host: '127.0.0.1', allowHalfOpen: true }) : await goal().catch(() => undefined);
    if (far === undefined || near.destroyed) {
      far?.destroy();
      if (!near.destroyed) near.resetAndDestroy();
      return;
    }
    pair.far = far;
    fars.push(far);
    watch(far);
    for (const socket of [near, far]) socket.setNoDelay(true);
    const [out, back] = [slowLine(() => link), slowLine(() => link)];
    out.pipe(far);
    back.pipe(near);
    pair.join = () => {
      near.pipe(out);
      far.pipe(back);
    };
    pair.part = () => {
      near.unpipe(out).pause();
      far.unpipe(back).pause();
    };
    if (!frozen) pair.join();
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (refusing) {
      near.destroy();
      return;
    }
    connections++;
    void relay(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = (): void => {
    for (const { near, far } of [...pairs]) {
      near.resetAndDestroy();
      far?.destroy();
    }
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    freeze: () => {
      frozen = true;
      for (const pair of pairs) pair.part();
    },
    thaw: () => {
      frozen = false;
      for (const pair of pairs) pair.join();
    },
    cut,
    refuse: (yes) => {
      refusing = yes;
    },
    slow: (as) => {
      link = as;
    },
    retarget: (to) => {
      goal = to;
    },
    connections: () => connections,
    delivered: () => fars.reduce((sum, far) => sum + far.bytesWritten, 0),
    returned: () => fars.reduce((sum, far) => sum + far.bytesRead, 0),
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
