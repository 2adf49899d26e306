import { isExpired } from '../text/suppressions.ts';
import { defineSuppressionRule, type RulePage } from './define-rule.ts';
import { removeCommentFix } from './fixes.ts';

export const rule = defineSuppressionRule<'expired' | 'noDay'>({
  id: 'expired-suppression',
  category: 'reference',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Ignored finding whose time is over', fr: 'Constat ignoré dont le délai est passé' },
  what: {
    en: 'A comment `# dhis2-lint-ignore` names a last day, and that day is over. A date that is not in the calendar is told as well.',
    fr: 'Un commentaire `# dhis2-lint-ignore` fixe un dernier jour, et ce jour est passé. Une date absente du calendrier est signalée aussi.',
  },
  source: 'docs/guides/ignoring-findings.md',
  messages: {
    expired: {
      en: 'This held until {day} and silences nothing any more. Settle the finding, or judge anew and write a later day.',
      fr: "Ceci valait jusqu'au {day} et ne fait plus rien taire. Réglez le constat, ou réexaminez-le et écrivez un jour plus lointain.",
    },
    noDay: {
      en: '{day} is not a day of the calendar written as `2027-01-31`, so this never ends. Correct the date.',
      fr: "{day} n'est pas un jour du calendrier écrit comme `2027-01-31` : ceci n'aura pas de fin. Corrigez la date.",
    },
  },
  check({ text, suppressions, today }, report) {
    for (const suppression of suppressions) {
      const { until } = suppression;
      if (until === undefined) continue;
      const place = { args: { day: until.written }, span: until.span };
      if (!until.isDay) report({ message: 'noDay', ...place });
      else if (isExpired(suppression, today)) report({ message: 'expired', ...place, fixes: [removeCommentFix(text, suppression, false)] });
    }
  },
});

export const page = {
  why: {
    en: 'The comment no longer silences anything: what was put off is due.',
    fr: 'Le commentaire ne fait plus rien taire : ce qui avait été remis à plus tard est dû.',
  },
  todo: {
    en: 'Settle the finding and delete the comment, or judge anew and write a later day. Days are written as `2027-01-31`.',
    fr: 'Réglez le constat et supprimez le commentaire, ou réexaminez-le et écrivez un jour plus lointain. Un jour s’écrit `2027-01-31`.',
  },
  good: [
    { text: '# dhis2-lint-ignore unknown-key -- our backup script until 2026-11-23\nministry.ticket = 4711\n', today: '2026-11-23' },
    { text: '# dhis2-lint-ignore unknown-key -- until 2.43\nministry.ticket = 4711\n' },
  ],
  bad: [
    {
      text: '# dhis2-lint-ignore unknown-key -- our backup script until 2026-11-22\n#                                                          ^^^^^^^^^^ expired\nministry.ticket = 4711\n',
      today: '2026-11-23',
    },
    {
      text: '# dhis2-lint-ignore unknown-key -- our backup script until 31.1.2027\n#                                                          ^^^^^^^^^ noDay\nministry.ticket = 4711\n',
    },
    {
      text: '# dhis2-lint-ignore unknown-key -- our backup script [until 2027-02-29]\n#                                                           ^^^^^^^^^^ noDay\nministry.ticket = 4711\n',
    },
  ],
} satisfies RulePage;
