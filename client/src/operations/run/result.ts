/** How a run ended, from the file that it wrote; never from an exit code. */
import { OperationError } from '../errors.ts';
import { askHost } from '../host-shell.ts';
import { snippet } from '../script.ts';
import type { Connection } from '../transport/transport.ts';
import { lostRun, type RunResult, readResult } from './run-events.ts';
import { runRoot, runUnit } from './run-folder.ts';

/** `result` is looked for again after the unit, because the run may end in between. */
const look = `
folder=$1/runs/$2
[ -d "$folder" ] || { echo unknown; exit 0; }
if [ ! -e "$folder/result.json" ] && systemctl --quiet is-active "$3"; then echo running; exit 0; fi
if [ -e "$folder/result.json" ]; then cat "$folder/result.json"; else echo lost; fi
`;

/** `running`: it has not ended. Undefined: the host knows no such run. */
export async function resultOf(connection: Connection, run: string, signal: AbortSignal): Promise<RunResult | 'running' | undefined> {
  const { code, out } = await askHost(connection, snippet('result', look, runRoot, run, runUnit(run)).text, signal);
  const said = out.toString('utf8').trim();
  if (code === 0 && said === 'unknown') return undefined;
  if (code === 0 && said === 'running') return said;
  const result = code === 0 && said === 'lost' ? lostRun : readResult(said);
  if (result === undefined) throw new OperationError('run-not-understood', connection.host.name, { run });
  return result;
}
