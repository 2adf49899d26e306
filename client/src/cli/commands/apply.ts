/** `dhis2-hosting apply`: plans, shows, asks, and carries out. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  carryOut,
  comparePlans,
  filesToSend,
  isOperationError,
  isSettled,
  newRunId,
  type Plan,
  type PlanDifference,
  planText,
  type RunFiles,
  readPlan,
  runFiles,
  type Secret,
  secretsToGive,
  undoFiles,
} from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import { secretsFor } from '../secrets.ts';
import { localFiles, send } from '../send.ts';
import type { Session } from '../session.ts';
import { differenceTexts, texts } from '../texts.ts';
import { codeOf } from '../wanted.ts';
import { watch } from '../watch.ts';
import { makePlan, type Planned, planIn } from './plan.ts';

export async function apply(session: Session): Promise<ExitCode> {
  const { args, locale, io, say, tell } = session;
  const saved = args.values.get('plan');
  if (args.switches.has('yes') && saved === undefined) throw new Refusal(message(texts.yesWithoutPlan));
  const before = saved === undefined ? undefined : await readSaved(path.resolve(io.cwd, saved), saved);
  const planned = await makePlan(session);
  const plan = planIn(planned);
  io.stdout.write(planText(plan, locale));
  const differences = before === undefined ? [] : comparePlans(before, plan);
  if (differences.length > 0) {
    tell(say(texts.differs));
    for (const difference of differences) tell(differenceLine(difference, session));
    tell(say(texts.lookAgain));
    return exitCodes.cannotRun;
  }
  return carryOutOnceSeen(planned, session);
}

/** What was shown, after whoever saw it agreed. */
export async function carryOutOnceSeen(planned: Planned, session: Session): Promise<ExitCode> {
  const plan = planIn(planned);
  if (!plan.steps.some(({ state }) => state === 'will-change')) {
    return isSettled(plan) ? exitCodes.fine : exitCodes.findings;
  }
  const files = await localFiles(filesToSend(plan), session);
  await confirm(session, planned.kind === 'apply' ? planned.typed : undefined);
  for (const file of files) await send(file, session);
  return carryOutPlan(planned, plan, session, await secretsFor(secretsToGive(plan), session));
}

async function readSaved(file: string, name: string): Promise<Parameters<typeof comparePlans>[0]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Refusal(message(texts.noPlan, { path: name, code: codeOf(error) }));
  });
  const plan = readPlan(text);
  if (plan === undefined) throw new Refusal(message(texts.noPlan, { path: name, code: '-' }));
  return plan;
}

function differenceLine({ step, kind, facts }: PlanDifference, { say }: Session): string {
  return say(texts.difference, { step, what: message(differenceTexts[kind], { facts: facts.join(', ') }) });
}

/** What takes something away asks for its name, which no hand types by habit; `--yes` does not stand for that. */
export async function confirm({ args, terminal, say, host, signal }: Session, typed?: string): Promise<void> {
  const name = args.values.get('confirm');
  if (typed !== undefined) {
    if (name === undefined && !terminal.isThere) throw new Refusal(message(texts.noName, { name: typed }));
    const answer = name ?? (await terminal.ask(say(texts.typeName, { name: typed, host: host.name }), { signal }));
    if (answer?.trim() !== typed) throw new Refusal(message(texts.otherName, { name: typed }));
    if (name === undefined) return;
  }
  if (args.switches.has('yes')) return;
  if (!terminal.isThere) throw new Refusal(message(texts.noTerminal));
  if (!(await terminal.agrees(say(texts.question, { host: host.name }), signal))) throw new Refusal(message(texts.notConfirmed));
}

export async function carryOutPlan(
  planned: Planned,
  plan: Plan,
  session: Session,
  secrets: ReadonlyMap<string, Secret> = new Map(),
): Promise<ExitCode> {
  const { transport, address, signal, journal, log, say, print, tell, host } = session;
  const files = filesOf(planned, secrets, session);
  print(say(texts.run, { run: files.id, host: host.name }));
  let isStarted = false;
  const onStarted = (): void => {
    isStarted = true;
  };
  const reports = carryOut({ transport, host: address, files, signal, journal, log, onStarted });
  try {
    return await watch(reports, session, { run: files.id, plan });
  } catch (error) {
    if (isStarted || !isOperationError(error) || error.code !== 'cancelled') throw error;
    tell(say(texts.perhaps, { host: host.name }));
    return exitCodes.findings;
  }
}

function filesOf(planned: Planned, secrets: ReadonlyMap<string, Secret>, { args, owner }: Session): RunFiles {
  const now = Date.now();
  const request = {
    id: newRunId(now, randomBytes(4)),
    owner,
    reason: args.values.get('reason') ?? `dhis2-hosting ${planIn(planned).recipe.startsWith('playbook') ? 'playbook' : 'apply'}`,
    made: new Date(now).toISOString(),
  };
  return planned.kind === 'apply' ? runFiles({ ...request, prepared: planned.prepared, secrets }) : undoFiles(planned.undo, request);
}
