/** `dhis2-hosting playbook`: a playbook on its control host, tried first, then on one host, then on the rest. */
import { type PlaybookMode, type Prepared, planHost, planText, playbookRecipe, readPlaybookSpec } from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { carryOutPlan, confirm } from './apply.ts';

export async function playbook(session: Session): Promise<ExitCode> {
  const { args, locale, io, say, tell } = session;
  const value = (name: string) => args.values.get(name);
  const given = {
    folder: value('folder'),
    playbook: value('playbook'),
    inventory: value('inventory'),
    user: value('user'),
    first: value('first'),
  };
  const spec = readPlaybookSpec(given);
  if (spec === undefined) throw new Refusal(message(texts.whichPlaybook));
  const connection = await session.connect();
  const prepare = (mode: PlaybookMode): Promise<Prepared> => {
    const target = { manifest: session.manifest, host: session.host.name, now: Date.now() };
    return planHost(connection, playbookRecipe(spec, mode), target, session.signal);
  };
  const run = async (prepared: Prepared) => carryOutPlan({ kind: 'apply', prepared }, prepared.plan, session);
  const shown = await prepare('apply');
  io.stdout.write(planText(shown.plan, locale));
  if (!shown.plan.steps.some(({ state }) => state === 'will-change')) return exitCodes.findings;
  const tried = await run(await prepare('check'));
  if (tried !== exitCodes.fine) tell(say(texts.tryFailed));
  if (tried !== exitCodes.fine || args.switches.has('check')) return tried;
  if (!args.switches.has('yes')) await confirm(session);
  return run(shown);
}
