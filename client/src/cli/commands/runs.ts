/** `dhis2-hosting runs`: who did what on a host. */
import { type ListedRun, listRuns, printable } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { message } from '@dhis2-hosting/server/service';
import type { Session } from '../session.ts';
import { stateTexts, texts } from '../texts.ts';

export async function runs(session: Session): Promise<ExitCode> {
  const { args, connect, signal, print, say, host } = session;
  const listed = await listRuns(await connect(), signal);
  if (args.values.get('format') === 'json') {
    print(
      JSON.stringify(
        listed.map(({ id, head, state }) => ({ id, head: head ?? null, state })),
        null,
        2,
      ),
    );
  } else if (listed.length === 0) print(say(texts.noRuns, { host: host.name }));
  else for (const one of listed) for (const line of linesOf(one, session)) print(line);
  return exitCodes.fine;
}

function linesOf({ id, head, state }: ListedRun, { say }: Session): readonly string[] {
  const title = message(head?.title ?? texts.otherVersion);
  const owner = printable(head?.owner ?? '?');
  const line = say(texts.runLine, { id, state: message(stateTexts[typeof state === 'string' ? state : state.outcome]), title, owner });
  return head === undefined || head.reason === '' ? [line] : [line, say(texts.runReason, { reason: printable(head.reason) })];
}
