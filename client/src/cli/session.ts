/** What a command works with: its host, reached as root, and words in the person's language. */
import { homedir, hostname, userInfo } from 'node:os';
import path from 'node:path';
import {
  type Connection,
  createElevatedTransport,
  createJournal,
  createSshTransport,
  type HostAddress,
  hostAddressFromManifest,
  type Journal,
  knownHostsFiles,
  type ManifestHost,
  readHostSurroundings,
  type Transport,
} from '@dhis2-hosting/client/operations';
import type { Io, ParsedArguments } from '@dhis2-hosting/server/cli';
import { type Locale, type Message, message, render, type Text } from '@dhis2-hosting/server/service';
import { createPrompter } from './prompter.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { readWanted, type Wanted } from './wanted.ts';

export type Session = Wanted & {
  readonly args: ParsedArguments;
  readonly io: Io;
  readonly locale: Locale;
  readonly terminal: Terminal;
  readonly address: HostAddress;
  readonly transport: Transport;
  /** Of OpenSSH; the first one is written. */
  readonly knownHostsFiles: readonly string[];
  readonly journal: Journal;
  /** Who is at the keyboard, for the journals. */
  readonly owner: string;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  connect(): Promise<Connection>;
  /** Another host of the manifest. */
  connectTo(host: string): Promise<Connection>;
  say(text: Text, args?: Message['args']): string;
  /** One line of the standard output. */
  print(line: string): void;
  /** One line of the standard error. */
  tell(line: string): void;
  log(line: string): void;
};

export async function openSession(args: ParsedArguments, io: Io, locale: Locale): Promise<Session> {
  const wanted = await readWanted(args, io.cwd);
  const { env } = io;
  const home = env['HOME'] || homedir();
  const say: Session['say'] = (text, given = {}) => render(message(text, given), locale);
  const tell = (line: string): void => void io.stderr.write(`${line}\n`);
  const log = (line: string): void => (args.switches.has('ssh-log') ? tell(line) : undefined);
  const terminal = createTerminal(io);
  const prompter = createPrompter(terminal, say);
  const hosts = wanted.manifest.hosts ?? [];
  const addressOf = async (host: ManifestHost): Promise<HostAddress> =>
    hostAddressFromManifest(host, hosts, await readHostSurroundings(host.name, { home, env }));
  const address = await addressOf(wanted.host);
  const known = knownHostsFiles(home);
  const ssh = createSshTransport({ prompter, knownHostsFiles: known, log });
  const transport = createElevatedTransport({ transport: ssh, prompter, log });
  const signal = io.interrupted?.() ?? new AbortController().signal;
  return {
    ...wanted,
    args,
    io,
    locale,
    terminal,
    address,
    transport,
    knownHostsFiles: known,
    // The base directory specification of freedesktop.org.
    journal: createJournal(path.join(env['XDG_STATE_HOME'] || path.join(home, '.local/state'), 'dhis2-hosting')),
    owner: `${userInfo().username}@${hostname()}`,
    signal,
    connect: () => transport.connect(address, signal),
    connectTo: async (name) => {
      const host = hosts.find((candidate) => candidate.name === name);
      if (host === undefined) throw new Error(`No host ${name} in the manifest.`);
      return transport.connect(await addressOf(host), signal);
    },
    say,
    print: (line) => void io.stdout.write(`${line}\n`),
    tell,
    log,
  };
}
