/** What nobody knows of a host that was never restarted: whether all of it comes back. */
import type { Recipe } from '../step.ts';
import { preflight } from '../steps/preflight.ts';
import { restartProof } from '../steps/restart-proof.ts';

export const proveRestart: Recipe = {
  id: 'prove-restart',
  title: { en: 'Prove that the host comes back', fr: 'Prouver que l’hôte revient' },
  steps: () => [preflight, restartProof],
};
