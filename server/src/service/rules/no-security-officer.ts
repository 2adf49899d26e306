import { fieldNameSpan, fieldSpan } from '../manifest/items.ts';
import { lacks } from '../project/absence.ts';
import { isProduction, productionIn } from '../project/production.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';
import { addSectionFix } from './planning-fixes.ts';

export const rule = defineManifestRule<'noGovernance' | 'noOfficer'>({
  id: 'no-security-officer',
  category: 'planning',
  severity: 'warning',
  since: '0.1.0',
  title: { en: 'Nobody answers for security', fr: 'Personne ne répond de la sécurité' },
  what: {
    en: 'The plan has a production instance, and `governance` names no `securityOfficer`. A plan without that section gets one hint.',
    fr: 'Le plan a une instance de production, et `governance` ne désigne pas de `securityOfficer`. Un plan sans cette section reçoit une seule suggestion.',
  },
  source: 'DHIS2 hosting guide, Making a plan',
  messages: {
    noGovernance: {
      en: 'The plan does not say who answers for security, nor from when the security plan and the last audit are. Add `governance`.',
      fr: 'Le plan ne dit ni qui répond de la sécurité, ni de quand datent le plan de sécurité et le dernier audit. Ajoutez `governance`.',
    },
    noOfficer: {
      en: 'Nobody is named who answers for security, so in an incident everybody waits for somebody else. Name a `securityOfficer`, with a way to reach the person.',
      fr: "Personne n'est désigné pour répondre de la sécurité : en cas d'incident, chacun attend l'autre. Désignez un `securityOfficer`, avec un moyen de le joindre.",
    },
  },
  check({ uri, document, project }, report) {
    const [first] = productionIn(document);
    if (first !== undefined && lacks(project, 'governance')) {
      const fixes = addSectionFix(first, ['governance:', '  securityOfficer: { name: "" }']);
      report({ message: 'noGovernance', span: fieldSpan(first, 'purpose'), severity: 'hint', fixes });
    }
    const governance = project.section('governance');
    if (governance === undefined || governance.uri !== uri || !project.items('instances').some(isProduction)) return;
    if ((governance.fields.securityOfficer?.name.trim() ?? '') !== '') return;
    report({ message: 'noOfficer', span: fieldNameSpan(governance.text, governance.part, governance.path) });
  },
});

export const page = {
  why: {
    en: 'Security that is everybody’s task is nobody’s: updates wait, accounts of leavers stay, and nobody decides when something happens.',
    fr: "La sécurité confiée à tous n'est tenue par personne : les mises à jour attendent, les comptes des partants restent, et nul ne décide le jour où il se passe quelque chose.",
  },
  todo: {
    en: 'Write the name of the person under `governance`, `securityOfficer`. One of the core team, with the time for it.',
    fr: "Écrivez le nom de la personne sous `governance`, `securityOfficer`. Quelqu'un de l'équipe centrale, qui en a le temps.",
  },
  good: [
    {
      text: [
        'version: 1',
        'governance:',
        '  securityOfficer: { name: Head of infrastructure }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
    { text: 'version: 1\ninstances:\n  - { name: class, host: web-1, purpose: training }\n' },
    {
      text: 'version: 1\ninstances:\n  - { name: hmis, host: web-1, purpose: production }\n',
      beside: { 'people/dhis2-hosting.yaml': 'version: 1\ngovernance:\n  securityOfficer: { name: Head of infrastructure }\n' },
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  #                                     ^^^^^^^^^^ noGovernance',
        '  - { name: emis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
    {
      text: [
        'version: 1',
        'governance:',
        '#^^^^^^^^^ noOfficer',
        '  securityPlan: { location: https://docs.example.org/plan, reviewed: "2026-09-30" }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
