/** Releases that no instance needs any more give back their room after a deployment. */
import { message, type Text } from '@dhis2-hosting/server/service';
import { type UnpackedRelease, unpackedReleases } from '../facts/unpacked-releases.ts';
import { type Instance, releasesFolder } from '../hosts/parts.ts';
import { snippet } from '../script.ts';
import { defineStep, type Step } from '../step.ts';
import { releaseFolder } from './release.ts';

/** Releases that stay in any case, the newest first. */
const mostReleases = 3;
/** Seconds: whatever was unpacked since may be what somebody is about to deploy. */
const grace = 86_400;
const mebibyte = 1024 ** 2;
/** As the step of the release names them: what somebody else put there is not ours. */
const ours = /^\d[\w.]*-[0-9a-f]{16}$/;

const texts = {
  gone: {
    en: 'Delete the release in {folder} ({size} MiB), which no instance runs or ran before.',
    fr: 'Supprimer la version dans {folder} ({size} Mio), qu’aucune instance n’exécute ni n’exécutait auparavant.',
  },
  stays: {
    en: 'What runs, what ran before and the newest {most} stay. A release that is wanted again is fetched again.',
    fr: 'Restent ce qui est en service, ce qui l’était auparavant et les {most} plus récentes. Une version voulue de nouveau est reprise.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export function oldReleases(instance: Instance): Step {
  return defineStep({
    id: 'old-releases',
    title: { en: 'Releases that nobody needs', fr: 'Versions dont plus personne n’a besoin' },
    why: {
      en: 'Each release takes up to a gigabyte, and a disk that is full stops the database.',
      fr: 'Chaque version prend jusqu’à un gigaoctet, et un disque plein arrête la base de données.',
    },
    controls: [],
    risk: 'safe',
    after: [`release:${instance.name}`, `deploy-release:${instance.name}`],
    needs: () => ({ there: unpackedReleases }),
    plan: ({ there }, { now }) => {
      const old = neededNoMore(there, releaseFolder(instance), now / 1000);
      if (old.length === 0) return { state: 'already-so' };
      const folders = old.map(({ name }) => `${releasesFolder}/${name}`);
      return {
        state: 'will-change',
        notes: [message(texts.stays, { most: mostReleases })],
        changes: old.map(({ bytes }, index) => ({
          kind: 'words',
          message: message(texts.gone, { folder: folders[index] ?? '', size: Math.ceil(bytes / mebibyte) }),
        })),
        seconds: 5,
        change: snippet('clear', clear, ...folders),
        verify: snippet('verify', areGone, ...folders),
        // Nothing refers to them, so that going back with the rest of the run does without them.
        undo: snippet('undo', "echo 'Releases that were deleted are fetched again when a manifest names them.'"),
      };
    },
  });
}

function neededNoMore(there: readonly UnpackedRelease[], wanted: string | undefined, now: number): readonly UnpackedRelease[] {
  const known = there.filter(({ name }) => ours.test(name)).toSorted((one, other) => other.since - one.since);
  // The one that is about to be unpacked is one of the newest.
  const most = known.some(({ name }) => `${releasesFolder}/${name}` === wanted) ? mostReleases : mostReleases - 1;
  return known
    .slice(most)
    .filter(({ name, since, use }) => use === 'none' && now - since > grace && `${releasesFolder}/${name}` !== wanted);
}

/** Another run may have begun to use one since. Half of a release must not look like one, so its name goes first. */
const clear = `
for folder; do
  if [ -n "$(find /opt/dhis2/instances -mindepth 3 -maxdepth 3 -type l -lname "$folder" 2> /dev/null)" ]; then
    echo "$folder is in use again and stays."
    continue
  fi
  [ ! -d "$folder" ] || { rm -rf -- "$folder.part"; mv -- "$folder" "$folder.part"; }
  rm -rf -- "$folder.part" "$folder.files"
done
`;

const areGone = `
for folder; do
  [ ! -e "$folder" ] || [ -n "$(find /opt/dhis2/instances -mindepth 3 -maxdepth 3 -type l -lname "$folder" 2> /dev/null)" ]
done
`;
