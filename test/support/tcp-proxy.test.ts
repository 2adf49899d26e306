/** The relay the tests of links rely on. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

describe('a relay', () => {
  let server: Server;
  let port = 0;

  before(async () => {
    // Says back what it hears.
    server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => socket.destroy());
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  after(() => server.close());

  const echo = async (proxy: TcpProxy, bytes: Buffer): Promise<Buffer> => {
    const socket = connect(proxy.port, '127.0.0.1');
    socket.end(bytes);
    return buffer(socket);
  };
  const timed = async (proxy: TcpProxy, bytes: Buffer): Promise<number> => {
    const started = performance.now();
    assert.ok((await echo(proxy, bytes)).equals(bytes));
    return performance.now() - started;
  };
  const noise = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) % 256));

  test('hands on every byte', async () => {
    const proxy = await startTcpProxy(port);
    await timed(proxy, noise(3_000_001));
    await proxy.stop();
  });

  test('is as slow as it is told, in each direction', async () => {
    const proxy = await startTcpProxy(port);
    proxy.slow({ bytesPerSecond: 100_000 });
    const waited = await timed(proxy, noise(50_000));
    // There and back overlap but for the first and last packet.
    assert.ok(waited > 450 && waited < 1500, `${waited} ms`);
    await proxy.stop();
  });

  test('is late without being narrow', async () => {
    const proxy = await startTcpProxy(port);
    proxy.slow({ delayMs: 60 });
    const waited = await timed(proxy, noise(1_000_000));
    assert.ok(waited >= 119 && waited < 1000, `${waited} ms`);
    await proxy.stop();
  });

  test('keeps the order when it becomes fast again', async () => {
    const proxy = await startTcpProxy(port);
    proxy.slow({ delayMs: 40 });
    const socket = connect(proxy.port, '127.0.0.1');
    const heard = buffer(socket);
    socket.write('first ');
    await new Promise((resolve) => setImmediate(resolve));
    proxy.slow({});
    socket.end('second');
    assert.equal(String(await heard), 'first second');
    await proxy.stop();
  });

  test('connects as it is told, and resets when that fails', async () => {
    let works = true;
    const dial = async (): Promise<Socket> => {
      if (!works) throw new Error('no way');
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      return socket;
    };
    const proxy = await startTcpProxy(dial);
    await timed(proxy, noise(1000));
    works = false;
    await assert.rejects(echo(proxy, noise(1000)), { code: 'ECONNRESET' });
    await proxy.stop();
  });
});
