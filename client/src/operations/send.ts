/** A file goes to a host over however many connections that takes: each goes on where the one before broke. */
import { mayPass } from './errors.ts';
import { backOff, delay } from './logs/back-off.ts';
import type { HostAddress, Transport } from './transport/transport.ts';
import { type Upload, uploadFile } from './upload.ts';

export type Sending = Upload & { readonly transport: Transport; readonly host: HostAddress; readonly log?: (line: string) => void };

/** Connections that bring nothing new before it is given up. */
const mostTries = 10;

/** Throws OperationError as `uploadFile` does; a link that breaks is told only when it does so again and again. */
export async function sendFile({ transport, host, log = () => undefined, ...upload }: Sending): Promise<void> {
  const { signal, progress } = upload;
  let most = 0;
  for (let attempt = 0; ; attempt++) {
    const before = most;
    try {
      const onward = (sent: number, size: number): void => {
        most = Math.max(most, sent);
        progress?.(sent, size);
      };
      await uploadFile(await transport.connect(host, signal), { ...upload, progress: onward });
      return;
    } catch (error) {
      if (most > before) attempt = 0;
      // A first connection that fails has sent nothing, and is for the person to judge.
      if (signal.aborted || !mayPass(error) || (most === 0 && attempt === 0) || attempt >= mostTries) throw error;
      const retryIn = backOff(attempt, Math.random);
      log(`${host.name}: sending: ${String(error)}; again in ${retryIn} ms`);
      await delay(retryIn, signal);
    }
  }
}
