/** Starts a run on a host. Whatever becomes of the answer, starting it again with its id never makes a second one. */
import { message } from '@dhis2-hosting/server/service';
import { OperationError } from '../errors.ts';
import { askHost } from '../host-shell.ts';
import { readJson } from '../json.ts';
import type { Connection } from '../transport/transport.ts';
import { readHead } from './run-head.ts';
import type { RunFiles } from './run-request.ts';
import { startScript } from './start-script.ts';

/** `known`: it had been started before. */
export type Started = 'started' | 'known';

/** Throws OperationError, with the code `host-busy` when another run has the lock. The connection is one of root. */
export async function startRun(connection: Connection, files: RunFiles, signal: AbortSignal): Promise<Started> {
  const host = connection.host.name;
  const { code, out } = await askHost(connection, startScript(files), signal);
  const said = out.toString('utf8').trim();
  const [word = '', ...rest] = said.slice(said.lastIndexOf('\n') + 1).split(' ');
  const detail = rest.join(' ').slice(0, 8192);
  switch (word) {
    case 'started':
    case 'known':
      return word;
    case 'busy': {
      const holder = readHead(readJson(detail));
      const { owner = '?', made = '?', id = '?' } = holder ?? {};
      throw new OperationError('host-busy', host, {
        owner,
        work: holder === undefined ? '?' : message(holder.title),
        since: made,
        run: id,
      });
    }
    case 'missing':
      throw new OperationError('run-tool-missing', host, { tool: detail });
    default:
      throw new OperationError('run-not-started', host, { detail: word === 'failed' ? detail.slice(0, 300) : `exit ${code}` });
  }
}
