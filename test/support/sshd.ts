/** A real OpenSSH server on loopback, with its own configuration, keys and port, run by whoever runs the tests. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, connect as tcpConnect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const sshdPath = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/libexec/sshd'].find((file) => existsSync(file));
const tools = ['ssh-keygen', 'ssh-agent', 'ssh-add'];

/** Undefined when OpenSSH is here; otherwise why the tests cannot run. On a build server that is a failure, not a skip. */
export function sshdMissing(): string | undefined {
  const missing = [...(sshdPath === undefined ? ['sshd'] : []), ...tools.filter((tool) => !onPath(tool))];
  if (missing.length === 0) return undefined;
  const reason = `OpenSSH is not installed (${missing.join(', ')}): install openssh-server and openssh-client`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  return reason;
}

/** For `describe` and `test`: `{ skip: reason }` or nothing. */
export function needsSshd(): { readonly skip?: string } {
  const reason = sshdMissing();
  return reason === undefined ? {} : { skip: reason };
}

function onPath(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export type Sshd = {
  readonly port: number;
  readonly user: string;
  /** Folder of its own; holds everything of this server. */
  readonly folder: string;
  /** A private key that may log in, without passphrase. */
  readonly identityFile: string;
  readonly hostKeys: readonly {
    readonly type: string;
    readonly publicKeyFile: string;
    readonly line: string;
    readonly fingerprint: string;
  }[];
  /** Adds the public half of a key file to those that may log in. */
  authorize(privateKeyFile: string): Promise<void>;
  log(): Promise<string>;
  stop(): Promise<void>;
};

export type SshdOptions = {
  readonly hostKeyTypes?: readonly ('ed25519' | 'ecdsa' | 'rsa')[];
  readonly config?: readonly string[];
  readonly mountNamespaceOf?: number;
};

export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dhis2-sshd-'));
  const types = options.hostKeyTypes ?? ['ed25519'];
  const hostKeys = await Promise.all(types.map((type) => makeHostKey(folder, type)));
  const identityFile = path.join(folder, 'id_login');
  await makeKey(identityFile);
  const authorizedKeys = path.join(folder, 'authorized_keys');
  await writeFile(authorizedKeys, await readFile(`${identityFile}.pub`), { mode: 0o600 });
  const port = await freePort();
  const logFile = path.join(folder, 'sshd.log');
  await writeFile(path.join(folder, 'sshd_config'), configOf(folder, port, types, authorizedKeys, options.config ?? []));
  const server = launch(folder, logFile, options.mountNamespaceOf);
  await listening(port, server, logFile);
  const authorize = async (privateKeyFile: string): Promise<void> => {
    await writeFile(authorizedKeys, await readFile(`${privateKeyFile}.pub`), { flag: 'a' });
  };
  return {
    port,
    user: userInfo().username,
    folder,
    identityFile,
    hostKeys,
    authorize,
    log: () => readFile(logFile, 'utf8'),
    stop: async () => {
      await ended(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configOf(folder: string, port: number, types: readonly string[], authorizedKeys: string, more: readonly string[]): string {
  return [
    ...more,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...types.map((type) => `HostKey ${path.join(folder, `host_${type}`)}`),
    `AuthorizedKeysFile ${authorizedKeys}`,
    `PidFile ${path.join(folder, 'sshd.pid')}`,
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PubkeyAuthentication yes',
    'LogLevel VERBOSE',
    'MaxStartups 100',
    'PrintMotd no',
    '',
  ].join('\n');
}

function launch(folder: string, logFile: string, mountNamespaceOf: number | undefined): ChildProcess {
  if (sshdPath === undefined) throw new Error('sshd is not installed');
  // Debian's sshd refuses to start without this folder, which only a service manager makes.
  if (userInfo().uid === 0 && !existsSync('/run/sshd')) mkdirSync('/run/sshd', { mode: 0o755 });
  const command = [sshdPath, '-D', '-f', path.join(folder, 'sshd_config'), '-E', logFile];
  const wrapped = mountNamespaceOf === undefined ? command : ['nsenter', '--mount', `--target=${mountNamespaceOf}`, '--', ...command];
  const [program = sshdPath, ...args] = wrapped;
  return spawn(program, args, { stdio: 'ignore' });
}

async function makeHostKey(folder: string, type: string): Promise<Sshd['hostKeys'][number]> {
  const file = path.join(folder, `host_${type}`);
  await makeKey(file, { type });
  const publicKeyFile = `${file}.pub`;
  const [keyType = '', base64 = ''] = (await readFile(publicKeyFile, 'utf8')).split(' ');
  return { type: keyType, publicKeyFile, line: `${keyType} ${base64}`, fingerprint: await fingerprintByKeygen(publicKeyFile) };
}

/** `ssh-keygen` makes the key, as a user's would be made. */
export async function makeKey(
  file: string,
  options: { readonly type?: string; readonly passphrase?: string; readonly format?: string } = {},
): Promise<void> {
  const format = options.format === undefined ? [] : ['-m', options.format];
  await run('ssh-keygen', [
    '-q',
    '-t',
    options.type ?? 'ed25519',
    '-N',
    options.passphrase ?? '',
    '-C',
    path.basename(file),
    ...format,
    '-f',
    file,
  ]);
}

/** What OpenSSH itself prints. */
export async function fingerprintByKeygen(publicKeyFile: string): Promise<string> {
  const { stdout } = await run('ssh-keygen', ['-l', '-E', 'sha256', '-f', publicKeyFile]);
  return stdout.split(' ')[1] ?? '';
}

export type Agent = { readonly socket: string; add(privateKeyFile: string): Promise<void>; stop(): Promise<void> };

export async function startAgent(folder: string): Promise<Agent> {
  const socket = path.join(folder, `agent-${Math.trunc(performance.now())}.sock`);
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  await until(() => existsSync(socket), 'the agent to start');
  return {
    socket,
    add: async (file) => {
      execFileSync('ssh-add', ['-q', file], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
    },
    stop: () => ended(agent),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function listening(port: number, server: ChildProcess, logFile: string): Promise<void> {
  await until(async () => {
    if (server.exitCode !== null) throw new Error(`sshd ended: ${await readFile(logFile, 'utf8').catch(() => '')}`);
    return await new Promise<boolean>((resolve) => {
      const socket = tcpConnect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
  }, 'sshd to listen');
}

/** Polls a condition of another process until it holds, with a deadline. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, milliseconds = 10_000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Waited ${milliseconds} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
