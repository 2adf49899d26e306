/** Lets so many in at a time, the others wait in order. */
export type Turnstile = {
  /** Resolves with the way out, to be called once; more calls do nothing. Rejects when the signal aborts first. */
  enter(signal: AbortSignal): Promise<() => void>;
};

export function createTurnstile(places: number): Turnstile {
  let free = places;
  const waiting: (() => void)[] = [];
  const wayOut = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = waiting.shift();
      if (next) next();
      else free++;
    };
  };
  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        if (free > 0) {
          free--;
          resolve(wayOut());
          return;
        }
        const admit = (): void => {
          signal.removeEventListener('abort', giveUp);
          resolve(wayOut());
        };
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(admit), 1);
          reject(signal.reason);
        };
        waiting.push(admit);
        signal.addEventListener('abort', giveUp, { once: true });
      }),
  };
}
