/** A plan as a file, and two plans side by side. */
import { isRecord, readJson } from './json.ts';
import { type Plan, type PlannedStep, planVersion } from './plan.ts';
import type { Risk } from './step.ts';

export function savePlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** What a comparison needs of a saved plan; nothing of it is ever run. */
type SavedPlan = Pick<Plan, 'recipe' | 'host' | 'machine'> & { readonly steps: readonly SavedStep[] };
type SavedStep = Pick<PlannedStep, 'id' | 'state' | 'facts'> & { readonly scripts?: string };

/** Undefined when it is not a plan of this version. */
export function readPlan(text: string): SavedPlan | undefined {
  const plan = readJson(text);
  return isPlan(plan) ? plan : undefined;
}

/**
 * A plan that a run on a host was made of, as root keeps it there. What is shown of it is words: nothing of it is ever run.
 * Undefined when it is not one of this version.
 */
export function readWholePlan(text: string): Plan | undefined {
  const plan = readJson(text);
  if (!isRecord(plan) || !isText(plan['title']) || typeof plan['made'] !== 'string' || !isPlan(plan)) return undefined;
  return plan.steps.every(isWholeStep) ? (plan as unknown as Plan) : undefined;
}

function isWholeStep(step: unknown): boolean {
  if (!isRecord(step) || !isText(step['title']) || !isText(step['why']) || !Array.isArray(step['controls'])) return false;
  if (step['state'] !== 'will-change') return true;
  const { changes, restarts, affects, seconds, risk } = step;
  return Array.isArray(changes) && Array.isArray(restarts) && Array.isArray(affects) && typeof seconds === 'number' && isRisk(risk);
}

function isRisk(value: unknown): boolean {
  return (['safe', 'restart', 'lock-out', 'data'] satisfies readonly Risk[]).some((risk) => risk === value);
}

function isText(value: unknown): boolean {
  return isRecord(value) && typeof value['en'] === 'string' && typeof value['fr'] === 'string';
}

function isPlan(value: unknown): value is SavedPlan {
  if (!isRecord(value) || value['version'] !== planVersion || !Array.isArray(value['steps'])) return false;
  return ['recipe', 'host', 'machine'].every((name) => typeof value[name] === 'string') && value['steps'].every(isStep);
}

function isStep(value: unknown): boolean {
  if (!isRecord(value) || typeof value['id'] !== 'string' || typeof value['state'] !== 'string' || !isRecord(value['facts'])) return false;
  const scripts = value['scripts'];
  return (
    Object.values(value['facts']).every((digest) => typeof digest === 'string') && (scripts === undefined || typeof scripts === 'string')
  );
}

export type PlanDifference = {
  readonly step: string;
  readonly kind: 'new' | 'gone' | 'state' | 'facts' | 'scripts';
  /** Facts that answer otherwise now. */
  readonly facts: readonly string[];
};

/** How the second plan differs from the first; another host differs in every step. */
export function comparePlans(before: SavedPlan, after: SavedPlan): readonly PlanDifference[] {
  const sameHost = before.host === after.host && before.machine === after.machine && before.recipe === after.recipe;
  const old = new Map(sameHost ? before.steps.map((step) => [step.id, step]) : []);
  const now = new Set(after.steps.map(({ id }) => id));
  const gone = before.steps.filter(({ id }) => !now.has(id)).map(({ id }) => ({ step: id, kind: 'gone', facts: [] }) as const);
  return [...after.steps.flatMap((step) => differenceOf(old.get(step.id), step)), ...gone];
}

function differenceOf(before: SavedStep | undefined, after: SavedStep): readonly PlanDifference[] {
  const step = after.id;
  if (before === undefined) return [{ step, kind: 'new', facts: [] }];
  const ids = new Set([...Object.keys(before.facts), ...Object.keys(after.facts)]);
  const facts = [...ids].filter((id) => before.facts[id] !== after.facts[id]);
  if (before.state !== after.state) return [{ step, kind: 'state', facts }];
  if (before.scripts !== after.scripts) return [{ step, kind: 'scripts', facts }];
  return facts.length > 0 ? [{ step, kind: 'facts', facts }] : [];
}
