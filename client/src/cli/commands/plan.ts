/** `dhis2-hosting plan`: what would change, and nothing changes. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  askRelated,
  isSettled,
  judgeDump,
  type Plan,
  type Prepared,
  planHost,
  planText,
  planUndo,
  recipes,
  savePlan,
  type UndoPlan,
} from '@dhis2-hosting/client/operations';
import { type ExitCode, exitCodes } from '@dhis2-hosting/server/cli';
import { message } from '@dhis2-hosting/server/service';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { codeOf, dumpFor, instanceFor, momentFor } from '../wanted.ts';

export async function plan(session: Session): Promise<ExitCode> {
  const { args, locale, io } = session;
  const made = planIn(await makePlan(session));
  io.stdout.write(args.values.get('format') === 'json' ? savePlan(made) : planText(made, locale));
  const file = args.values.get('save');
  if (file !== undefined) await save(made, file, session);
  return isSettled(made) ? exitCodes.fine : exitCodes.findings;
}

export type Planned =
  | {
      readonly kind: 'apply';
      readonly prepared: Prepared /** The name to be typed before it is done. */;
      readonly typed?: string | undefined;
    }
  | { readonly kind: 'undo'; readonly undo: UndoPlan };

export function planIn(planned: Planned): Plan {
  return planned.kind === 'apply' ? planned.prepared.plan : planned.undo.plan;
}

/** As `--recipe` or `--undo` asks for. */
export async function makePlan(session: Session): Promise<Planned> {
  const { args, manifest, host, signal, connect, connectTo, say, tell } = session;
  const recipe = recipes.find(({ id }) => id === args.values.get('recipe'));
  if (recipe === undefined) throw new Error('The choices of --recipe are not those of the operations.');
  const instance = args.switches.has('undo') ? undefined : instanceFor(session, recipe, args.values.get('instance'));
  const moment = momentFor(recipe, args.values.get('to'));
  const path = args.switches.has('undo') ? undefined : dumpFor(recipe, args.values.get('dump'));
  const connection = await connect();
  if (args.switches.has('undo')) {
    const undo = await planUndo(connection, Date.now(), signal);
    if (undo === undefined) throw new Refusal(message(texts.nothingToUndo, { host: host.name }));
    return { kind: 'undo', undo };
  }
  const told = await askRelated(manifest, host.name, connectTo, signal);
  const set = args.values.get('set');
  if (path !== undefined) tell(say(texts.reading, { path }));
  const dump = path === undefined ? undefined : { path, verdict: await judgeDump(connection, path, signal) };
  const target = {
    ...{ manifest, host: host.name, now: Date.now(), told },
    ...(instance === undefined ? {} : { instance }),
    ...(set === undefined ? {} : { set }),
    ...(moment === undefined ? {} : { moment }),
    ...(dump === undefined ? {} : { dump }),
  };
  return { kind: 'apply', prepared: await planHost(connection, recipe, target, signal), typed: recipe.typed ? instance : undefined };
}

/** Differences of files may tell more of a host than others need to know. */
async function save(made: Plan, file: string, { io, tell, say }: Session): Promise<void> {
  try {
    await writeFile(path.resolve(io.cwd, file), savePlan(made), { mode: 0o600 });
  } catch (error) {
    throw new Refusal(message(texts.notSaved, { path: file, code: codeOf(error) }));
  }
  tell(say(texts.saved, { path: file }));
}
