/** Plans for a host of the lab and carries the plan out, step by step, each change and then its proof. */
import assert from 'node:assert/strict';
import { type HostingManifest, type Message, render } from '@dhis2-hosting/server/service';
import { askHost } from '../../client/src/operations/host-shell.ts';
import { factsFor, makePlan, type Plan, type PlannedStep, type StepWork } from '../../client/src/operations/plan.ts';
import { probeHost } from '../../client/src/operations/probe.ts';
import { all, run, type Script } from '../../client/src/operations/script.ts';
import type { Recipe, Target } from '../../client/src/operations/step.ts';
import type { Connection } from '../../client/src/operations/transport/transport.ts';

/** Packages take their time on a busy machine. */
const limit = (): AbortSignal => AbortSignal.timeout(300_000);

export type Applied = { readonly plan: Plan; readonly seconds: Readonly<Record<string, number>> };

export async function planFor(connection: Connection, recipe: Recipe, target: Target): Promise<ReturnType<typeof makePlan>> {
  return makePlan(recipe, target, await probeHost(connection, factsFor(recipe, target), limit()));
}

/** Fails at the first step whose facts are otherwise than planned, whose change fails, or whose proof does. */
export async function apply(connection: Connection, recipe: Recipe, target: Target): Promise<Applied> {
  const { plan, work } = await planFor(connection, recipe, target);
  const touched = new Set<string>();
  const seconds: Record<string, number> = {};
  for (const step of work) {
    const began = Date.now();
    await assertAsPlanned(connection, step, touched);
    for (const [what, script] of [
      ['change', step.change],
      ['verify', step.verify],
    ] as const) {
      await carryOut(connection, `${step.id}: ${what}`, step.id, script);
    }
    for (const id of step.touches) touched.add(id);
    seconds[step.id] = Math.round((Date.now() - began) / 100) / 10;
  }
  return { plan, seconds };
}

async function assertAsPlanned(connection: Connection, { id, facts }: StepWork, touched: ReadonlySet<string>): Promise<void> {
  const insisted = facts.filter(({ fact }) => !touched.has(fact.id));
  if (insisted.length === 0) return;
  const now = await probeHost(
    connection,
    insisted.map(({ fact }) => fact),
    limit(),
  );
  for (const { fact, digest } of insisted) assert.equal(now.digest(fact.id), digest, `${id}: ${fact.id} is otherwise than planned`);
}

export async function carryOut(connection: Connection, what: string, step: string, script: Script): Promise<string> {
  const kept = `/var/lib/dhis2-hosting/test/${step.replace(':', '-')}`;
  const { code, out } = await askHost(connection, `exec 2>&1; ${all(run('export', `DHIS2_HOSTING_KEPT=${kept}`), script).text}`, limit());
  assert.equal(code, 0, `${what} ended with ${code}\n${out.toString().slice(-4000)}`);
  return out.toString();
}

/** Steps that are not as they should be, and why. */
export function unsettled({ steps }: Plan): readonly string[] {
  return steps.flatMap((step) => (step.state === 'already-so' ? [] : [`${step.id}: ${step.state} ${whyOf(step)}`]));
}

function whyOf(step: PlannedStep): string {
  const words = (messages: readonly Message[]): string => messages.map((each) => render(each, 'en')).join(' ');
  switch (step.state) {
    case 'already-so':
      return '';
    case 'will-change':
      return step.changes.map((change) => (change.kind === 'words' ? words([change.message]) : JSON.stringify(change))).join(' ');
    case 'blocked':
      return words(step.problems.flatMap(({ why, todo }) => [why, todo]));
    case 'unknown':
      return step.unknown.map(({ fact, reason }) => `${fact} ${reason}`).join(', ');
  }
}

export function targetOf(manifest: HostingManifest, host: string): Target {
  return { manifest, host, now: Date.now() };
}
