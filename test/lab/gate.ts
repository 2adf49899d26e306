/**
 * The lab's way in and out: a program in the lab's network that answers on a unix socket, which reaches across networks.
 * `dial ADDRESS PORT` connects that connection to a host; `listen ADDRESS PORT SOCKET` hands what comes in from the hosts
 * to a server outside. The answer is one line, `ok` or the system's error code; then come the bytes.
 */
import { connect, createServer, type Socket } from 'node:net';

const [gateSocket] = process.argv.slice(2);

function join(one: Socket, other: Socket): void {
  for (const [socket, end] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.setNoDelay(true);
    socket.on('error', () => end.destroy()).on('close', () => end.destroy());
  }
  one.pipe(other).pipe(one);
}

function answerError(client: Socket, error: NodeJS.ErrnoException): void {
  client.end(`${error.code ?? error.message}\n`);
}

function dial(client: Socket, host: string, port: number): void {
  const far = connect({ host, port, noDelay: true, allowHalfOpen: true });
  const failed = (error: Error): void => answerError(client, error);
  far.once('error', failed);
  client.once('close', () => far.destroy());
  far.once('connect', () => {
    far.off('error', failed);
    client.write('ok\n');
    join(client, far);
  });
}

function listen(client: Socket, host: string, port: number, socketPath: string): void {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) =>
    join(near, connect({ path: socketPath, allowHalfOpen: true })),
  );
  server.once('error', (error) => answerError(client, error));
  server.listen({ host, port }, () => client.write('ok\n'));
  // The listener is there as long as the connection that asked for it.
  client.once('close', () => server.close());
}

createServer({ allowHalfOpen: true }, (client) => {
  client.on('error', () => client.destroy());
  client.once('readable', () => {
    // The asking side sends its line in one piece and waits for the answer.
    const [command, host = '', port = '', socketPath = ''] = String(client.read()).trim().split(' ');
    if (command === 'dial') dial(client, host, Number(port));
    else if (command === 'listen') listen(client, host, Number(port), socketPath);
    else client.end(`no command: ${command}\n`);
  });
}).listen(gateSocket, () => console.log('open'));
