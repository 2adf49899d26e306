/** The client's side of the SSH tests: an address, a person who answers only what the test lets them, a way to read. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HostAddress, LogEvent, Prompter, RemoteProcess } from '../../client/src/operations/index.ts';
import type { Sshd } from './sshd.ts';

/** A question without an answer in the test is a failure of the test, not a cancel. */
export function person(answers: Partial<Prompter> = {}): Prompter {
  const unexpected = (what: string) => (): never => {
    throw new Error(`Unexpected question: ${what}`);
  };
  return {
    password: unexpected('password'),
    passphrase: unexpected('passphrase'),
    sudoPassword: unexpected('sudo password'),
    answers: unexpected('keyboard-interactive'),
    trustNewHostKey: unexpected('host key'),
    ...answers,
  };
}

export function addressOf(sshd: Pick<Sshd, 'port' | 'user' | 'identityFile'>, more: Partial<HostAddress> = {}): HostAddress {
  return {
    name: 'web-1',
    address: '127.0.0.1',
    port: sshd.port,
    user: sshd.user,
    identityFiles: [sshd.identityFile],
    agent: undefined,
    hostKeyPin: undefined,
    jumps: [],
    ...more,
  };
}

export async function temporaryFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dhis2-ops-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export function soon(milliseconds = 15_000): AbortSignal {
  return AbortSignal.timeout(milliseconds);
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export async function outputOf(running: RemoteProcess): Promise<string> {
  const [stdout] = await Promise.all([textOf(running.stdout), textOf(running.stderr)]);
  return stdout;
}

/** Reads a tail until the test has seen enough. */
export type TailReader = {
  readonly events: readonly LogEvent[];
  readonly lines: readonly string[];
  /** Resolves when the condition holds after some event; fails when the tail ends or the deadline passes first. */
  until(holds: () => boolean, what: string, milliseconds?: number): Promise<void>;
  /** Resolves when the tail has ended; rejects with its error. */
  readonly done: Promise<void>;
};

export function readTail(tail: AsyncIterable<LogEvent>): TailReader {
  const events: LogEvent[] = [];
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const tell = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  const read = async (): Promise<void> => {
    try {
      for await (const event of tail) {
        events.push(event);
        if (event.kind === 'lines') for (const line of event.lines) lines.push(line);
        tell();
      }
    } finally {
      tell();
    }
  };
  const done = read();
  done.catch(() => undefined);
  return {
    events,
    lines,
    done,
    until: (holds, what, milliseconds = 15_000) =>
      new Promise((resolve, reject) => {
        const finish = (error?: unknown): void => {
          clearTimeout(timer);
          watchers.delete(check);
          if (error === undefined) resolve();
          else reject(error);
        };
        const check = (): void => {
          if (holds()) finish();
        };
        const said = (): string => `${what}; last events: ${JSON.stringify(events.slice(-5)).slice(0, 600)}`;
        const timer = setTimeout(() => finish(new Error(`Waited ${milliseconds} ms in vain for ${said()}`)), milliseconds);
        watchers.add(check);
        done.then(
          () => (holds() ? finish() : finish(new Error(`The tail ended before ${said()}`))),
          (error: unknown) => finish(error),
        );
        check();
      }),
  };
}

export function isState(state: string): (event: LogEvent) => boolean {
  return (event) => event.kind === 'state' && event.state === state;
}
