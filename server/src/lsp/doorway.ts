/** Holds messages up in their order while what handles them is being loaded. */
import type { ConnectionOptions } from 'vscode-languageserver';

export type Doorway = {
  /** To make the connection with. */
  readonly options: ConnectionOptions;
  /** Whatever comes of `event`, the messages go on after it. */
  holdUntil(event: Promise<unknown>): void;
};

export function createDoorway(): Doorway {
  let held: Promise<void> | undefined;
  return {
    options: {
      messageStrategy: { handleMessage: (message, next) => (held === undefined ? next(message) : held.then(() => next(message))) },
    },
    holdUntil(event) {
      const open = () => {
        held = undefined;
      };
      held = event.then(open, open);
    },
  };
}
