import { isScopeDisabled } from '../conf/audit-matrix.ts';
import { effectiveValue, isDecidedLater } from '../conf/effective.ts';
import { placeInValue } from '../conf/place-in-value.ts';
import { defineConfRule, type RulePage } from './define-rule.ts';

export const rule = defineConfRule<'reads'>({
  id: 'audit-reads',
  category: 'correctness',
  severity: 'info',
  since: '0.1.0',
  title: { en: 'Every look at an object is audited', fr: "Chaque lecture d'un objet est auditée" },
  what: {
    en: 'A scope of audits other than tracker holds `READ`.',
    fr: "Un domaine d'audit autre que le tracker contient `READ`.",
  },
  source: 'dhis2-docs src/sysadmin/concepts/audit.md',
  messages: {
    reads: {
      en: 'With `READ` each use of a dashboard fills the audit log. Take it out unless you are bound to keep it.',
      fr: "Avec `READ`, chaque usage d'un tableau de bord remplit le journal d'audit. Retirez-le si rien ne vous y oblige.",
    },
  },
  check(conf, report) {
    for (const key of ['audit.metadata', 'audit.aggregate', 'audit.api']) {
      const scope = effectiveValue(conf, key);
      if (scope.from !== 'file' || isDecidedLater(scope.value) || isScopeDisabled(conf, key)) continue;
      const start = /(?:^|;)\s*READ\s*(?=;|$)/.exec(scope.value) === null ? -1 : scope.value.indexOf('READ');
      if (start !== -1) report({ message: 'reads', span: placeInValue(conf.text, scope.entry, start, start + 'READ'.length) });
    }
  },
});

export const page = {
  why: {
    en: 'Metadata and data values are read all the time, by every dashboard. The log grows very fast, the server slows down, and what matters is hard to find in it. For tracker, who looked at a patient may well be worth it.',
    fr: "Métadonnées et valeurs sont lues sans cesse, par chaque tableau de bord. Le journal grossit très vite, le serveur ralentit, et l'essentiel y est difficile à trouver. Pour le tracker, savoir qui a consulté un patient peut en valoir la peine.",
  },
  todo: {
    en: 'Take `READ` out, unless a rule of your country asks for it.',
    fr: "Retirez `READ`, sauf si une règle de votre pays l'exige.",
  },
  good: [
    { text: 'audit.metadata = CREATE;UPDATE;DELETE\n' },
    { text: 'audit.tracker = READ;CREATE;UPDATE;DELETE\naudit.logger = on\n' },
    { text: 'audit.metadata = READ;DISABLED\n' },
    { text: 'audit.metadata = ${AUDIT}READ\n' },
    { text: 'audit.api = READ\n', dhis2Version: '2.40.9' },
  ],
  bad: [
    {
      text: 'audit.aggregate = CREATE;READ;UPDATE\n#                        ^^^^ reads\naudit.metadata = READ\n#                ^^^^ reads\n',
    },
  ],
} satisfies RulePage;
