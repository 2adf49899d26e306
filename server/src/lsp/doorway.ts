/** Where messages come in: holds them up in their order while what handles them is being loaded, and knows of pauses. */
import type { ConnectionOptions } from 'vscode-languageserver';

export type Doorway = {
  /** To make the connection with. */
  readonly options: ConnectionOptions;
  /** Since the last message came. */
  quietMs(): number;
  /** Whatever comes of `event`, the messages go on after it. */
  holdUntil(event: Promise<unknown>): void;
};

export function createDoorway(): Doorway {
  let held: Promise<void> | undefined;
  let last = Date.now();
  return {
    options: {
      messageStrategy: {
        handleMessage(message, next) {
          last = Date.now();
          return held === undefined ? next(message) : held.then(() => next(message));
        },
      },
    },
    quietMs: () => Date.now() - last,
    holdUntil(event) {
      const open = () => {
        held = undefined;
      };
      held = event.then(open, open);
    },
  };
}
