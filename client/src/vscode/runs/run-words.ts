/** What a run is called. */
import type { ListedRun } from '@dhis2-hosting/client/operations';
import type { Locale } from '@dhis2-hosting/server/service';
import type { Say } from '../texts.ts';

export function runTitle({ head }: ListedRun, locale: Locale, say: Say): string {
  return head?.title[locale] ?? say('runOfOtherVersion');
}
