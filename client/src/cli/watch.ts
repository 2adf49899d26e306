/** Prints what happens in a run until it ends, or until the person has seen enough. */
import { type RunReport, type RunResult, reportText, resultMessage } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { render, type Text } from '@dhis2-hosting/server/service';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export type Watched = { readonly run: string; readonly titleOf: (step: string) => Text | undefined };

export async function watch(
  reports: AsyncGenerator<RunReport, RunResult | undefined>,
  { print, tell, say, locale, host }: Session,
  { run, titleOf }: Watched,
): Promise<ExitCode> {
  for (let next = await reports.next(); ; next = await reports.next()) {
    if (next.done !== true) {
      const line = reportText(next.value, locale, titleOf);
      if (line !== undefined) print(line);
      continue;
    }
    if (next.value === undefined) {
      tell(say(texts.left, { host: host.name, run }));
      return exitCodes.findings;
    }
    print(render(resultMessage(next.value), locale));
    return next.value.outcome === 'done' || next.value.outcome === 'nothing-to-do' ? exitCodes.fine : exitCodes.findings;
  }
}
