/** `dhis2-hosting backup`: a set now, made on the host. */
import { randomBytes } from 'node:crypto';
import { backUp, backupJobsOn, carryOut, newRunId, planHost, planText, runFiles } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { watch } from '../watch.ts';

export async function backup(session: Session): Promise<ExitCode> {
  const { manifest, host, args, locale, io, signal, transport, address, journal, log, owner, say, print } = session;
  const now = Date.now();
  const target = { manifest, host: host.name, now };
  const all = backupJobsOn(target);
  const names = [...new Set(all.map(({ instance }) => instance.name))];
  const name = args.values.get('instance') ?? (names.length === 1 ? names[0] : undefined);
  const jobs = all.filter(({ instance }) => instance.name === name);
  if (name === undefined || jobs.length === 0)
    throw new Refusal(message(texts.whichBackup, { host: host.name, instances: names.join(', ') || '-' }));
  const prepared = await planHost(await session.connect(), backUp(jobs), target, signal);
  const isPossible = prepared.plan.steps.length > 0 && prepared.plan.steps.every(({ state }) => state === 'will-change');
  if (!isPossible) {
    io.stdout.write(planText(prepared.plan, locale));
    return exitCodes.findings;
  }
  const files = runFiles({
    id: newRunId(now, randomBytes(4)),
    owner,
    reason: `dhis2-hosting backup --instance ${name}`,
    made: new Date(now).toISOString(),
    prepared,
    instances: [name],
  });
  print(say(texts.run, { run: files.id, host: host.name }));
  const reports = carryOut({ transport, host: address, files, signal, journal, log });
  return watch(reports, session, { run: files.id, titleOf: (id) => prepared.plan.steps.find((step) => step.id === id)?.title });
}
