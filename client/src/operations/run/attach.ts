/** Follows a run that lives on a host, from any of its events on, over broken links: each event once, then its result. */
import { randomBytes } from 'node:crypto';
import { shellScript } from '../command.ts';
import { isOperationError, mayPass, OperationError } from '../errors.ts';
import { firstBytes, firstLine, statusText } from '../host-shell.ts';
import { backOff, type Delay, delay } from '../logs/back-off.ts';
import type { Connection, HostAddress, Transport } from '../transport/transport.ts';
import { attachScript } from './attach-script.ts';
import { lostRun, type RunEvent, type RunResult, readEvent, readResult } from './run-events.ts';
import { runRoot, runUnit } from './run-folder.ts';

export type FollowOptions = {
  /** Its commands run as root. */
  readonly transport: Transport;
  readonly host: HostAddress;
  /** Id of the run. */
  readonly run: string;
  /** Ends the watching, never the run. */
  readonly signal: AbortSignal;
  /** The last event that is known already. */
  readonly after?: number;
  /** The run was started from here, so the host is worth waiting for from the beginning. */
  readonly patient?: boolean;
  readonly log?: (line: string) => void;
  readonly delay?: Delay;
  readonly random?: () => number;
};

/** What becomes of the link; the run goes on meanwhile. */
export type LinkEvent = { readonly kind: 'link' } & (
  | { readonly state: 'live' }
  | { readonly state: 'reconnecting'; readonly detail: string; readonly retryIn: number }
);

/**
 * Returns the result, or undefined when the signal ended the watching. Throws OperationError when the run cannot be
 * followed: at once when the first attempt fails, later only for what waiting does not cure.
 */
export async function* followRun(options: FollowOptions): AsyncGenerator<RunEvent | LinkEvent, RunResult | undefined, undefined> {
  const { transport, host, signal, log = () => undefined, random = Math.random, delay: wait = delay } = options;
  let after = options.after ?? 0;
  let attempt = 0;
  let mayWait = options.patient ?? false;
  while (!signal.aborted) {
    let detail: string;
    try {
      const connection = await transport.connect(host, signal);
      const round = followOnce(connection, options.run, after, signal);
      let next: IteratorResult<RunEvent | LinkEvent, RoundEnd>;
      try {
        for (next = await round.next(); next.done !== true; next = await round.next()) {
          attempt = 0;
          mayWait = true;
          if (next.value.kind !== 'link') after = next.value.seq;
          yield next.value;
        }
      } finally {
        // Whoever stops reading us stops reading the host.
        await round.return({ kind: 'cut', detail: 'left' });
      }
      if (next.value.kind === 'over') return next.value.result;
      detail = next.value.detail;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!mayWait || !mayPass(error)) throw error;
      detail = isOperationError(error) ? error.code : String(error);
    }
    if (signal.aborted) return undefined;
    const retryIn = backOff(attempt++, random);
    log(`${host.name}: run ${options.run}: ${detail}; next attempt in ${retryIn} ms`);
    yield { kind: 'link', state: 'reconnecting', detail, retryIn };
    await wait(retryIn, signal);
  }
  return undefined;
}

type RoundEnd = { readonly kind: 'over'; readonly result: RunResult } | { readonly kind: 'cut'; readonly detail: string };

/** One follower on the host, until it ends or the link does. */
async function* followOnce(
  connection: Connection,
  run: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent | LinkEvent, RoundEnd, undefined> {
  const host = connection.host.name;
  const token = randomBytes(16).toString('hex');
  const args = [token, `${runRoot}/runs/${run}`, runUnit(run), String(after + 1)];
  const running = await connection.exec(shellScript(attachScript, 'dhis2-hosting', args), { signal, keepStdinOpen: true });
  const complaint = firstBytes(running.stderr, 4096);
  const notUnderstood = (): OperationError => new OperationError('run-not-understood', host, { run });
  let isOpen = false;
  let last = after;
  for await (const line of linesOf(running.stdout, notUnderstood)) {
    const mark = line.startsWith(`${token} `) ? line.slice(token.length + 1) : undefined;
    if (mark === 'unknown') throw new OperationError('run-not-found', host, { run });
    if (mark === 'open') {
      isOpen = true;
      yield { kind: 'link', state: 'live' };
    } else if (mark?.startsWith('over') === true) {
      running.input.end();
      const result = mark.trim() === 'over' ? lostRun : readResult(mark.slice('over '.length));
      if (result === undefined) throw notUnderstood();
      return { kind: 'over', result };
    } else if (isOpen) {
      const event = readEvent(line);
      if (event === undefined || event.seq !== last + 1) throw notUnderstood();
      last = event.seq;
      yield event;
    }
  }
  const [status, said] = await Promise.all([running.exit, complaint]);
  if (isOpen || status.kind === 'unknown') return { kind: 'cut', detail: status.kind };
  throw new OperationError('command-failed', host, { status: statusText(status), detail: firstLine(said) });
}

/** An event is at most some 24 KiB: 4000 bytes, each of them escaped. */
const longestLine = 256 * 1024;

/** Whole lines; the beginning of one that the link cut is nothing, and will come again. */
async function* linesOf(stream: AsyncIterable<Uint8Array>, tooLong: () => Error): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of stream) {
    let from = 0;
    const bytes = Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield bytes.toString('utf8', from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestLine) throw tooLong();
  }
}
