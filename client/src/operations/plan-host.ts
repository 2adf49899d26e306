/** Asks a host for all that a recipe has to know, and makes a plan of it. */
import { factsFor, makePlan, type Prepared } from './plan.ts';
import { probeHost } from './probe.ts';
import type { Recipe, Target } from './step.ts';
import type { Connection } from './transport/transport.ts';

/** The connection is one of root. Changes nothing. */
export async function planHost(connection: Connection, recipe: Recipe, target: Target, signal: AbortSignal): Promise<Prepared> {
  return makePlan(recipe, target, await probeHost(connection, factsFor(recipe, target), signal));
}
