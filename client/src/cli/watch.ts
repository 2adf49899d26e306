/** Prints what happens in a run until it ends, or until the person has seen enough. What its plan could not do is no success. */
import { type Plan, type RunReport, type RunResult, reportText, resultMessage, stepsLeft } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { render, type Text } from '@dhis2-hosting/server/service';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

export type Watched = {
  readonly run: string;
  /** Absent for a run that was found on the host. */
  readonly plan?: Plan;
};

export async function watch(
  reports: AsyncGenerator<RunReport, RunResult | undefined>,
  { print, tell, say, locale, host }: Session,
  { run, plan }: Watched,
): Promise<ExitCode> {
  const titleOf = (id: string): Text | undefined => plan?.steps.find((step) => step.id === id)?.title;
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
    print(render(resultMessage(next.value, plan), locale));
    const isFine = next.value.outcome === 'done' || next.value.outcome === 'nothing-to-do';
    return isFine && (plan === undefined || stepsLeft(plan).length === 0) ? exitCodes.fine : exitCodes.findings;
  }
}
