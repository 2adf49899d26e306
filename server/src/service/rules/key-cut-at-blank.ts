import { type KeySlip, keySlip } from '../conf/key-slips.ts';
import { unknownEntries } from '../conf/live-entries.ts';
import type { Fix } from '../findings.ts';
import { message } from '../messages.ts';
import { escapeKey } from '../properties/printer.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'cut'>({
  id: 'key-cut-at-blank',
  category: 'syntax',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Key with a blank in it', fr: 'Clé contenant un espace' },
  what: {
    en: 'The key is written with a blank. The first blank ends a key, so DHIS2 sees a shorter key, and the rest of the name as its value.',
    fr: 'La clé est écrite avec un espace. Le premier espace termine une clé : DHIS2 voit une clé plus courte, et le reste du nom comme sa valeur.',
  },
  source: 'java.util.Properties (JDK 17), run',
  messages: {
    cut: {
      en: 'A blank ends the key: DHIS2 reads `{key}` here and ignores the line. Write `{suggestion}`.',
      fr: 'Un espace termine la clé : DHIS2 lit ici `{key}` et ignore la ligne. Écrivez `{suggestion}`.',
    },
  },
  check(conf, report) {
    for (const entry of unknownEntries(conf)) {
      const slip = keySlip(conf, entry);
      if (slip?.kind !== 'cut-at-blank') continue;
      const { start } = entry.entry.key.span;
      report({
        message: 'cut',
        args: { key: entry.key, suggestion: slip.meant[0] ?? '' },
        span: { start, end: start + writtenLength(conf.text.slice(start, slip.separatorEnd)) },
        fixes: joinFixes(start, slip),
      });
    }
  },
});

export const page = {
  why: {
    en: 'DHIS2 does not know the shorter key and ignores the line without a word.',
    fr: 'DHIS2 ne connaît pas la clé raccourcie et ignore la ligne sans un mot.',
  },
  todo: { en: 'Write the key with its dots and underscores.', fr: 'Écrivez la clé avec ses points et ses tirets bas.' },
  good: [{ text: 'connection.url jdbc:postgresql:dhis2?a = b\nmy note = 1\nserver.https on\n' }],
  bad: [
    {
      text: 'connection url = jdbc:postgresql:dhis2\n#^^^^^^^^^^^^^ cut\n',
      fixed: 'connection.url = jdbc:postgresql:dhis2\n',
    },
    {
      text: 'max sessions.per user: 3\n#^^^^^^^^^^^^^^^^^^^^ cut\n',
      fixed: 'max.sessions.per_user = 3\n',
    },
  ],
} satisfies RulePage;

/** Without the separator and the blanks before it. */
function writtenLength(source: string): number {
  return source.trimEnd().replace(/[=:]$/, '').trimEnd().length;
}

function joinFixes(start: number, { meant, separatorEnd }: KeySlip & { readonly kind: 'cut-at-blank' }): readonly Fix[] {
  return meant.map((key) => ({
    title: message({ en: 'Change to `{key}`', fr: 'Remplacer par `{key}`' }, { key }),
    edits: [{ span: { start, end: separatorEnd }, newText: `${escapeKey(key)} = ` }],
    preferred: meant.length === 1,
  }));
}
