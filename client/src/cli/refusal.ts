/** Ends a command with a message: it cannot be carried out as it was asked for. */
import type { Message } from '@dhis2-hosting/server/service';

export class Refusal extends Error {
  readonly said: Message;

  constructor(said: Message) {
    super('refused');
    this.said = said;
  }
}
