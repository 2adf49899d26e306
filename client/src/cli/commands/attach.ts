/** `dhis2-hosting attach`: follows a run that is there, or asks it to stop. */
import { cancelRun, isRunId, listRuns, OperationError, watchRun } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { watch } from '../watch.ts';

export async function attach(session: Session): Promise<ExitCode> {
  const { args, transport, address, signal, log, connect, say, print, host } = session;
  const run = await runOf(session);
  print(say(texts.run, { run, host: host.name }));
  if (args.switches.has('cancel')) {
    await cancelRun(await connect(), run, signal);
    print(say(texts.asked));
    return exitCodes.fine;
  }
  return watch(watchRun({ transport, host: address, run, signal, log }), session, { run });
}

async function runOf({ args, connect, signal, host }: Session): Promise<string> {
  const named = args.values.get('run');
  if (named !== undefined) {
    // It becomes part of a path on the host.
    if (!isRunId(named)) throw new OperationError('run-not-found', host.name, { run: named });
    return named;
  }
  const listed = await listRuns(await connect(), signal);
  const run = listed.find(({ state }) => state === 'running') ?? listed[0];
  if (run === undefined) throw new Refusal(message(texts.noRuns, { host: host.name }));
  return run.id;
}
