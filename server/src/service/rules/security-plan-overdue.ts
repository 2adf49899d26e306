import { fieldNameSpan, fieldSpan } from '../manifest/items.ts';
import { governanceOfProduction, isOverAYear } from '../project/governance.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'missing' | 'undated' | 'old'>({
  id: 'security-plan-overdue',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Security plan that is missing or old', fr: 'Plan de sécurité absent ou ancien' },
  what: {
    en: 'The plan has a production instance, and `governance` has no `securityPlan`, or one that was not looked through for more than 12 months.',
    fr: "Le plan a une instance de production, et `governance` n'a pas de `securityPlan`, ou celui-ci n'a pas été relu depuis plus de 12 mois.",
  },
  source: 'DHIS2 hosting guide, Making a plan',
  messages: {
    missing: {
      en: 'No security plan is named. Write where it is as `securityPlan`, or begin one, for example after ISO 27001.',
      fr: "Aucun plan de sécurité n'est cité. Indiquez où il se trouve dans `securityPlan`, ou commencez-en un, par exemple selon ISO 27001.",
    },
    undated: {
      en: 'Nothing says when the security plan was last looked through. Write the day as `reviewed`.',
      fr: "Rien n'indique quand le plan de sécurité a été relu. Écrivez la date dans `reviewed`.",
    },
    old: {
      en: 'The security plan was last looked through on {day}, more than 12 months ago. Look it through, and write the day.',
      fr: 'Le plan de sécurité a été relu le {day}, il y a plus de 12 mois. Relisez-le, et écrivez la date.',
    },
  },
  check(context, report) {
    const governance = governanceOfProduction(context);
    if (governance === undefined) return;
    const plan = governance.fields.securityPlan;
    if (plan === undefined) {
      report({ message: 'missing', span: fieldNameSpan(governance.text, governance.part, governance.path), severity: 'info' });
    } else if (plan.reviewed === undefined) {
      report({ message: 'undated', span: fieldSpan(governance, 'securityPlan', 'location'), severity: 'hint' });
    } else if (isOverAYear(plan.reviewed, context.today)) {
      report({ message: 'old', args: { day: plan.reviewed }, span: fieldSpan(governance, 'securityPlan', 'reviewed') });
    }
  },
});

export const page = {
  why: {
    en: 'Servers, people and dangers change within a year; a plan that nobody reads protects nothing.',
    fr: 'En un an, serveurs, personnes et dangers changent ; un plan que nul ne relit ne protège rien.',
  },
  todo: {
    en: 'Go through the plan with the security officer once a year, and write the day as `reviewed`.',
    fr: 'Relisez le plan une fois par an avec le responsable de la sécurité, et écrivez la date dans `reviewed`.',
  },
  good: [
    {
      text: [
        'version: 1',
        'governance:',
        '  securityPlan: { location: https://docs.example.org/plan, reviewed: "2025-11-23" }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
    {
      text: 'version: 1\ngovernance: { securityOfficer: { name: Head of IT } }\ninstances:\n  - { name: class, host: web-1, purpose: training }\n',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'governance:',
        '#^^^^^^^^^ missing',
        '  securityOfficer: { name: Head of infrastructure }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'governance:',
        '  securityPlan:',
        '    location: plan.md',
        '    #         ^^^^^^^ undated',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'governance:',
        '  securityPlan:',
        '    location: plan.md',
        '    reviewed: "2025-11-22"',
        '    #         ^^^^^^^^^^^^ old',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
      today: '2026-11-23',
    },
  ],
} satisfies RulePage;
