import { releaseOf } from '../catalogue/versions.ts';
import { releases, releasesReadOn } from '../generated/release-list.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'unsupported'>({
  id: 'unsupported-release',
  category: 'security',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'DHIS2 release without security patches', fr: 'Version de DHIS2 sans correctifs de sécurité' },
  what: {
    en: 'The line `# dhis2-version:` names a release that is older than the three newest.',
    fr: 'La ligne `# dhis2-version:` désigne une version plus ancienne que les trois dernières.',
  },
  source: 'dhis2-docs src/sysadmin/concepts/Upgrade-Guide.md; dhis2-releases downloads/v1/versions/stable.json @ 804e4bc, read 2026-08-22',
  messages: {
    unsupported: {
      en: 'DHIS2 {release} is older than the three newest releases (on {day}: {supported}) and gets no security patches; the last one known is {patch} of {patchDay}. Plan an upgrade.',
      fr: 'DHIS2 {release} est plus ancienne que les trois dernières versions (au {day} : {supported}) et ne reçoit plus de correctifs de sécurité ; le dernier connu est {patch} du {patchDay}. Prévoyez une mise à niveau.',
    },
  },
  check({ versionLine }, report) {
    if (versionLine?.version === undefined) return;
    const name = releaseOf(versionLine.version);
    const supported = releases.slice(-supportedReleases);
    const release = releases.slice(0, -supportedReleases).find((known) => known.release === name);
    if (release === undefined) return;
    report({
      message: 'unsupported',
      args: {
        release: name,
        day: releasesReadOn,
        supported: supported.map((newer) => newer.release).join(', '),
        patch: release.newestPatch,
        patchDay: release.newestPatchOn,
      },
      span: versionLine.span,
    });
  },
});

export const page = {
  why: {
    en: 'Only the three newest releases get patches. What is found in older ones becomes public with the patches of the others, and stays open.',
    fr: 'Seules les trois dernières versions reçoivent des correctifs. Ce qui est trouvé dans les plus anciennes devient public avec les correctifs des autres, et reste ouvert.',
  },
  todo: {
    en: 'Plan an upgrade; one may go straight to the newest release, after reading the upgrade notes of all in between.',
    fr: 'Prévoyez une mise à niveau ; on peut passer directement à la dernière version, après avoir lu les notes de toutes les versions intermédiaires.',
  },
  good: [
    { text: '# dhis2-version: 2.41\n' },
    { text: '# dhis2-version: 43\n' },
    { text: '# dhis2-version: 2.44\n' },
    { text: '# dhis2-version: soon\n' },
    { text: 'connection.url = ${URL}\n', dhis2Version: '2.38' },
  ],
  bad: [
    { text: '# dhis2-version: 2.40\n#                ^^^^ unsupported\nconnection.url = ${URL}\n' },
    { text: '# dhis2-version: 2.35.14\n#                ^^^^^^^ unsupported\n' },
  ],
} satisfies RulePage;

/** Upgrade-Guide.md: maintenance patches go to the three newest yearly releases. */
const supportedReleases = 3;
