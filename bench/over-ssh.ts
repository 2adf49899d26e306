/**
 * What goes over SSH to a host of the lab, side by side with OpenSSH: run in the lab's network, where nothing of ours is in
 * between, and out of a bundle made as the product's is. Argument: a place as JSON. Prints measurements as JSON.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createSshTransport } from '../client/src/operations/index.ts';
import type { Connection } from '../client/src/operations/transport/transport.ts';
import { uploadFile } from '../client/src/operations/upload.ts';
import { type Measurement, measured } from './measure.ts';
import { addressOf, noQuestions, opensshOptions, type Place } from './place.ts';
import { benchLargeFile } from './tail.ts';

const execute = promisify(execFile);
const never = new AbortController().signal;
const megabytes = 300;

const place = JSON.parse(process.argv[2] ?? '') as Place;
const login = `${place.user}@${place.address}`;
const options = opensshOptions(place);
const copyOptions = ['-q', ...opensshOptions(place, '-P')];

const ssh = (...args: readonly string[]): Promise<unknown> => execute('ssh', [...options, ...args]);

type Sample = { readonly ms: number; readonly processorMs: number };

async function timed(what: () => Promise<unknown>): Promise<Sample> {
  const began = performance.now();
  const before = processorMs();
  await what();
  return { ms: performance.now() - began, processorMs: processorMs() - before };
}

/** Of this process and of those that it started and that ended: `man proc`, ticks of 10 ms. The host's are not in it. */
function processorMs(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ').slice(11, 15) ?? [];
  return fields.reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

const waited = (samples: readonly Sample[]): readonly number[] => samples.map(({ ms }) => ms);
const worked = (samples: readonly Sample[]): readonly number[] => samples.map((sample) => sample.processorMs);

/** Turn by turn, so that a busy moment of the machine hits both. */
async function inTurns(rounds: number, ...contenders: readonly (() => Promise<unknown>)[]): Promise<readonly (readonly Sample[])[]> {
  const samples = contenders.map((): Sample[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) samples[index]?.push(await timed(contender));
  }
  return samples;
}

async function command(connection: Connection, line: string): Promise<void> {
  const running = await connection.exec(line, { signal: never });
  for await (const _ of running.stdout);
  for await (const _ of running.stderr);
  await running.exit;
}

const transportOf = () => createSshTransport({ prompter: noQuestions, knownHostsFiles: [] });

async function commands(folder: string, connection: Connection): Promise<readonly Measurement[]> {
  const [own = [], openssh = []] = await inTurns(
    15,
    async () => {
      const transport = transportOf();
      await command(await transport.connect(addressOf(place), never), 'true');
      await transport.dispose();
    },
    () => ssh(login, 'true'),
  );
  const socket = path.join(folder, 'master');
  const master = spawn('ssh', [...options, '-M', '-S', socket, '-N', login], { stdio: 'ignore' });
  try {
    for (let tries = 0; tries < 100; tries++) {
      const isUp = await ssh('-S', socket, '-O', 'check', login).then(
        () => true,
        () => false,
      );
      if (isUp) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const [open = [], multiplexed = []] = await inTurns(
      30,
      () => command(connection, 'true'),
      () => ssh('-S', socket, login, 'true'),
    );
    return [
      measured('connect and run a command', 'ms', waited(own), 'at most 60'),
      measured('  OpenSSH', 'ms', waited(openssh)),
      measured('  processor on this side', 'ms', worked(own)),
      measured('  OpenSSH', 'ms', worked(openssh)),
      measured('a command on the open connection', 'ms', waited(open), 'at most 4'),
      measured('  OpenSSH with ControlMaster', 'ms', waited(multiplexed)),
    ];
  } finally {
    master.kill();
  }
}

async function transfers(folder: string, connection: Connection): Promise<readonly Measurement[]> {
  const local = path.join(folder, 'local');
  await execute('sh', ['-c', `head -c ${megabytes}000000 /dev/urandom > "$0"`, local]);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(local)) hash.update(chunk as Buffer);
  const sha256 = hash.digest('hex');
  await execute('scp', [...copyOptions, local, `${login}:/root/remote`]);
  const download = async (): Promise<void> => {
    const running = await connection.exec('cat /root/remote', { signal: never });
    await pipeline(running.stdout, createWriteStream(path.join(folder, 'got')));
    await running.exit;
  };
  const [down = [], copiedDown = [], streamed = []] = await inTurns(
    5,
    download,
    () => execute('scp', [...copyOptions, `${login}:/root/remote`, path.join(folder, 'copied')]),
    () => execute('sh', ['-c', 'ssh "$@" "cat /root/remote" > "$0"', path.join(folder, 'streamed'), ...options, login]),
  );
  await command(connection, 'mkdir -p /var/lib/dhis2-hosting');
  const copy = () => execute('scp', [...copyOptions, local, `${login}:/root/copied`]);
  const [up = [], copiedUp = [], comparedUp = []] = await inTurns(
    5,
    () => uploadFile(connection, { file: local, sha256, signal: never }),
    async () => {
      await copy();
      await command(connection, `rm -f /var/lib/dhis2-hosting/uploads/${sha256}`);
    },
    async () => {
      await copy();
      await command(connection, 'sync /root/copied && openssl dgst -sha256 -r /root/copied');
    },
  );
  const rate = (samples: readonly Sample[]): readonly number[] => samples.map(({ ms }) => (megabytes * 1000) / ms);
  return [
    measured(`download of ${megabytes} MB`, 'MB/s', rate(down), '1.5 times ssh'),
    measured('  scp', 'MB/s', rate(copiedDown)),
    measured('  ssh cat', 'MB/s', rate(streamed)),
    measured('  processor on this side', 'ms', worked(down)),
    measured('  scp', 'ms', worked(copiedDown)),
    measured('  ssh cat', 'ms', worked(streamed)),
    measured(`upload of ${megabytes} MB, on the disk and compared`, 'MB/s', rate(up), 'at least as scp'),
    measured('  scp, neither', 'MB/s', rate(copiedUp)),
    measured('  scp, both', 'MB/s', rate(comparedUp)),
    measured('  processor on this side', 'ms', worked(up)),
    measured('  scp', 'ms', worked(copiedUp)),
  ];
}

async function benchOverSsh(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dhis2-bench-'));
  const transport = transportOf();
  try {
    const connection = await transport.connect(addressOf(place), never);
    return [
      ...(await commands(folder, connection)),
      ...(await benchLargeFile(place, '/root/large.log', '1.4 times ssh')),
      ...(await transfers(folder, connection)),
    ];
  } finally {
    await transport.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

void benchOverSsh().then((all) => console.log(JSON.stringify(all)));
