import { compareVersions, knownReleases, newestRelease, parseVersion } from '../catalogue/versions.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

const oldest = knownReleases[0];

export const rule = defineConfRule<'unreadable' | 'outside'>({
  id: 'unusable-version-line',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Version line that names no known DHIS2 release', fr: 'Ligne de version qui ne nomme aucune version connue de DHIS2' },
  what: {
    en: 'A comment `# dhis2-version: 2.41` chooses the release that the file is checked for. This one cannot be understood or lies outside the releases the catalogue knows.',
    fr: 'Un commentaire `# dhis2-version: 2.41` choisit la version pour laquelle le fichier est vérifié. Celui-ci est incompréhensible ou hors des versions que le catalogue connaît.',
  },
  source: 'This product',
  messages: {
    unreadable: {
      en: '`{written}` is not a DHIS2 version, so this line is not used. Write one such as `2.41` or `2.41.3`.',
      fr: "`{written}` n'est pas une version de DHIS2 ; cette ligne n'est pas prise en compte. Écrivez par exemple `2.41` ou `2.41.3`.",
    },
    outside: {
      en: `The catalogue knows DHIS2 ${oldest} to ${newestRelease}. For {written} it answers as for the nearest of these.`,
      fr: `Le catalogue connaît DHIS2 ${oldest} à ${newestRelease}. Pour {written}, il répond comme pour la plus proche.`,
    },
  },
  check({ versionLine }, report) {
    if (versionLine === undefined) return;
    const { written, span, version } = versionLine;
    if (version === undefined) report({ message: 'unreadable', args: { written }, span });
    else if (isOutside(version)) report({ message: 'outside', args: { written }, span, severity: 'info' });
  },
});

export const page = {
  why: {
    en: 'The file is checked for another release than the one you mean, so findings may be missing or wrong.',
    fr: 'Le fichier est vérifié pour une autre version que celle que vous visez : des constats peuvent manquer ou être faux.',
  },
  todo: { en: `Write a release from ${oldest} to ${newestRelease}.`, fr: `Écrivez une version de ${oldest} à ${newestRelease}.` },
  good: [{ text: '# dhis2-version: 2.41.3\nnode.id = a\n' }, { text: '# dhis2-version: 42.1\nnode.id = a\n' }],
  bad: [
    { text: '# dhis2-version: latest\n#                ^^^^^^ unreadable\nnode.id = a\n' },
    { text: '# dhis2-version: 2.30\n#                ^^^^ outside\nnode.id = a\n' },
  ],
} satisfies RulePage;

function isOutside(version: readonly number[]): boolean {
  const release = version.slice(0, 2);
  return compareVersions(release, parseVersion(oldest) ?? []) < 0 || compareVersions(release, parseVersion(newestRelease) ?? []) > 0;
}
