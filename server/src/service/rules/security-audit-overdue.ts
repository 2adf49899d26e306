import { isStillToCome } from '../manifest/durations.ts';
import { fieldNameSpan, fieldSpan } from '../manifest/items.ts';
import { governanceOfProduction, isOverAYear } from '../project/governance.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'missing' | 'planned' | 'old' | 'internal'>({
  id: 'security-audit-overdue',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Security audit that is missing or old', fr: 'Audit de sécurité absent ou ancien' },
  what: {
    en: 'The plan has a production instance, and `governance` names no audit of the last 12 months, or only audits by people of the organisation itself.',
    fr: "Le plan a une instance de production, et `governance` ne cite aucun audit des 12 derniers mois, ou seulement des audits menés par l'organisation elle-même.",
  },
  source: 'DHIS2 hosting guide, Making a plan',
  messages: {
    missing: {
      en: 'No security audit is named. The guide asks for one a year: plan one, and write it under `audits`.',
      fr: "Aucun audit de sécurité n'est cité. Le guide en demande un par an : prévoyez-en un, et notez-le sous `audits`.",
    },
    planned: {
      en: 'No audit of the last 12 months is named; the next is planned for {day}. Write who did it once it is done.',
      fr: "Aucun audit des 12 derniers mois n'est cité ; le prochain est prévu le {day}. Écrivez qui l'a mené une fois qu'il est fait.",
    },
    old: {
      en: 'The last security audit was on {day}, more than 12 months ago. Plan the next one.',
      fr: 'Le dernier audit de sécurité date du {day}, il y a plus de 12 mois. Prévoyez le suivant.',
    },
    internal: {
      en: 'All audits were done by the organisation itself. People from outside see what one has grown used to: have the next one done by them.',
      fr: "Tous les audits ont été menés par l'organisation elle-même. Un regard extérieur voit ce à quoi l'on s'est habitué : confiez-lui le prochain.",
    },
  },
  check(context, report) {
    const governance = governanceOfProduction(context);
    if (governance === undefined) return;
    const all = (governance.fields.audits ?? []).map((audit, index) => ({ ...audit, index }));
    // What is planned has shown nothing yet.
    const audits = all.filter(({ date }) => !isStillToCome(date, context.today));
    const [next] = all.filter((audit) => !audits.includes(audit)).sort((a, b) => (a.date < b.date ? -1 : 1));
    const last = audits.reduce<(typeof audits)[number] | undefined>((a, b) => (a === undefined || b.date > a.date ? b : a), undefined);
    if (next !== undefined && (last === undefined || isOverAYear(last.date, context.today))) {
      report({ message: 'planned', args: { day: next.date }, span: fieldSpan(governance, 'audits', next.index, 'date'), severity: 'info' });
      if (last === undefined) return;
    } else if (last === undefined) {
      report({ message: 'missing', span: fieldNameSpan(governance.text, governance.part, governance.path), severity: 'info' });
      return;
    } else if (isOverAYear(last.date, context.today)) {
      report({ message: 'old', args: { day: last.date }, span: fieldSpan(governance, 'audits', last.index, 'date') });
    }
    if (all.every(({ external }) => external === false)) {
      report({ message: 'internal', span: fieldSpan(governance, 'audits', last.index, 'external'), severity: 'hint' });
    }
  },
});

export const page = {
  why: {
    en: 'What one has built oneself, one tests where one expects the fault. Auditors look elsewhere.',
    fr: "On teste ce qu'on a construit là où l'on attend le défaut. Les auditeurs regardent ailleurs.",
  },
  todo: {
    en: 'Have an audit done each year, better by people from outside, and write `date`, `auditor` and `external`. The certification of DHIS2 servers is a good frame.',
    fr: 'Faites mener un audit chaque année, de préférence par des personnes extérieures, et écrivez `date`, `auditor` et `external`. La certification des serveurs DHIS2 en donne un bon cadre.',
  },
  good: [
    {
      text: [
        'version: 1',
        'governance:',
        '  audits:',
        '    - { date: "2024-01-10", external: false }',
        '    - { date: "2025-11-23", external: true }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    {
      text: [
        'version: 1',
        'governance:',
        '  audits: [{ date: "2026-01-10" }]',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'governance:',
        '  audits:',
        '    - { date: "2025-03-01", external: true }',
        '    - { date: "2027-03-01", external: true }',
        '    #         ^^^^^^^^^^^^ planned',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    {
      text: [
        'version: 1',
        'governance:',
        '  audits: [{ date: "2062-03-01" }]',
        '  #                ^^^^^^^^^^^^ planned',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    {
      text: [
        'version: 1',
        'governance:',
        '#^^^^^^^^^ missing',
        '  audits: []',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'governance:',
        '  audits:',
        '    - date: "2025-03-01"',
        '      #     ^^^^^^^^^^^^ old',
        '      external: false',
        '      #         ^^^^^ internal',
        '    - date: "2024-03-01"',
        '      external: false',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
