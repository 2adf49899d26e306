/** The runs that a host keeps, newest first. */
import { OperationError } from '../errors.ts';
import { askHost } from '../host-shell.ts';
import { readJson } from '../json.ts';
import { snippet } from '../script.ts';
import type { Connection } from '../transport/transport.ts';
import { lostRun, type RunResult, readResult } from './run-events.ts';
import { runRoot } from './run-folder.ts';
import { type RunHead, readHead } from './run-head.ts';
import { isRunId } from './run-id.ts';

export type ListedRun = {
  readonly id: string;
  /** Undefined when it was written by another version. */
  readonly head: RunHead | undefined;
  readonly state: 'running' | 'not-understood' | RunResult;
};

const list = `
cd "$1/runs" 2> /dev/null || exit 0
ls -1 | grep -E '^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}$' | sort -r | head -n "$2" | while read -r id; do
  state=ended
  if [ ! -e "$id/result.json" ] && systemctl --quiet is-active "dhis2-hosting-run-$id.service"; then state=running; fi
  printf '%s %s %s %s\\n' "$id" "$state" "$(base64 -w 0 < "$id/head.json")" "$([ ! -e "$id/result.json" ] || base64 -w 0 < "$id/result.json")"
done
`;

export async function listRuns(connection: Connection, signal: AbortSignal, most = 50): Promise<readonly ListedRun[]> {
  const { code, out } = await askHost(connection, snippet('list', list, runRoot, String(most)).text, signal);
  if (code !== 0) throw new OperationError('run-not-understood', connection.host.name, { run: '*' });
  return out
    .toString('latin1')
    .split('\n')
    .flatMap((line) => {
      const [id = '', state, head = '', result = ''] = line.split(' ');
      return isRunId(id) ? [{ id, head: readHead(readJson(decode(head))), state: state === 'running' ? state : stateOf(result) }] : [];
    });
}

function stateOf(result: string): ListedRun['state'] {
  return result === '' ? lostRun : (readResult(decode(result)) ?? 'not-understood');
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
