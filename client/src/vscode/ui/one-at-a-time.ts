/** Runs tasks in turn, so that two questions never stand on the screen together. */
export type Turn = <T>(task: () => Promise<T>) => Promise<T>;

export function createTurns(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task);
    last = mine.catch(() => undefined);
    return mine;
  };
}
