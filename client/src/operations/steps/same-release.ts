/** Provisioning puts no other release in the place of one that runs: what depends on the release waits for its deployment. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { link } from '../facts/link.ts';
import type { Instance } from '../hosts/parts.ts';
import { defineStep, type Step } from '../step.ts';
import { placesOf, versionOf } from './parts/running.ts';
import { releaseFolder } from './release.ts';

const texts = {
  other: {
    en: '{instance} runs DHIS2 {now} ({folder}), the manifest says {wanted}.',
    fr: '{instance} exécute DHIS2 {now} ({folder}), le manifeste dit {wanted}.',
  },
  otherTodo: {
    en: 'Use *Deploy Release* (`--recipe deploy-release`), which makes a safety copy of the database and can go back.',
    fr: 'Utilisez *Déployer la version* (`--recipe deploy-release`), qui fait une copie de sûreté de la base et sait revenir en arrière.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function sameRelease(instance: Instance): Step {
  return defineStep({
    id: `same-release:${instance.name}`,
    title: { en: 'Release that runs', fr: 'Version en service' },
    why: {
      en: 'Another release may change the database, so it is never deployed in passing.',
      fr: 'Une autre version peut modifier la base ; elle n’est donc jamais déployée au passage.',
    },
    controls: [],
    risk: 'safe',
    needs: () => ({ current: link(placesOf(instance).context) }),
    plan: ({ current }) => {
      const wanted = releaseFolder(instance);
      if (current.target === undefined || wanted === undefined || current.target === wanted) return { state: 'already-so' };
      const args = { instance: instance.name, now: versionOf(current.target), folder: current.target, wanted: versionOf(wanted) };
      return { state: 'blocked', problems: [{ why: message(texts.other, args), todo: message(texts.otherTodo) }] };
    },
  });
}
