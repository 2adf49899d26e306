/** What ssh2 tells of one client, as the four things a login and a connection have to know. */
import type { Client } from 'ssh2';
import { isPassing, messageOf } from './ssh-failure.ts';

type ClientWatcher = {
  isOpen(): boolean;
  /** Logged in. */
  ready(): void;
  /** The server wants a new password before anything else. */
  expired(): void;
  /** It broke before it was open. Undefined: the server closed it without a word. */
  failed(error: unknown): void;
  /** It ended after it was open. */
  ended(detail: string): void;
  log(line: string): void;
};

export function watchClient(client: Client, { isOpen, ready, expired, failed, ended, log }: ClientWatcher): void {
  let lastError: unknown;
  const stopped = (): void => {
    if (isOpen()) ended(lastError === undefined ? 'closed by the server' : messageOf(lastError));
    else failed(lastError);
  };
  client.on('error', (error: unknown) => {
    log(`ssh: ${messageOf(error)}`);
    if (isPassing(error)) return;
    lastError = error;
    stopped();
  });
  client.on('close', stopped);
  client.on('banner', (text) => log(`banner: ${JSON.stringify(text)}`));
  client.on('change password', expired);
  client.on('ready', ready);
}
