/** A moment of one instance beside what is live; nothing that people work with is touched. On the host of its database. */
import { archivePlanOf } from '../hosts/archives.ts';
import { databaseServersOn } from '../hosts/parts.ts';
import type { Recipe } from '../step.ts';
import { bringBack } from '../steps/bring-back.ts';

export const bringBackMoment: Recipe = {
  id: 'bring-back',
  title: { en: 'Bring back a moment', fr: 'Ramener un instant' },
  about: 'instance',
  steps: (target) => {
    const { manifest, moment } = target;
    const instance = manifest.instances?.find(({ name }) => name === target.instance);
    const server = databaseServersOn(target).find(({ name }) => name === instance?.database);
    const plan = server === undefined ? undefined : archivePlanOf(manifest, server);
    return instance === undefined || server === undefined || plan === undefined ? [] : [bringBack(instance, server, plan, moment)];
  },
};
