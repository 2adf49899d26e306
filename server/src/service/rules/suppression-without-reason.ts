import { defineSuppressionRule, type RulePage } from './define-rule.ts';

export const rule = defineSuppressionRule<'noReason'>({
  id: 'suppression-without-reason',
  category: 'reference',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Ignored finding without a reason', fr: 'Constat ignoré sans motif' },
  what: {
    en: 'A comment `# dhis2-lint-ignore` silences a rule, but does not say why: there is no ` -- reason`, or only a `?` in its place.',
    fr: 'Un commentaire `# dhis2-lint-ignore` fait taire une règle sans dire pourquoi : il manque ` -- motif`, ou un `?` tient sa place.',
  },
  source: 'docs/guides/ignoring-findings.md',
  messages: {
    noReason: {
      en: 'This ignores a finding without saying why. Write the reason behind the names: ` -- reason`.',
      fr: 'Un constat est ignoré ici sans que le motif soit dit. Écrivez-le après les noms : ` -- motif`.',
    },
  },
  check({ suppressions }, report) {
    for (const { names, hasReason, reasonSpan } of suppressions) {
      if (names.length > 0 && !hasReason) report({ message: 'noReason', span: reasonSpan });
    }
  },
});

export const page = {
  why: {
    en: 'The next administrator cannot tell whether the finding was judged harmless or merely in the way.',
    fr: "La prochaine personne chargée du serveur ne peut pas savoir si le constat a été jugé sans danger ou s'il gênait seulement.",
  },
  todo: {
    en: 'Write the reason behind ` -- `, and if it holds only for a while, the last day: ` -- waiting for the new certificate until 2027-01-31`.',
    fr: "Écrivez le motif après ` -- ` et, s'il ne vaut qu'un temps, le dernier jour : ` -- en attente du nouveau certificat until 2027-01-31`.",
  },
  good: [
    { text: '# dhis2-lint-ignore unknown-key -- read by our backup script\nministry.ticket = 4711\n' },
    { text: '# dhis2-lint-ignore-file unknown-key -- notes of the ministry until 2027-01-31\nministry.ticket = 4711\n' },
  ],
  bad: [
    { text: '# dhis2-lint-ignore unknown-key\n#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ noReason\nministry.ticket = 4711\n' },
    { text: '# dhis2-lint-ignore unknown-key -- ?\n#                              ^^^^^ noReason\nministry.ticket = 4711\n' },
    {
      text: '# dhis2-lint-ignore unknown-key -- until 2027-01-31\n#                              ^^^^^^^^^^^^^^^^^^^^ noReason\nministry.ticket = 4711\n',
    },
  ],
} satisfies RulePage;
