import { formatVersion } from '../catalogue/versions.ts';
import { entriesOfOtherReleases } from '../conf/live-entries.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix } from './fixes.ts';

export const rule = defineConfRule<'removed'>({
  id: 'removed-key',
  category: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key that this release no longer reads', fr: 'Clé que cette version ne lit plus' },
  what: {
    en: 'The key existed in earlier DHIS2 releases and was removed.',
    fr: 'La clé existait dans des versions antérieures de DHIS2 et a été supprimée.',
  },
  source: 'Comparison of ConfigurationKey over dhis2/dhis2-core tags 2.35.0 to 2.43.1',
  messages: {
    removed: {
      en: '`{key}` was removed in DHIS2 {removedIn}; DHIS2 {version} ignores this line. Delete it.',
      fr: '`{key}` a été supprimée dans DHIS2 {removedIn} ; DHIS2 {version} ignore cette ligne. Supprimez-la.',
    },
  },
  check(conf, report) {
    const { lines, version, catalogue } = conf;
    for (const { entry, key, match } of entriesOfOtherReleases(conf)) {
      const state = catalogue.availability(match.row, version);
      if (state.kind !== 'removed' || state.renamedTo !== undefined) continue;
      report({
        message: 'removed',
        args: { key, removedIn: state.removedIn, version: formatVersion(version) },
        span: entry.key.span,
        tag: 'unnecessary',
        fixes: [removeEntryFix(entry, lines, true)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'The line has no effect and nothing says so, which misleads whoever reads the file next.',
    fr: "La ligne n'a plus d'effet et rien ne le dit : elle trompe la prochaine personne qui lira le fichier.",
  },
  todo: {
    en: 'Delete the line, or set the DHIS2 version of the file if an older release runs it.',
    fr: "Supprimez la ligne, ou indiquez la version de DHIS2 du fichier si c'est une version plus ancienne qui le lit.",
  },
  good: [{ text: 'leader.time.to.live.minutes = 2\n', dhis2Version: '2.40' }],
  bad: [
    {
      text: 'leader.time.to.live.minutes = 2\n#^^^^^^^^^^^^^^^^^^^^^^^^^^ removed\n',
      fixed: '',
      dhis2Version: '2.42',
    },
  ],
} satisfies RulePage;
