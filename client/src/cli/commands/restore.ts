/** `dhis2-hosting restore`: which recipe is meant follows from what is to be restored. The plan is shown first, as by `apply`. */
import { planText } from '@dhis2-hosting/client/operations';
import type { ExitCode, ParsedArguments } from '@dhis2-hosting/server/cli';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { carryOutOnceSeen } from './apply.ts';
import { makePlan, planIn } from './plan.ts';

/** One alone says what is restored; `--use` goes with a set and with a moment. */
const kinds = ['set', 'dump', 'to'] as const;

export async function restore(session: Session): Promise<ExitCode> {
  const { args, io, locale } = session;
  const planned = await makePlan({ ...session, args: { ...args, values: new Map([...args.values, ['recipe', recipeOf(args)]]) } });
  io.stdout.write(planText(planIn(planned), locale));
  return carryOutOnceSeen(planned, session);
}

export function recipeOf({ values, switches }: Pick<ParsedArguments, 'values' | 'switches'>): string {
  const given = [...kinds.filter((name) => values.has(name)), ...(['scrubbed', 'use'] as const).filter((name) => switches.has(name))];
  const isOne = given.length < 2 || (given.length === 2 && ['set,scrubbed', 'set,use', 'to,use'].includes(given.join()));
  if (!isOne) throw new Refusal(message(texts.notTogether, { options: given.map((name) => `--${name}`).join(', ') }));
  if (switches.has('use') && switches.has('yes')) throw new Refusal(message(texts.notTogether, { options: '--use, --yes' }));
  if (switches.has('use')) return 'use-restored';
  if (switches.has('scrubbed')) return 'restore-scrubbed';
  if (values.has('dump')) return 'restore-dump';
  return values.has('to') ? 'bring-back' : 'restore';
}
