/** A plan that was confirmed becomes a run, and the run is watched to its end. */
import { isOperationError, mayPass } from '../errors.ts';
import type { Journal, JournalEntry } from '../journal.ts';
import { backOff, delay } from '../logs/back-off.ts';
import type { FollowOptions } from './attach.ts';
import type { RunResult } from './run-events.ts';
import type { RunFiles } from './run-request.ts';
import { startRun } from './start.ts';
import { type RunReport, watchRun } from './watch.ts';

export type CarryOutOptions = Omit<FollowOptions, 'run' | 'after' | 'patient'> & {
  readonly files: RunFiles;
  /** At home; what cannot be written there is told in the log. */
  readonly journal?: Journal;
  /** The run has begun, or had begun before: from now on it goes on without us. */
  readonly onStarted?: () => void;
};

/**
 * As `followRun`. A start whose answer was lost is asked for again under the same id, so there is one run or none. When
 * the signal aborts before the start is known to have worked, OperationError `cancelled` is thrown; the run may be there.
 */
export async function* carryOut(options: CarryOutOptions): AsyncGenerator<RunReport, RunResult | undefined, undefined> {
  const { transport, host, files, signal, log = () => undefined, random = Math.random, delay: wait = delay } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      await startRun(await transport.connect(host, signal), files, signal);
      break;
    } catch (error) {
      // A first connection that fails has started nothing, and is for the person to judge.
      if (signal.aborted || !mayPass(error) || (attempt === 0 && !isLost(error))) throw error;
      const retryIn = backOff(attempt, random);
      log(`${host.name}: run ${files.id}: start: ${String(error)}; again in ${retryIn} ms`);
      yield { kind: 'link', state: 'reconnecting', detail: isOperationError(error) ? error.code : '', retryIn };
      await wait(retryIn, signal);
    }
  }
  options.onStarted?.();
  await note(options, { at: now(), kind: 'started', head: files.head });
  const result = yield* watchRun({ ...options, run: files.id, patient: true });
  if (result !== undefined) await note(options, { at: now(), kind: 'ended', id: files.id, host: host.name, outcome: result.outcome });
  return result;
}

async function note({ journal, log = () => undefined }: CarryOutOptions, entry: JournalEntry): Promise<void> {
  await journal?.append(entry).catch((error: unknown) => log(`journal: ${String(error)}`));
}

const now = (): string => new Date().toISOString();

function isLost(error: unknown): boolean {
  return isOperationError(error) && error.code === 'connection-lost';
}
