/** What was found somewhere, as a manifest that a person completes. */
import type { Exchanged } from './exchange.ts';
import { type Draft, emptyDraft, soundPlan } from './plan-draft.ts';
import { planText } from './plan-text.ts';

export type { Draft, DraftItem } from './plan-draft.ts';

/** The comments stand above all. What a manifest cannot hold is left out and told. */
export function draftManifest(draft: Partial<Draft>, comments: readonly string[]): Exchanged {
  const { plan, notes } = soundPlan({ ...emptyDraft, ...draft });
  return { files: [{ path: 'dhis2-hosting.yaml', text: planText(plan, comments) }], notes };
}
