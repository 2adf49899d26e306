/** What a run reports, to its end. */
import type { RunResult } from '../../client/src/operations/run/run-events.ts';
import type { RunReport } from '../../client/src/operations/run/watch.ts';

export type Followed = { readonly reports: readonly RunReport[]; readonly result: RunResult | undefined };

/** `seen` can be looked at before the end. */
export async function followed(source: AsyncGenerator<RunReport, RunResult | undefined>, seen: RunReport[] = []): Promise<Followed> {
  for (let next = await source.next(); ; next = await source.next()) {
    if (next.done === true) return { reports: seen, result: next.value };
    seen.push(next.value);
  }
}

/** The lines that its steps printed. */
export const saidOf = (reports: readonly RunReport[]): readonly string[] =>
  reports.flatMap((report) => (report.kind === 'output' ? [report.text] : []));
