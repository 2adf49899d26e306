import { fieldSpan } from '../manifest/items.ts';
import { allSound } from '../project/absence.ts';
import { productionIn } from '../project/production.ts';
import { defineManifestRule, type RulePage } from './define-rule.ts';

export const rule = defineManifestRule<'alone'>({
  id: 'production-without-staging',
  category: 'planning',
  severity: 'hint',
  since: '0.1.0',
  title: { en: 'Production without an instance to try things on', fr: 'Production sans instance pour les essais' },
  what: {
    en: 'The plan has an instance with the purpose `production` and none with `staging` or `test`. Told once a manifest; silent when the purpose of an instance is not written.',
    fr: "Le plan a une instance dont l'usage est `production` et aucune dont l'usage est `staging` ou `test`. Dit une fois par manifeste ; muet quand l'usage d'une instance n'est pas écrit.",
  },
  source: 'DHIS2 hosting guide, Maintenance',
  messages: {
    alone: {
      en: 'There is no staging or test instance, so upgrades and changes are first tried on `{name}`, where people work. Plan a second instance.',
      fr: "Il n'y a pas d'instance de préproduction ou de test : mises à niveau et changements sont d'abord essayés sur `{name}`, là où l'on travaille. Prévoyez une seconde instance.",
    },
  },
  check({ document, project }, report) {
    const [first] = productionIn(document);
    if (first === undefined || !allSound(project, 'instances')) return;
    const purposes = project.items('instances').map(({ fields }) => fields.purpose);
    if (purposes.some((purpose) => purpose === undefined || purpose === 'staging' || purpose === 'test')) return;
    report({ message: 'alone', args: { name: first.name }, span: fieldSpan(first, 'purpose') });
  },
});

export const page = {
  why: {
    en: 'An upgrade that fails on a copy costs an afternoon; on production it costs the trust of all who enter data.',
    fr: 'Une mise à niveau qui échoue sur une copie coûte un après-midi ; sur la production, elle coûte la confiance de tous ceux qui saisissent.',
  },
  todo: {
    en: 'Add an instance with `purpose: staging`, filled from the newest backup. It doubles as the place of the restore test.',
    fr: "Ajoutez une instance avec `purpose: staging`, remplie avec la dernière sauvegarde. Elle sert aussi de lieu pour l'essai de restauration.",
  },
  good: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  - { name: next, host: web-1, purpose: staging }',
        '',
      ].join('\n'),
    },
    {
      text: 'version: 1\ninstances:\n  - { name: hmis, host: web-1, purpose: production }\n  - { name: other, host: web-1 }\n',
    },
  ],
  bad: [
    {
      text: [
        'version: 1',
        'hosts:',
        '  - { name: web-1, address: 192.0.2.2 }',
        'instances:',
        '  - { name: training, host: web-1, purpose: training }',
        '  - { name: hmis, host: web-1, purpose: production }',
        '  #                                     ^^^^^^^^^^ alone',
        '  - { name: emis, host: web-1, purpose: production }',
        '',
      ].join('\n'),
    },
  ],
} satisfies RulePage;
