/** Passwords, keyboard-interactive and several factors, against a server in this process. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, test } from 'node:test';
import type { AuthContext } from 'ssh2';
import { createSshTransport, type HostAddress, type Prompter, type Transport } from '../../client/src/operations/index.ts';
import { type FakeSshd, type FakeSshdOptions, startFakeSshd } from '../support/fake-sshd.ts';
import { person, soon, temporaryFolder } from '../support/ssh-client.ts';
import { sshKeyPair } from '../support/ssh-key-pair.ts';

const password = 'p4ss-w0rd';

function acceptPassword(context: AuthContext): void {
  if (context.method === 'password' && context.password === password) context.accept();
  else context.reject(['password']);
}

const hostOf = (name: string, server: FakeSshd): HostAddress => ({
  name,
  address: '127.0.0.1',
  port: server.port,
  user: 'admin',
  identityFiles: [],
  agent: undefined,
  hostKeyPin: server.hostKeyFingerprint,
  jumps: [],
});

describe('typed secrets', () => {
  const servers: FakeSshd[] = [];
  const transports: Transport[] = [];
  const logged: string[] = [];
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.dispose()));
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    logged.length = 0;
  });

  async function setUp(options: FakeSshdOptions, answers: Partial<Prompter>, more: Partial<HostAddress> = {}) {
    const server = await startFakeSshd(options);
    servers.push(server);
    const transport = createSshTransport({ prompter: person(answers), knownHostsFiles: [], log: (line) => logged.push(line) });
    transports.push(transport);
    const host = { ...hostOf('web-1', server), ...more };
    return { server, connect: () => transport.connect(host, soon()) };
  }

  test('a password: asked with host and user, not logged', async () => {
    const asked: unknown[] = [];
    const { server, connect } = await setUp(
      { authenticate: acceptPassword },
      {
        password: async ({ signal: _, ...question }) => {
          asked.push(question);
          return password;
        },
      },
    );
    await connect();
    assert.deepEqual(asked, [{ host: 'web-1', user: 'admin', again: false }]);
    assert.deepEqual(server.attempts, ['none', `password:${password}`]);
    assert.ok(!logged.join('\n').includes(password));
  });

  test('one attempt each question, asked again, three times at most (F14)', async () => {
    const again: boolean[] = [];
    const { server, connect } = await setUp(
      { authenticate: acceptPassword },
      { password: async (question) => `wrong-${again.push(question.again)}` },
    );
    await assert.rejects(connect(), { code: 'login-refused', args: { user: 'admin', keys: 0, methods: 'password' } });
    assert.deepEqual(server.attempts, ['none', 'password:wrong-1', 'password:wrong-2', 'password:wrong-3']);
    assert.deepEqual(again, [false, true, true]);
  });

  test('a cancelled question sends nothing', async () => {
    const { server, connect } = await setUp({ authenticate: acceptPassword }, { password: async () => undefined });
    await assert.rejects(connect(), { code: 'cancelled' });
    assert.deepEqual(server.attempts, ['none']);
  });

  test('a password is not sent to a server whose key is not accepted (F11)', async () => {
    const { server, connect } = await setUp(
      { authenticate: acceptPassword },
      { password: async () => password, trustNewHostKey: async () => false },
      { hostKeyPin: undefined },
    );
    await assert.rejects(connect(), { code: 'host-key-not-trusted' });
    assert.deepEqual(server.attempts, []);
  });

  test('keyboard-interactive: several rounds, texts passed on as they are', async () => {
    const asked: unknown[] = [];
    const authenticate = (context: AuthContext): void => {
      if (context.method !== 'keyboard-interactive') {
        context.reject(['keyboard-interactive']);
        return;
      }
      context.prompt([{ prompt: 'Password: ', echo: false }], 'Ministry\x1b[2J', 'Read this', ([first]) => {
        context.prompt(
          [
            { prompt: 'Code', echo: true },
            { prompt: 'Twice', echo: true },
          ],
          (codes) => {
            if (first === password && codes.join() === '123,456') context.accept();
            else context.reject();
          },
        );
      });
    };
    const { connect } = await setUp(
      { authenticate },
      {
        answers: async ({ signal: _, ...question }) => {
          asked.push(question);
          return question.prompts.length === 1 ? [password] : ['123', '456'];
        },
      },
    );
    await connect();
    assert.deepEqual(asked, [
      { host: 'web-1', title: 'Ministry\x1b[2J', instructions: 'Read this', prompts: [{ text: 'Password: ', echo: false }] },
      {
        host: 'web-1',
        title: '',
        instructions: '',
        prompts: [
          { text: 'Code', echo: true },
          { text: 'Twice', echo: true },
        ],
      },
    ]);
  });

  test('keyboard-interactive that asks nothing gives way to the password', async () => {
    const authenticate = (context: AuthContext): void => {
      if (context.method === 'password') acceptPassword(context);
      else context.reject(['keyboard-interactive', 'password']);
    };
    const { server, connect } = await setUp({ authenticate }, { password: async () => password });
    await connect();
    assert.deepEqual(server.attempts, ['none', 'keyboard-interactive', `password:${password}`]);
  });

  test('a cancelled keyboard-interactive ends the login', async () => {
    const authenticate = (context: AuthContext): void => {
      if (context.method === 'keyboard-interactive') context.prompt(['?'], () => context.reject());
      else context.reject(['keyboard-interactive']);
    };
    const { connect } = await setUp({ authenticate }, { answers: async () => undefined });
    await assert.rejects(connect(), { code: 'cancelled' });
  });

  test('a key and then a password, as two factors', async () => {
    const { folder, remove } = await temporaryFolder();
    const key = sshKeyPair();
    const file = path.join(folder, 'id');
    await writeFile(file, key.private, { mode: 0o600 });
    let keyAccepted = false;
    const authenticate = (context: AuthContext): void => {
      if (context.method === 'publickey' && !keyAccepted) {
        if (context.signature) {
          keyAccepted = true;
          context.reject(['password'], true);
        } else context.accept();
      } else if (context.method === 'password' && keyAccepted) acceptPassword(context);
      else context.reject([keyAccepted ? 'password' : 'publickey']);
    };
    const { connect } = await setUp({ authenticate }, { password: async () => password }, { identityFiles: [file] });
    await connect();
    await remove();
  });

  test('an expired password is named', async () => {
    const authenticate = (context: AuthContext): void => {
      if (context.method === 'password') context.requestChange('Change it', () => undefined);
      else context.reject(['password']);
    };
    const { connect } = await setUp({ authenticate }, { password: async () => password });
    await assert.rejects(connect(), { code: 'password-expired' });
  });

  test('questions of two hosts come one after the other', async () => {
    let open = 0;
    let most = 0;
    const ask: Prompter['password'] = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return password;
    };
    const [one, two] = await Promise.all([
      startFakeSshd({ authenticate: acceptPassword }),
      startFakeSshd({ authenticate: acceptPassword }),
    ]);
    servers.push(one, two);
    const transport = createSshTransport({ prompter: person({ password: ask }), knownHostsFiles: [] });
    transports.push(transport);
    await Promise.all([transport.connect(hostOf('a', one), soon()), transport.connect(hostOf('b', two), soon())]);
    assert.equal(most, 1);
  });
});
