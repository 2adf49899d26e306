import { isExpired } from '../text/suppressions.ts';
import { defineSuppressionRule, type RulePage } from './define-rule.ts';
import { removeCommentFix, removeNameFix } from './fixes.ts';

export const rule = defineSuppressionRule<'comment' | 'name'>({
  id: 'unused-suppression',
  category: 'reference',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Ignored finding that is not there', fr: "Constat ignoré qui n'existe pas" },
  what: {
    en: 'A comment `# dhis2-lint-ignore` silences a rule that finds nothing there. A comment on a line of its own is about the entry that follows.',
    fr: "Un commentaire `# dhis2-lint-ignore` fait taire une règle qui ne trouve rien à cet endroit. Sur sa propre ligne, il concerne l'entrée qui suit.",
  },
  source: 'docs/guides/ignoring-findings.md',
  messages: {
    comment: {
      en: 'Nothing is silenced by this comment: {rules} finds nothing here. Delete it.',
      fr: 'Ce commentaire ne fait rien taire : {rules} ne trouve rien ici. Supprimez-le.',
    },
    name: {
      en: '`{rule}` finds nothing here. Delete the name.',
      fr: '`{rule}` ne trouve rien ici. Supprimez ce nom.',
    },
  },
  check({ text, suppressions, used, isTold, today }, report) {
    for (const suppression of suppressions) {
      if (suppression.names.length === 0 || isExpired(suppression, today)) continue;
      const idle = suppression.names.filter((name) => !used.has(name) && isTold(name.id));
      if (idle.length === suppression.names.length) {
        report({
          message: 'comment',
          args: { rules: idle.map(({ id }) => `\`${id}\``).join(', ') },
          span: suppression.span,
          fixes: [removeCommentFix(text, suppression, true)],
          tag: 'unnecessary',
        });
        continue;
      }
      for (const name of idle) {
        const fixes = [removeNameFix(suppression, name, true)];
        report({ message: 'name', args: { rule: name.id }, span: name.span, fixes, tag: 'unnecessary' });
      }
    }
  },
});

export const page = {
  why: {
    en: 'It would hide the next, real mistake of that kind in this place.',
    fr: 'Il cacherait la prochaine erreur de ce genre, bien réelle, à cet endroit.',
  },
  todo: {
    en: 'Delete it, or move it above the line with the finding.',
    fr: 'Supprimez-le, ou déplacez-le au-dessus de la ligne qui porte le constat.',
  },
  good: [
    { text: '# dhis2-lint-ignore unknown-key -- read by our backup script\n\n# Ticket of the ministry\nministry.ticket = 4711\n' },
    { text: '# dhis2-lint-ignore-file unknown-key -- read by our backup script\nserver.https = on\nministry.ticket = 4711\n' },
  ],
  bad: [
    {
      text: '# dhis2-lint-ignore unknown-key -- read by our backup script\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment\nserver.https = on\n',
      fixed: 'server.https = on\n',
    },
    {
      text: '# dhis2-lint-ignore duplicate-key, unknown-key -- read by our backup script\n#                   ^^^^^^^^^^^^^ name\nministry.ticket = 4711\n',
      fixed: '# dhis2-lint-ignore unknown-key -- read by our backup script\nministry.ticket = 4711\n',
    },
    {
      text: '# dhis2-lint-ignore unknown-key, duplicate-key -- read by our backup script\n#                                ^^^^^^^^^^^^^ name\nministry.ticket = 4711\n',
      fixed: '# dhis2-lint-ignore unknown-key -- read by our backup script\nministry.ticket = 4711\n',
    },
  ],
} satisfies RulePage;
