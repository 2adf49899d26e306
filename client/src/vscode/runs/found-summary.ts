/** What the tree shows of a host that was looked at. */
import type { Found } from '@dhis2-hosting/client/operations';
import { type HostingManifest, type Locale, render } from '@dhis2-hosting/server/service';
import type { Operations } from '../platform/load-operations.ts';
import type { FoundSummary } from './run-states.ts';

export function summaryOf(
  found: Found,
  manifest: HostingManifest,
  { placesOf, driftOf }: Pick<Operations, 'placesOf' | 'driftOf'>,
  locale: Locale,
): FoundSummary {
  const drift = driftOf(found, manifest).map(({ about, kind, message }) => ({
    about,
    isUnknown: kind === 'unknown',
    text: render(message, locale),
  }));
  const instances = placesOf(found, manifest).flatMap((place) =>
    place.instances.map(({ name, tomcat, application }) => ({
      name,
      place: place.name,
      version: application?.version,
      running: tomcat.running,
      drift: drift.filter(({ about }) => about === name),
    })),
  );
  return { instances, drift };
}
