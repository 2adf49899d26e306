/**
 * A transport whose commands run as root: directly when root logs in, else through sudo. sudo's prompt is a random
 * token, so neither its language nor anything else on the way can be taken for it, and a password is sent only when it
 * asks. It is remembered while this transport lives and nowhere else.
 */
import { randomBytes } from 'node:crypto';
import { shellScript } from '../command.ts';
import { OperationError, type OperationErrorCode } from '../errors.ts';
import { firstBytes, firstLine, statusText } from '../host-shell.ts';
import { Secret } from '../secret.ts';
import type { Connection, ExecOptions, ExitStatus, HostAddress, Prompter, RemoteProcess, Transport } from './transport.ts';
import { createTurnstile, type Turnstile } from './turnstile.ts';

export type ElevatedOptions = {
  readonly transport: Transport;
  readonly prompter: Pick<Prompter, 'sudoPassword'>;
  /** One line for the SSH log: the words of sudo. */
  readonly log?: (line: string) => void;
};

/**
 * Arguments: prompt, what says that sudo let us in, two marks, command line. The words of sudo are in English. A login
 * without a shell answers without the first mark.
 */
const throughSudo = `
LC_ALL=C; export LC_ALL; PATH=$PATH:/usr/local/bin:/usr/bin:/bin; export PATH;
echo "$3" >&2;
command -v sudo >/dev/null 2>&1 || exit 127;
exec sudo -S -p "$1" -- /bin/sh -c "$2" dhis2-hosting "$4" "$5";
`;
const sayGranted = 'echo "$1" >&2; exec /bin/sh -c "$2"';

type Passwords = { of(host: HostAddress, again: boolean, signal: AbortSignal): Promise<Secret | undefined>; readonly turns: Turnstile };

export function createElevatedTransport({ transport, prompter, log = () => undefined }: ElevatedOptions): Transport {
  const passwords = new Map<string, Passwords>();
  const passwordsOf = (host: HostAddress): Passwords => {
    const known = passwords.get(host.name) ?? createPasswords(prompter);
    passwords.set(host.name, known);
    return known;
  };
  const elevate = (connection: Connection): Connection => {
    const { host } = connection;
    if (host.user === 'root') return connection;
    const exec: Connection['exec'] = (commandLine, options) =>
      execBySudo(connection, commandLine, options, passwordsOf(host), (line) => log(`${host.name}: sudo: ${line}`));
    return { ...connection, exec };
  };
  return {
    connect: async (host, signal) => elevate(await transport.connect(host, signal)),
    connectAnew: async (host, signal) => elevate(await transport.connectAnew(host, signal)),
    hostKeys: (host, signal) => transport.hostKeys(host, signal),
    dispose: async () => {
      passwords.clear();
      await transport.dispose();
    },
  };
}

function createPasswords(prompter: ElevatedOptions['prompter']): Passwords {
  let known: Secret | undefined;
  return {
    // One question at a time for a host: the second command finds what the first one was told.
    turns: createTurnstile(1),
    of: async (host, again, signal) => {
      if (known !== undefined && !again) return known;
      known = undefined;
      const given = await prompter.sudoPassword({ host: host.name, user: host.user, again, signal });
      known = given === undefined ? undefined : new Secret(given);
      return known;
    },
  };
}

async function execBySudo(
  connection: Connection,
  commandLine: string,
  options: ExecOptions,
  passwords: Passwords,
  log: (line: string) => void,
): Promise<RemoteProcess> {
  const { host } = connection;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const leave = await passwords.turns.enter(signal).catch(() => {
    throw new OperationError('cancelled', host.name);
  });
  try {
    const token = randomBytes(16).toString('hex');
    const marks = { prompt: `[${token}] `, begun: `${token} begun`, granted: `${token} granted` };
    const line = shellScript(throughSudo, 'dhis2-hosting', [marks.prompt, sayGranted, marks.begun, marks.granted, commandLine]);
    const running = await connection.exec(line, { signal, keepStdinOpen: true });
    const gate = await passGate(running, marks, (again) => passwords.of(host, again, signal));
    if (gate.kind === 'open') {
      if (options.stdin) await running.input.write(options.stdin);
      if (options.keepStdinOpen !== true) running.input.end();
      return { ...running, stderr: gate.rest };
    }
    stop.abort();
    log(gate.said.replaceAll(marks.prompt, '').replace(`${marks.begun}\n`, '').trim().replaceAll('\n', '; '));
    if (gate.kind === 'cancelled' || options.signal.aborted) throw new OperationError('cancelled', host.name);
    if (gate.status.kind !== 'unknown' && !gate.said.includes(marks.begun)) {
      throw new OperationError('command-failed', host.name, { status: statusText(gate.status), detail: gate.printed });
    }
    throw new OperationError(refusal(gate.status, gate.said), host.name, { user: host.user, address: host.address });
  } finally {
    leave();
  }
}

type Gate =
  | { readonly kind: 'open'; readonly rest: AsyncIterable<Uint8Array> }
  | { readonly kind: 'cancelled'; readonly said: string }
  | { readonly kind: 'shut'; readonly said: string; readonly status: ExitStatus; readonly printed: string };

/** Reads what sudo says until the command runs or sudo gives up, also while the person is being asked. */
async function passGate(
  running: RemoteProcess,
  marks: { readonly prompt: string; readonly granted: string },
  password: (again: boolean) => Promise<Secret | undefined>,
): Promise<Gate> {
  const stderr = running.stderr[Symbol.asyncIterator]();
  const granted = Buffer.from(`${marks.granted}\n`);
  let said = Buffer.alloc(0);
  let answered = 0;
  let question: Promise<{ readonly secret: Secret | undefined }> | undefined;
  let reading = stderr.next();
  for (;;) {
    const at = said.indexOf(granted);
    if (at >= 0) return { kind: 'open', rest: remaining(said.subarray(at + granted.length), reading, stderr) };
    if (said.toString('latin1').split(marks.prompt).length - 1 > answered)
      question ??= password(answered > 0).then((secret) => ({ secret }));
    const next = await (question === undefined ? reading : Promise.race([question, reading]));
    if ('secret' in next) {
      if (next.secret === undefined) return { kind: 'cancelled', said: said.toString('utf8') };
      question = undefined;
      answered++;
      await running.input.write(Buffer.from(`${next.secret.reveal()}\n`));
    } else {
      if (next.done === true) break;
      said = Buffer.concat([said, next.value]);
      reading = stderr.next();
    }
  }
  // The channel closes only when all of it is read.
  const printed = firstLine(await firstBytes(running.stdout, 4096));
  return { kind: 'shut', said: said.toString('utf8'), status: await running.exit, printed };
}

async function* remaining(
  first: Uint8Array,
  reading: Promise<IteratorResult<Uint8Array>>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await reading; next.done !== true; next = await rest.next()) yield next.value;
}

/** sudo has one exit code for everything, so its words decide; they are in English because the locale is ours. */
function refusal(status: ExitStatus, said: string): OperationErrorCode {
  if (status.kind === 'unknown') return 'connection-lost';
  if (status.kind === 'exited' && status.code === 127) return 'sudo-missing';
  if (/must have a tty|terminal is required/.test(said)) return 'sudo-needs-terminal';
  if (/timed out/.test(said)) return 'sudo-timed-out';
  if (/incorrect password|no password was provided/.test(said)) return 'sudo-wrong-password';
  return 'sudo-not-allowed';
}
