import { unreadKey } from '../conf/explained.ts';
import { unknownEntries } from '../conf/live-entries.ts';
import { message } from '../messages.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';
import { removeEntryFix, replaceKeyFix } from './fixes.ts';

export const rule = defineConfRule<'unread' | 'misspelt'>({
  id: 'unread-documented-key',
  category: 'correctness',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key that is documented and never read', fr: 'Clé documentée et jamais lue' },
  what: {
    en: 'Documentation or examples of DHIS2 show the key, and no code of any release reads it.',
    fr: "La documentation ou des exemples de DHIS2 montrent la clé, et aucun code d'aucune version ne la lit.",
  },
  source: 'dhis2-docs src/sysadmin/reference/dhis.conf.md @ 2.40 to master, against dhis2-core 2.35.0 to 2.43.1',
  messages: {
    unread: {
      en: 'No DHIS2 release reads `{key}`, although it is shown in {seenIn}. The line has no effect: delete it.',
      fr: 'Aucune version de DHIS2 ne lit `{key}`, bien que la clé soit montrée dans {seenIn}. La ligne est sans effet : supprimez-la.',
    },
    misspelt: {
      en: '`{key}` is a typing error in the documentation ({seenIn}): DHIS2 reads `{meant}`. Rename it.',
      fr: '`{key}` est une faute de frappe de la documentation ({seenIn}) : DHIS2 lit `{meant}`. Renommez-la.',
    },
  },
  check(conf, report) {
    for (const { key, entry } of unknownEntries(conf)) {
      const row = unreadKey(key);
      if (row === undefined) continue;
      const meant = row.didYouMean;
      report({
        message: meant === undefined ? 'unread' : 'misspelt',
        args: { key, seenIn: row.seenIn, ...(meant !== undefined && { meant }) },
        span: entry.key.span,
        fixes:
          meant === undefined
            ? [removeEntryFix(entry, conf.lines, true)]
            : [replaceKeyFix(entry, meant, message({ en: 'Rename to `{key}`', fr: 'Renommer en `{key}`' }, { key: meant }), isFree(meant))],
      });
    }

    function isFree(key: string): boolean {
      return !conf.winners().has(key);
    }
  },
});

export const page = {
  why: {
    en: 'The line has no effect, however official it looks. Whoever relies on it relies on nothing.',
    fr: "La ligne n'a aucun effet, si officielle qu'elle paraisse. Qui compte dessus ne compte sur rien.",
  },
  todo: {
    en: 'Delete the line, or take the key that was meant.',
    fr: 'Supprimez la ligne, ou prenez la clé qui était voulue.',
  },
  good: [{ text: 'system.sql_view_write_enabled = on\nministry.id = 4711\n' }, { text: 'oidc.provider.x.user_info_response_type = jwt\n' }],
  bad: [
    { text: 'system.id = moh-1\n#^^^^^^^^ unread\nnode.id = a\n', fixed: 'node.id = a\n' },
    {
      text: 'system.system.sql_view_write_enabled = off\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelt\n',
      fixed: 'system.sql_view_write_enabled = off\n',
    },
  ],
} satisfies RulePage;
