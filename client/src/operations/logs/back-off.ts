/** How long to wait before the next attempt: 1 s, doubling to 30 s, and up to a fifth more so that windows do not all come back at once. */

export type Delay = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export function backOff(attempt: number, random: () => number): number {
  const base = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 10));
  return Math.round(base * (1 + random() / 5));
}

/** Resolves early when the signal aborts. */
export const delay: Delay = (milliseconds, signal) =>
  new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
  });
