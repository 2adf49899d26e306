import { formatVersion } from '../catalogue/versions.ts';
import { isKeyExplainedElsewhere } from '../conf/explained.ts';
import { entriesOfOtherReleases } from '../conf/live-entries.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'later'>({
  id: 'key-from-later-release',
  category: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key that a later release brought', fr: 'Clé apparue dans une version plus récente' },
  what: {
    en: 'The key exists, but not yet in the DHIS2 version this file is checked for.',
    fr: 'La clé existe, mais pas encore dans la version de DHIS2 pour laquelle ce fichier est vérifié.',
  },
  source: 'Comparison of ConfigurationKey over dhis2/dhis2-core tags 2.35.0 to 2.43.1',
  messages: {
    later: {
      en: '`{key}` exists from DHIS2 {since} on; DHIS2 {version} ignores this line. Upgrade first, or correct the version this file is checked for.',
      fr: '`{key}` existe à partir de DHIS2 {since} ; DHIS2 {version} ignore cette ligne. Mettez à niveau, ou corrigez la version pour laquelle ce fichier est vérifié.',
    },
  },
  check(conf, report) {
    const { version, catalogue } = conf;
    for (const { entry, key, match } of entriesOfOtherReleases(conf)) {
      const state = catalogue.availability(match.row, version);
      if (state.kind !== 'added-later' || isKeyExplainedElsewhere(conf, key)) continue;
      report({ message: 'later', args: { key, since: state.since, version: formatVersion(version) }, span: entry.key.span });
    }
  },
});

export const page = {
  why: {
    en: 'The running release ignores it without a message. Protection or tuning you count on is not there.',
    fr: "La version en service l'ignore sans message. La protection ou le réglage sur lequel vous comptez n'existe pas.",
  },
  todo: {
    en: 'Upgrade DHIS2 before you rely on the key, or correct the version the file is checked for.',
    fr: 'Mettez DHIS2 à niveau avant de compter sur cette clé, ou corrigez la version pour laquelle le fichier est vérifié.',
  },
  good: [{ text: 'event_hooks.enabled = on\n', dhis2Version: '2.40' }],
  bad: [{ text: 'event_hooks.enabled = on\n#^^^^^^^^^^^^^^^^^^ later\n', dhis2Version: '2.39' }],
} satisfies RulePage;
