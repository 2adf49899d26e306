/** The section that production is held to, when this manifest has it. */
import { type Duration, dayAfter } from '../manifest/durations.ts';
import type { ManifestContext } from '../rules/context.ts';
import { isProduction } from './production.ts';
import type { Section } from './project.ts';

/** Undefined also for a plan without production: nothing is asked of it. */
export function governanceOfProduction({ uri, project }: ManifestContext): Section<'governance'> | undefined {
  const governance = project.section('governance');
  return governance?.uri === uri && project.items('instances').some(isProduction) ? governance : undefined;
}

const year: Duration = { count: 1, unit: 'year' };

/** The guide asks that plans, documents and audits are no older than 12 months. */
export function reviewDue(day: string): string | undefined {
  return dayAfter(day, year);
}

export function isOverAYear(day: string, today: string): boolean {
  const due = reviewDue(day);
  return due !== undefined && due < today;
}
