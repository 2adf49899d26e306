/** `dhis2-hosting backup` and `restore-test`: what changes nothing of an instance is done without being asked for a yes. */
import { randomBytes } from 'node:crypto';
import { carryOut, newRunId, planHost, planText, recipes, runFiles } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { instanceFor } from '../wanted.ts';
import { watch } from '../watch.ts';

export function atOnce(id: 'back-up' | 'test-restore'): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { manifest, host, args, locale, io, signal, transport, address, journal, log, owner, say, print } = session;
    const recipe = recipes.find((each) => each.id === id);
    if (recipe === undefined) throw new Error(`There is no recipe ${id}.`);
    const now = Date.now();
    const instance = instanceFor(session, recipe, args.values.get('instance'));
    const target = { manifest, host: host.name, now, ...(instance === undefined ? {} : { instance }) };
    const prepared = await planHost(await session.connect(), recipe, target, signal);
    const { steps } = prepared.plan;
    if (steps.length === 0) print(say(texts.noBackupOf, { instance: instance ?? '-' }));
    if (steps.length === 0 || !steps.every(({ state }) => state === 'will-change')) {
      if (steps.length > 0) io.stdout.write(planText(prepared.plan, locale));
      return exitCodes.findings;
    }
    const made = new Date(now).toISOString();
    const files = runFiles({ id: newRunId(now, randomBytes(4)), owner, reason: `dhis2-hosting ${id}`, made, prepared });
    print(say(texts.run, { run: files.id, host: host.name }));
    const reports = carryOut({ transport, host: address, files, signal, journal, log });
    return watch(reports, session, { run: files.id, plan: prepared.plan });
  };
}
