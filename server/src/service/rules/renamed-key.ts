import { keyNameFor } from '../catalogue/key-names.ts';
import { formatVersion } from '../catalogue/versions.ts';
import { isKeyExplainedElsewhere } from '../conf/explained.ts';
import { entriesOfOtherReleases } from '../conf/live-entries.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix, replaceKeyFix } from './fixes.ts';

export const rule = defineConfRule<'renamed' | 'renamedAndSet'>({
  id: 'renamed-key',
  category: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key that this release knows by another name', fr: 'Clé que cette version connaît sous un autre nom' },
  what: {
    en: 'The key was renamed. The DHIS2 version this file is checked for reads the new name only.',
    fr: 'La clé a changé de nom. La version de DHIS2 pour laquelle ce fichier est vérifié ne lit plus que le nouveau nom.',
  },
  source: 'Comparison of ConfigurationKey over dhis2/dhis2-core tags 2.35.0 to 2.43.1',
  messages: {
    renamed: {
      en: '`{key}` is called `{newKey}` since DHIS2 {removedIn}; DHIS2 {version} ignores the old name. Use the new one.',
      fr: "`{key}` s'appelle `{newKey}` depuis DHIS2 {removedIn} ; DHIS2 {version} ignore l'ancien nom. Employez le nouveau.",
    },
    renamedAndSet: {
      en: '`{key}` is called `{newKey}` since DHIS2 {removedIn}, and the new name is set too. DHIS2 {version} ignores this line: delete it.',
      fr: "`{key}` s'appelle `{newKey}` depuis DHIS2 {removedIn}, et le nouveau nom est déjà défini. DHIS2 {version} ignore cette ligne : supprimez-la.",
    },
  },
  check(conf, report) {
    const { lines, winners, version, catalogue } = conf;
    for (const { entry, key, match } of entriesOfOtherReleases(conf)) {
      const state = catalogue.availability(match.row, version);
      if (state.kind !== 'removed' || state.renamedTo === undefined || isKeyExplainedElsewhere(conf, key)) continue;
      const newKey = keyNameFor(state.renamedTo, match.placeholders);
      const isSet = winners().has(newKey);
      report({
        message: isSet ? 'renamedAndSet' : 'renamed',
        args: { key, newKey, removedIn: state.removedIn, version: formatVersion(version) },
        span: entry.key.span,
        tag: 'deprecated',
        fixes: isSet
          ? [removeEntryFix(entry, lines, true)]
          : [replaceKeyFix(entry, newKey, message({ en: 'Rename to `{key}`', fr: 'Renommer en `{key}`' }, { key: newKey }), true)],
      });
    }
  },
});

export const page = {
  why: {
    en: 'The old name is ignored without a message, so the setting silently falls back to its default after an upgrade.',
    fr: "L'ancien nom est ignoré sans message : après une mise à niveau, le paramètre reprend sa valeur par défaut en silence.",
  },
  todo: { en: 'Use the new name.', fr: 'Employez le nouveau nom.' },
  good: [
    { text: 'logging.query = on\n', dhis2Version: '2.43' },
    { text: 'enable.query.logging = on\n', dhis2Version: '2.42' },
  ],
  bad: [
    {
      text: 'enable.query.logging = on\n#^^^^^^^^^^^^^^^^^^^ renamed\n',
      fixed: 'logging.query = on\n',
      dhis2Version: '2.43',
    },
    {
      text: 'enable.query.logging = on\n#^^^^^^^^^^^^^^^^^^^ renamedAndSet\nlogging.query = off\n',
      fixed: 'logging.query = off\n',
      dhis2Version: '2.43',
    },
    {
      text: 'oidc.provider.azure.0.support_logout = true\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ renamed\n',
      fixed: 'oidc.provider.azure.0.enable_logout = true\n',
      dhis2Version: '2.41',
    },
  ],
} satisfies RulePage;
