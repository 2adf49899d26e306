import { near } from '../text/similarity.ts';
import { defineSuppressionRule, type RulePage } from './define-rule.ts';
import { changeToFixes, removeCommentFix } from './fixes.ts';

export const rule = defineSuppressionRule<'nothingNamed' | 'similar' | 'unknown'>({
  id: 'unknown-suppressed-rule',
  category: 'reference',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Ignoring a rule that does not exist', fr: "Mise en silence d'une règle qui n'existe pas" },
  what: {
    en: 'A comment `# dhis2-lint-ignore` names a rule that does not exist, or none at all.',
    fr: "Un commentaire `# dhis2-lint-ignore` nomme une règle qui n'existe pas, ou n'en nomme aucune.",
  },
  source: 'docs/guides/ignoring-findings.md',
  messages: {
    nothingNamed: {
      en: 'This names no rule and silences nothing. Write the name that stands beside the finding, then ` -- reason`.',
      fr: "Aucune règle n'est nommée : rien n'est mis en silence. Écrivez le nom qui figure à côté du constat, puis ` -- motif`.",
    },
    similar: {
      en: 'There is no rule `{rule}`, so this silences nothing. Did you mean `{suggestion}`?',
      fr: "La règle `{rule}` n'existe pas : rien n'est mis en silence. Vouliez-vous dire `{suggestion}` ?",
    },
    unknown: {
      en: 'There is no rule `{rule}`, so this silences nothing. Write the name that stands beside the finding.',
      fr: "La règle `{rule}` n'existe pas : rien n'est mis en silence. Écrivez le nom qui figure à côté du constat.",
    },
  },
  check({ text, suppressions, ruleIds }, report) {
    const known = new Set(ruleIds);
    const nearTo = new Map<string, readonly string[]>();
    const candidatesFor = (id: string): readonly string[] => {
      const candidates = nearTo.get(id) ?? near(id, ruleIds);
      nearTo.set(id, candidates);
      return candidates;
    };
    for (const suppression of suppressions) {
      if (suppression.names.length === 0) {
        report({ message: 'nothingNamed', span: suppression.span, fixes: [removeCommentFix(text, suppression, false)] });
      }
      for (const { id, span } of suppression.names) {
        // What a template fills in is not known here.
        if (known.has(id) || id.includes('{')) continue;
        const candidates = candidatesFor(id);
        const [suggestion] = candidates;
        if (suggestion === undefined) {
          report({ message: 'unknown', args: { rule: id }, span });
          continue;
        }
        report({ message: 'similar', args: { rule: id, suggestion }, span, fixes: changeToFixes(span, candidates) });
      }
    }
  },
});

export const page = {
  why: {
    en: 'It silences nothing. There is no way to silence all rules at once, because what comes later would go unseen.',
    fr: 'Il ne fait rien taire. On ne peut pas faire taire toutes les règles à la fois : ce qui viendrait plus tard passerait inaperçu.',
  },
  todo: {
    en: 'Take the suggested name, or the one that stands beside the finding.',
    fr: 'Prenez le nom proposé, ou celui qui figure à côté du constat.',
  },
  good: [{ text: '# dhis2-lint-ignore unknown-key -- read by our backup script\nministry.ticket = 4711\n' }],
  bad: [
    {
      text: '# dhis2-lint-ignore unknwon-key -- read by our backup script\n#                   ^^^^^^^^^^^ similar\nministry.ticket = 4711\n',
      fixed: '# dhis2-lint-ignore unknown-key -- read by our backup script\nministry.ticket = 4711\n',
    },
    {
      text: '# dhis2-lint-ignore everything, unknown-key -- our notes\n#                   ^^^^^^^^^^ unknown\nministry.ticket = 4711\n',
    },
    { text: '# dhis2-lint-ignore\n#^^^^^^^^^^^^^^^^^^ nothingNamed\nministry.ticket = 4711\n' },
  ],
} satisfies RulePage;
