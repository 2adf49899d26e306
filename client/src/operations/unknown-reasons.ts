/** Why something of a host is not known, in words. */
import type { Text } from '@dhis2-hosting/server/service';
import type { UnknownReason } from './fact.ts';

export const unknownReasons: Readonly<Record<UnknownReason, Text>> = {
  'tool-missing': { en: 'its program is not installed', fr: 'son programme n’est pas installé' },
  'timed-out': { en: 'it took too long', fr: 'délai dépassé' },
  'too-long': { en: 'its answer is too long', fr: 'réponse trop longue' },
  failed: { en: 'its program failed', fr: 'son programme a échoué' },
  'not-understood': { en: 'its answer is not understood', fr: 'réponse incomprise' },
  'not-asked': { en: 'the host did not answer', fr: 'l’hôte n’a pas répondu' },
};
