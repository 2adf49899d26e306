/**
 * Lines a second of our tail against `ssh host tail -F` (OpenSSH), on the same sshd: a large file from its start, and
 * a file that a writer fills while it is followed.
 */
import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '../client/src/operations/command.ts';
import { createSshTransport, tailLog } from '../client/src/operations/index.ts';
import { createLogBatch } from '../client/src/vscode/ui/log-batch.ts';
import { sshdMissing, startSshd } from '../test/support/sshd.ts';
import { type Measurement, measured } from './measure.ts';
import { addressOf, noQuestions, opensshOptions, type Place } from './place.ts';

const rounds = 7;
export const largeFile = 1_000_000;
const liveLines = 2_000_000;

/** A Tomcat line of ordinary length. */
export function logLines(from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) {
    text += `22-Nov-2026 10:00:00.000 INFO [http-nio-8080-exec-${i % 200}] org.hisp.dhis.web.Request GET /api/dataValueSets.json?orgUnit=ImspTQPwCqd ${i}\n`;
  }
  return text;
}

type Counted = { readonly seconds: number; readonly dropped: number };
type Follower = (place: Place, file: string, expected: number, onLive: () => void) => Promise<Counted>;

/** As the window of the editor takes it: into its batch, of which the newest lines are shown ten times a second. */
const ours: Follower = async (place, file, expected, onLive) => {
  const transport = createSshTransport({ prompter: noQuestions, knownHostsFiles: [] });
  const host = addressOf(place);
  const abort = new AbortController();
  const batch = createLogBatch({ dropped: String, cut: String });
  const shown = setInterval(() => batch.take(), 100);
  let seen = 0;
  let dropped = 0;
  let started = 0;
  let ended = 0;
  for await (const event of tailLog({ transport, host, source: { kind: 'file', path: file }, signal: abort.signal, lines: 'all' })) {
    if (event.kind === 'state' && event.state === 'live') {
      started = performance.now();
      onLive();
    }
    if (event.kind === 'dropped') dropped += event.lines;
    if (event.kind === 'lines') {
      const { count, bytes } = event;
      seen += count;
      batch.add({
        count,
        bytes,
        get lines() {
          return event.lines;
        },
      });
    }
    if (seen + dropped < expected) continue;
    batch.take();
    // Ending the follower is not of the reading; neither is it with OpenSSH.
    ended = performance.now();
    break;
  }
  const seconds = (ended - started) / 1000;
  clearInterval(shown);
  abort.abort();
  await transport.dispose();
  return { seconds, dropped };
};

/** The client of OpenSSH; only line ends are counted, so it has no decoding to do. The clock starts with its first mark. */
const openssh: Follower = async (place, file, expected, onLive) => {
  const command = `echo; ${commandLine(['tail', '-n', '+1', '-F', file])}`;
  const args = ['-T', ...opensshOptions(place), `${place.user}@${place.address}`, command];
  const child = spawn('ssh', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let seen = -1;
  let started = 0;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    if (seen < 0) {
      started = performance.now();
      onLive();
    }
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) seen++;
    if (seen >= expected) break;
  }
  const seconds = (performance.now() - started) / 1000;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await gone;
  return { seconds, dropped: 0 };
};

/** A process of its own, as Tomcat is: our own side must not pay for the writing. Appends in 200 parts. */
async function write(from: string, to: string): Promise<void> {
  const script = 'part=$(($(stat -c %s "$0") / 200 + 1)); exec 3<"$0"; for i in $(seq 200); do head -c $part <&3 >>"$1"; done';
  const child = spawn('/bin/sh', ['-c', script, from, to], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
}

export async function benchTail(): Promise<readonly Measurement[]> {
  const missing = sshdMissing();
  if (missing !== undefined) throw new Error(missing);
  const sshd = await startSshd();
  const folder = await mkdtemp(path.join(tmpdir(), 'dhis2-bench-'));
  try {
    const large = path.join(folder, 'large.log');
    await writeFile(large, '');
    for (let from = 0; from < largeFile; from += 100_000) await appendFile(large, logLines(from, from + 100_000));
    const live = path.join(folder, 'live.log');
    const stock = path.join(folder, 'stock.log');
    for (let from = 0; from < liveLines; from += 100_000) await appendFile(stock, logLines(from, from + 100_000));
    const [hostKey] = sshd.hostKeys;
    const place: Place = { address: '127.0.0.1', ...sshd, hostKey: hostKey?.fingerprint };
    return [
      ...(await benchLargeFile(place, large, 'at least as OpenSSH')),
      ...(await compare('live writer', liveLines, async (follower) => {
        await writeFile(live, '');
        let writing: Promise<void> | undefined;
        const counted = await follower(place, live, liveLines, () => {
          writing = write(stock, live);
        });
        await writing;
        return counted;
      })),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
    await sshd.stop();
  }
}

/** A file of a million lines that is on the host already. */
export function benchLargeFile(place: Place, file: string, goal: string): Promise<readonly Measurement[]> {
  return compare('large file', largeFile, (follower) => follower(place, file, largeFile, () => undefined), goal);
}

/** Turn by turn, so that a busy moment of the machine hits both. */
async function compare(
  name: string,
  lines: number,
  measure: (follower: Follower) => Promise<Counted>,
  goal = 'at least as OpenSSH',
): Promise<readonly Measurement[]> {
  const own: number[] = [];
  const reference: number[] = [];
  let dropped = 0;
  for (let round = 0; round < rounds; round++) {
    const counted = await measure(ours);
    dropped += counted.dropped;
    own.push(lines / counted.seconds);
    reference.push(lines / (await measure(openssh)).seconds);
  }
  return [
    measured(`${name}: this tail`, 'lines/s', own, goal),
    measured(`${name}: ssh host tail -F`, 'lines/s', reference),
    measured(`${name}: dropped by this tail`, 'lines', [dropped], '0'),
  ];
}
