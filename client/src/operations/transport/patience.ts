/** How long silence is borne while a connection is being made. It rests while a person is being asked. */
export type Patience = {
  /** Something was heard: start over. */
  renew(): void;
  /** Runs the question with the clock stopped. */
  resting<T>(question: () => Promise<T>): Promise<T>;
  end(): void;
};

export function createPatience(milliseconds: number, onRunOut: () => void): Patience {
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  let questions = 0;
  const stop = (): void => clearTimeout(timer);
  const renew = (): void => {
    stop();
    if (!over && questions === 0) timer = setTimeout(onRunOut, milliseconds);
  };
  renew();
  return {
    renew,
    resting: async (question) => {
      questions++;
      stop();
      try {
        return await question();
      } finally {
        questions--;
        renew();
      }
    },
    end: () => {
      over = true;
      stop();
    },
  };
}
