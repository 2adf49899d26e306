/** Follows one log for as long as the reader wants it, over broken links, rotations and floods. */
import { randomBytes } from 'node:crypto';
import { isOperationError, mayPass, OperationError } from '../errors.ts';
import type { Connection, HostAddress, Transport } from '../transport/transport.ts';
import { backOff, type Delay, delay } from './back-off.ts';
import { type FollowedSource, followedSource } from './follow-source.ts';
import { createFraming } from './framing.ts';
import { createLogBuffer, defaultBufferBytes, type LogBuffer } from './log-buffer.ts';
import type { LogEvent, LogSource } from './log-source.ts';

export type TailOptions = {
  readonly transport: Transport;
  readonly host: HostAddress;
  readonly source: LogSource;
  /** Ends the tail; the last event is then `ended`. */
  readonly signal: AbortSignal;
  /** Last lines shown first; 200 when absent. */
  readonly lines?: number | 'all';
  readonly log?: (line: string) => void;
  readonly delay?: Delay;
  readonly random?: () => number;
  readonly bufferBytes?: number;
};

/**
 * Throws OperationError when the log cannot be followed: at once when the first attempt fails, later only for what
 * waiting does not cure. A broken link is not an error: it is a `reconnecting` state.
 */
export async function* tailLog(options: TailOptions): AsyncGenerator<LogEvent, void, undefined> {
  const source = followedSource(options.source, options.host.name);
  const buffer = createLogBuffer(options.bufferBytes ?? defaultBufferBytes, source);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const following = keepFollowing(options, source, buffer, signal).then(
    () => buffer.end(),
    (error: unknown) => buffer.end(error),
  );
  try {
    for (let event = await buffer.take(); event !== undefined; event = await buffer.take()) yield event;
    yield { kind: 'state', state: 'ended' };
  } finally {
    stop.abort();
    await following;
  }
}

async function keepFollowing(options: TailOptions, source: FollowedSource, buffer: LogBuffer, signal: AbortSignal): Promise<void> {
  const { log = () => undefined, random = Math.random, delay: wait = delay } = options;
  let attempt = 0;
  let everLive = false;
  const onLive = (): void => {
    attempt = 0;
    everLive = true;
  };
  buffer.event({ kind: 'state', state: 'connecting' });
  while (!signal.aborted) {
    let detail: string;
    try {
      const connection = await options.transport.connect(options.host, signal);
      detail = await followOnce(connection, source, buffer, { lines: options.lines ?? 200, signal, log, onLive });
    } catch (error) {
      if (signal.aborted) return;
      detail = isOperationError(error) ? error.code : String(error);
      if (!everLive || !mayPass(error)) {
        log(`${options.host.name}: ${source.label}: ${detail}`);
        throw error;
      }
    }
    if (signal.aborted) return;
    const retryIn = backOff(attempt++, random);
    log(`${options.host.name}: ${source.label}: ${detail}; next attempt in ${retryIn} ms`);
    buffer.event({ kind: 'state', state: 'reconnecting', detail, retryIn });
    await wait(retryIn, signal);
  }
}

type Round = {
  readonly lines: number | 'all';
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly onLive: () => void;
};

/** One remote follower, until it ends. Resolves with the reason. */
async function followOnce(connection: Connection, source: FollowedSource, buffer: LogBuffer, round: Round): Promise<string> {
  const host = connection.host.name;
  const token = newToken();
  const framing = createFraming(token);
  const running = await connection.exec(source.command(token, round.lines), { signal: round.signal, keepStdinOpen: true });
  const complaint = firstBytes(running.stderr);
  let live = false;
  for await (const chunk of running.stdout) {
    for (const frame of framing.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))) {
      if (frame.kind === 'mark') {
        live = onMark(frame.words, host, source, buffer) || live;
        if (live) round.onLive();
      } else if (live) {
        // What comes before the first mark is a banner or a noisy profile.
        source.passed(frame.block, frame.bytes);
        buffer.lines(frame.block);
      }
    }
  }
  const status = await running.exit;
  const said = (await complaint).trim();
  if (said !== '') round.log(`${host}: ${source.label}: ${JSON.stringify(said)}`);
  if (live || round.signal.aborted) return status.kind === 'exited' ? `exit ${status.code}` : status.kind;
  if (status.kind === 'unknown') throw new OperationError('connection-lost', host, { address: connection.host.address });
  throw new OperationError('command-failed', host, {
    status: status.kind === 'exited' ? status.code : status.signal,
    detail: said.split('\n')[0] ?? '',
  });
}

/** Marks are looked for in every byte: by its first one, which logs hardly have, in a fifth of the time (measured). */
function newToken(): string {
  return `~${randomBytes(16).toString('hex')}`;
}

/** True when the follower has the log open. */
function onMark([kind = '', ...rest]: readonly string[], host: string, source: FollowedSource, buffer: LogBuffer): boolean {
  switch (kind) {
    case 'open': {
      const [id = '', offset = '0', why] = rest;
      source.opened(id, Number(offset));
      if (why === 'rotated') buffer.event({ kind: 'rotated' });
      if (why === 'gap' || why === 'truncated') buffer.event({ kind: 'gap' });
      if (why === 'start' || why === 'resume') buffer.event({ kind: 'state', state: 'live' });
      return true;
    }
    case 'gap':
      buffer.event({ kind: 'gap' });
      return true;
    case 'missing':
      throw new OperationError('log-not-found', host, { log: source.label });
    case 'unreadable':
      throw new OperationError('log-not-readable', host, { log: source.label });
    case 'tool':
      throw new OperationError('log-tool-missing', host, { log: source.label, tool: rest[0] ?? '' });
    default:
      throw new OperationError('protocol-error', host);
  }
}

/** The beginning of an error stream. The rest is read and forgotten, or the command would block on it. */
async function firstBytes(stream: AsyncIterable<Uint8Array>): Promise<string> {
  let text = Buffer.alloc(0);
  for await (const chunk of stream) if (text.length < 4096) text = Buffer.concat([text, chunk.subarray(0, 4096)]);
  return text.toString('utf8');
}
