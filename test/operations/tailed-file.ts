/** A log on a real OpenSSH server, behind a link that can be cut, frozen and refused; of its own for each test. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach } from 'node:test';
import { createSshTransport, type LogEvent, type TailOptions, type Transport, tailLog } from '../../client/src/operations/index.ts';
import { addressOf, isState, person, readTail, type TailReader, temporaryFolder } from '../support/ssh-client.ts';
import { type Sshd, startSshd } from '../support/sshd.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

export type TailedFile = {
  readonly sshd: Sshd;
  /** Between the tail and the server. */
  readonly proxy: TcpProxy;
  readonly transport: Transport;
  readonly folder: string;
  readonly log: string;
  /** Ends all tails of the test. */
  readonly abort: AbortController;
  start(more?: Partial<TailOptions>): TailReader;
};

/** For one `describe`: what it gives is new for each test. */
export function tailedFile(): TailedFile {
  let sshd: Sshd;
  let current: Omit<TailedFile, 'sshd' | 'start'>;
  let remove: () => Promise<void>;
  const tails: TailReader[] = [];

  before(async () => {
    sshd = await startSshd();
  });
  after(() => sshd.stop());
  beforeEach(async () => {
    const temporary = await temporaryFolder();
    const { folder } = temporary;
    remove = temporary.remove;
    await mkdir(path.join(folder, "it's logs"));
    current = {
      folder,
      log: path.join(folder, "it's logs", 'catalina.out'),
      proxy: await startTcpProxy(sshd.port),
      abort: new AbortController(),
      transport: createSshTransport({
        prompter: person(),
        knownHostsFiles: [],
        timing: { keepAliveMs: 200, keepAliveCount: 3, connectMs: 5000 },
      }),
    };
  });
  afterEach(async () => {
    current.abort.abort();
    await Promise.allSettled(tails.splice(0).map(({ done }) => done));
    await current.transport.dispose();
    await current.proxy.stop();
    await remove();
  });

  return {
    get sshd() {
      return sshd;
    },
    get proxy() {
      return current.proxy;
    },
    get transport() {
      return current.transport;
    },
    get folder() {
      return current.folder;
    },
    get log() {
      return current.log;
    },
    get abort() {
      return current.abort;
    },
    start(more = {}) {
      const { transport, proxy, log, abort } = current;
      const host = addressOf({ ...sshd, port: proxy.port }, { hostKeyPin: sshd.hostKeys[0]?.fingerprint });
      const source = { kind: 'file', path: log } as const;
      const reader = readTail(tailLog({ transport, host, source, signal: abort.signal, delay: async () => undefined, ...more }));
      tails.push(reader);
      return reader;
    },
  };
}

export const live = (reader: TailReader, times = 1): Promise<void> =>
  reader.until(() => reader.events.filter(isState('live')).length >= times, `live ${times} times`);

export const seen = (reader: TailReader, line: string): Promise<void> =>
  reader.until(() => reader.lines.includes(line), JSON.stringify(line));

export const kinds = (reader: TailReader, ...wanted: readonly LogEvent['kind'][]): readonly string[] =>
  reader.events.map(({ kind }) => kind).filter((kind) => wanted.includes(kind));

export const numbered = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, i) => `line ${from + i}`);

export const asText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
