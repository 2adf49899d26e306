/** One step made of several others: what they need, and what each of them plans. */
import type { Fact } from '../../fact.ts';
import type { Step, StepPlan, Target } from '../../step.ts';

type Facts = { readonly [name: string]: Fact<unknown> };

/** Of several steps, each name with the step's in front. */
export function factsOf(steps: readonly Step[], target: Target): Facts {
  return Object.fromEntries(
    steps.flatMap((step) => Object.entries(step.needs(target)).map(([name, fact]) => [`${step.id} ${name}`, fact])),
  );
}

/** `known` is what `factsOf` asked for, perhaps with more beside it. */
export function plansOf(steps: readonly Step[], known: Readonly<Record<string, unknown>>, target: Target): readonly StepPlan[] {
  return steps.map((step) => step.plan(partOf(known, step), target));
}

function partOf(known: Readonly<Record<string, unknown>>, { id }: Step): Readonly<Record<string, unknown>> {
  const own = Object.entries(known).filter(([name]) => name.startsWith(`${id} `));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(id.length + 1), value]));
}
