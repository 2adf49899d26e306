/** Holds up questions until a message has come, but not for ever. */
export type Gate = { open(): void; opened(): Promise<void> | undefined };

/** A client that sends nothing after all must not keep its user without findings. */
const patienceMs = 2000;

export function createGate(): Gate {
  let isOpen = false;
  let letGo = () => {};
  const waiting = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    isOpen = true;
    clearTimeout(timer);
    letGo();
  };
  return {
    open,
    opened() {
      if (isOpen) return undefined;
      timer ??= setTimeout(open, patienceMs);
      return waiting;
    },
  };
}
