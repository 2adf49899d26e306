import { isKeyExplainedElsewhere } from '../conf/explained.ts';
import { keySlip } from '../conf/key-slips.ts';
import { unknownEntries } from '../conf/live-entries.ts';
import { message } from '../messages.ts';
import type { ConfEntry } from './context.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { replaceKeyFix } from './fixes.ts';

export const rule = defineConfRule<'similar' | 'unknown'>({
  id: 'unknown-key',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key that no DHIS2 release knows', fr: "Clé qu'aucune version de DHIS2 ne connaît" },
  what: {
    en: 'The key is not among those that DHIS2 2.35 or later reads. Keys are case-sensitive.',
    fr: 'La clé ne figure pas parmi celles que DHIS2 2.35 ou plus récent lit. La casse compte.',
  },
  source: 'ConfigurationKey and the classes that read the properties, dhis2/dhis2-core tags 2.35.0 to 2.43.1',
  messages: {
    similar: {
      en: 'DHIS2 has no key `{key}` and ignores this line. Did you mean `{suggestion}`?',
      fr: 'DHIS2 ne connaît pas la clé `{key}` et ignore cette ligne. Vouliez-vous dire `{suggestion}` ?',
    },
    unknown: {
      en: 'DHIS2 has no key `{key}` and ignores this line. Delete it, unless it is a note of your own.',
      fr: "DHIS2 ne connaît pas la clé `{key}` et ignore cette ligne. Supprimez-la, sauf si c'est une note à vous.",
    },
  },
  check(conf, report) {
    const { catalogue, version } = conf;
    const reportUnknown = ({ entry, key }: ConfEntry) => {
      const near = catalogue.near(key, version);
      const [suggestion] = near;
      if (suggestion === undefined) {
        report({ message: 'unknown', args: { key }, span: entry.key.span, severity: 'hint' });
        return;
      }
      report({
        message: 'similar',
        args: { key, suggestion },
        span: entry.key.span,
        fixes: near.map((candidate, i) =>
          replaceKeyFix(entry, candidate, message({ en: 'Change to `{key}`', fr: 'Remplacer par `{key}`' }, { key: candidate }), i === 0),
        ),
      });
    };
    for (const entry of unknownEntries(conf)) {
      if (
        entry.key === '' ||
        conf.isAllowedKey(entry.key) ||
        keySlip(conf, entry) !== undefined ||
        isKeyExplainedElsewhere(conf, entry.key)
      )
        continue;
      reportUnknown(entry);
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 ignores unknown keys without a word in the log: the setting you meant keeps its default.',
    fr: 'DHIS2 ignore les clés inconnues sans un mot dans le journal : le paramètre voulu garde sa valeur par défaut.',
  },
  todo: {
    en: 'Take the suggested key if it is the one you meant; delete the line otherwise. A key far from every known one is only a hint, because it may be a note of your own; such keys can be allowed in `.dhis2-lint.yaml` (`allowedKeys`).',
    fr: "Prenez la clé proposée si c'est bien celle que vous vouliez ; sinon supprimez la ligne. Une clé éloignée de toutes les autres n'est qu'une indication : c'est peut-être une note à vous ; de telles clés peuvent être admises dans `.dhis2-lint.yaml` (`allowedKeys`).",
  },
  good: [
    {
      text: 'connection.url = jdbc:postgresql:dhis2\nread3.connection.url = jdbc:postgresql:dhis2\noidc.provider.keycloak.client_id = x\n',
    },
    { text: '[database]\nconnection url = jdbc:postgresql:dhis2\nserver.https\u00a0= on\n${KEY} = 1\n= 1\n' },
    { text: '{% if replica %}\nsystem.read_only_mode = on\n{% endif %}\n' },
  ],
  bad: [
    {
      text: 'conection.url = jdbc:postgresql:dhis2\n#^^^^^^^^^^^^ similar\n',
      fixed: 'connection.url = jdbc:postgresql:dhis2\n',
    },
    { text: 'ministry.ticket = 4711\n#^^^^^^^^^^^^^^ unknown\n' },
  ],
} satisfies RulePage;
