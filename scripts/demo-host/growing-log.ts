/** A log file that is only in memory and grows by the clock. */
import { dayRecords, type LogRecord, printRecord, startRecords } from './log-records.ts';

export type GrowingLog = {
  /** All bytes written so far. */
  readonly bytes: () => Buffer;
  /** Called after each growth; the result takes the listener off. */
  readonly onGrowth: (listener: () => void) => () => void;
  readonly append: (record: LogRecord) => void;
  readonly stop: () => void;
};

const startSpacingMs = 700;

/** The log of an instance that has just started, with one more record every `everyMs`. */
export function createGrowingLog(everyMs: number): GrowingLog {
  const listeners = new Set<() => void>();
  const began = Date.now() - startRecords.length * startSpacingMs;
  let content = Buffer.from(startRecords.map((record, index) => printRecord(record, new Date(began + index * startSpacingMs))).join(''));
  let next = 0;

  const append = (record: LogRecord): void => {
    content = Buffer.concat([content, Buffer.from(printRecord(record, new Date()))]);
    for (const listener of listeners) listener();
  };
  const timer = setInterval(() => {
    const record = dayRecords[next % dayRecords.length];
    next += 1;
    if (record !== undefined) append(record);
  }, everyMs);

  return {
    bytes: () => content,
    onGrowth: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    append,
    stop: () => {
      clearInterval(timer);
      listeners.clear();
    },
  };
}
