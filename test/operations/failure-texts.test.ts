/** What a person reads when a connection fails, against servers that are none. */
import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { createSshTransport, describeError } from '../../client/src/operations/index.ts';
import { addressOf, person, soon } from '../support/ssh-client.ts';

describe('a failure is told in the language of the person', () => {
  const failing = async (speak: (socket: Socket) => unknown, { port, connectMs = 20_000 }: { port?: number; connectMs?: number } = {}) => {
    const logged: string[] = [];
    const server = createServer((socket) => speak(socket.resume()));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const transport = createSshTransport({
      prompter: person(),
      knownHostsFiles: [],
      timing: { connectMs },
      log: (line) => logged.push(line),
    });
    const own = typeof address === 'object' && address !== null ? address.port : 0;
    const host = addressOf({ port: port ?? own, user: 'admin', identityFile: '' }, { identityFiles: [] });
    const error = await transport.connect(host, soon()).then(
      () => assert.fail('a connection'),
      (failure: unknown) => failure,
    );
    await transport.dispose();
    await new Promise((closed) => server.close(closed));
    return { text: describeError(error, 'fr'), logged: logged.join('\n') };
  };

  test('a server that speaks no SSH; the words of the library are in the log', async () => {
    const { text, logged } = await failing((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(50)));
    assert.match(text, /^web-1 : (la réponse du serveur n’a pas été comprise|la connexion à 127\.0\.0\.1 a été perdue)/);
    assert.doesNotMatch(text, /[Hh]andshake|ident|header|reset|closed/);
    assert.match(logged, /^web-1: (protocol-error|connection-lost)/m);
  });

  test('a port that is open and says nothing', async () => {
    const { text } = await failing(() => undefined, { connectMs: 200 });
    assert.match(text, /ne répond pas sur le port \d+ \(le port est ouvert, mais aucun serveur SSH ne s’y manifeste\)/);
  });

  test('a port where nobody listens; the system says why in the log', async () => {
    const { text, logged } = await failing((socket) => socket.end(), { port: 1 });
    assert.match(text, /refuse les connexions sur le port 1/);
    assert.match(logged, /connection-refused \(connect ECONNREFUSED 127\.0\.0\.1:1\)/);
  });
});
