/** Asks a run to stop between two steps. The one it is at is finished: nothing is left half-way. */
import { OperationError } from '../errors.ts';
import { askHost } from '../host-shell.ts';
import { snippet } from '../script.ts';
import type { Connection } from '../transport/transport.ts';
import { runRoot } from './run-folder.ts';

const cancel = '[ -d "$1" ] || exit 1; [ -e "$1/result.json" ] || : > "$1/cancel"';

export async function cancelRun(connection: Connection, run: string, signal: AbortSignal): Promise<void> {
  const { code } = await askHost(connection, snippet('cancel', cancel, `${runRoot}/runs/${run}`).text, signal);
  if (code !== 0) throw new OperationError('run-not-found', connection.host.name, { run });
}
