/** A moment of one instance beside what is live; nothing that people work with is touched. */
import { archivePlanOf } from '../hosts/archives.ts';
import { type Instance, serverOf } from '../hosts/parts.ts';
import type { Recipe } from '../step.ts';
import { bringBack } from '../steps/bring-back.ts';

/** `moment` in milliseconds since 1970. Carried out on the host of the database server. */
export function bringBackMoment(instance: Instance, moment: number): Recipe {
  return {
    id: 'bring-back',
    title: { en: 'Bring back a moment', fr: 'Ramener un instant' },
    steps: ({ manifest }) => {
      const server = serverOf(manifest, instance);
      const plan = server === undefined ? undefined : archivePlanOf(manifest, server);
      return server === undefined || plan === undefined ? [] : [bringBack(instance, server, plan, moment)];
    },
  };
}
