/** The proof that a host can still be entered: a new connection with rights of root, and only that disarms the guard. */
import { askHost } from '../host-shell.ts';
import { type Delay, delay } from '../logs/back-off.ts';
import { snippet } from '../script.ts';
import type { HostAddress, Transport } from '../transport/transport.ts';
import type { RunEvent } from './run-events.ts';
import { runRoot } from './run-folder.ts';

/** Far enough apart for a firewall that counts new connections (`ufw limit`: six in thirty seconds). */
const pause = 8000;

const confirm = `
folder=$1/runs/$2/steps/$3
[ "$(cat "$folder/nonce")" = "$4" ] || exit 1
exec 9>> "$folder/guard-lock"
flock 9
[ ! -e "$folder/guard-ended" ] || { echo late; exit 0; }
: > "$folder/confirmed"
echo confirmed
`;

export type ConfirmOptions = {
  /** Its commands run as root. */
  readonly transport: Transport;
  readonly host: HostAddress;
  readonly run: string;
  readonly wanted: Extract<RunEvent, { readonly kind: 'confirm' }>;
  readonly signal: AbortSignal;
  readonly log?: (line: string) => void;
  readonly delay?: Delay;
};

/** Tries until it is confirmed, too late, or the signal aborts; what did not work goes to the log. Never throws. */
export async function confirmStep(options: ConfirmOptions): Promise<void> {
  const { host, run, wanted, log = () => undefined, delay: wait = delay } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(wanted.seconds * 1000)]);
  while (!signal.aborted) {
    try {
      const said = await confirmOnce(options, signal);
      log(`${host.name}: run ${run}: ${wanted.step} by a new connection: ${said}`);
      return;
    } catch (error) {
      log(`${host.name}: run ${run}: ${wanted.step} by a new connection: ${error instanceof Error ? error.message : String(error)}`);
    }
    await wait(pause, signal);
  }
}

async function confirmOnce({ transport, host, run, wanted }: ConfirmOptions, signal: AbortSignal): Promise<string> {
  const connection = await transport.connectAnew(host, signal);
  try {
    const { code, out } = await askHost(connection, snippet('confirm', confirm, runRoot, run, wanted.place, wanted.nonce).text, signal);
    if (code !== 0) throw new Error(`exit ${code}`);
    return out.toString('utf8').trim();
  } finally {
    await connection.close();
  }
}
